import { afterEach, describe, expect, test } from "vitest";
import { openScene, type Scene, type Wire } from "../support/scene.ts";

let scene: Scene;
afterEach(() => scene.close());

const rules: Readonly<Record<string, Wire>> = {
  "zia/url-filtering-rule": { action: "BLOCK", protocols: ["ANY_RULE"] },
  "zia/firewall-filtering-rule": { action: "BLOCK_DROP" },
};

describe.each(Object.keys(rules))("admin rank of a %s", (kind) => {
  const declare = (...resources: readonly Wire[]): void =>
    scene.write({ kind, resources: resources.map((resource) => ({ ...rules[kind], ...resource })) });

  const open = async (): Promise<void> => {
    scene = await openScene({ seed: "empty", documents: [] });
    declare({ name: "A" }, { name: "B" });
    await scene.settle();
    await scene.forget();
  };

  const ranks = async (): Promise<readonly unknown[]> =>
    (await scene.objects(kind))
      .filter(({ name }) => name in { A: 1, B: 1, C: 1 })
      .map(({ name, rank }) => [name, rank]);

  test("changes in place by one write where the neighbours let it", async () => {
    await open();
    declare({ name: "A", rank: 3 }, { name: "B" });
    await scene.settle();
    expect((await scene.writes()).map(({ method }) => method)).toEqual(["PUT", "POST"]);
    expect(await ranks()).toEqual([
      ["A", 3],
      ["B", 7],
    ]);
    expect((await scene.plan()).plan.requests).toEqual([]);
  });

  test("that would put a worse rule above a better one is a conflict, and nothing is written", async () => {
    await open();
    declare({ name: "A" }, { name: "B", rank: 3 });
    const { exitCode, notes } = await scene.tryPlan({ format: "text" });
    expect(exitCode).toBe(1);
    expect(notes).toContain("rank-conflict");
    expect(await scene.writes()).toEqual([]);
  });

  test("of a new rule that does not say is its predecessor's", async () => {
    await open();
    declare({ name: "A", rank: 3 }, { name: "B" });
    await scene.settle();
    declare({ name: "A", rank: 3 }, { name: "C" }, { name: "B" });
    await scene.settle();
    expect(await ranks()).toEqual([
      ["A", 3],
      ["C", 3],
      ["B", 7],
    ]);
    expect((await scene.plan()).plan.requests).toEqual([]);
  });

  test("is never refused in the middle of an apply: a new rule below one whose rank changes in the same plan", async () => {
    await open();
    declare({ name: "A", rank: 3 }, { name: "C" }, { name: "B" });
    const planned = await scene.tryPlan();
    if (planned.exitCode === 1) return;
    scene.save(planned);
    expect((await scene.apply()).exitCode).toBe(0);
  });
});
