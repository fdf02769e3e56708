import { afterAll, describe, expect, test } from "vitest";
import { type Doc, openScene, type Scene, type Wire } from "../support/scene.ts";

const opened: Scene[] = [];
afterAll(async () => {
  for (const scene of opened) await scene.close();
});

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  /** What the object holds first, and what it shall hold; they share nothing, so it is switched off in between. */
  readonly first: Wire;
  readonly later: Wire;
  readonly isOn: (wire: Wire) => boolean;
}

const cases: readonly Case[] = [
  {
    kind: "zia/url-filtering-rule",
    name: "Split me",
    path: "urlFilteringRules",
    first: { action: "ALLOW", protocols: ["ANY_RULE"], urlCategories: ["MUSIC"] },
    later: { action: "ALLOW", protocols: ["ANY_RULE"], urlCategories: ["NEWS_AND_MEDIA"] },
    isOn: ({ state }) => state === "ENABLED",
  },
  {
    kind: "zpa/access-rule",
    name: "Split me",
    path: "rule",
    first: { action: "ALLOW", conditions: [{ APP: ["ERP"] }] },
    later: { action: "ALLOW", conditions: [{ APP: ["People portal"] }] },
    isOn: ({ disabled }) => disabled !== "1",
  },
];

const documentOf = ({ kind, name }: Case, fields: Wire): Doc => ({ kind, resources: [{ name, ...fields }] });

describe("a run that fails while a rule is switched off on its way", () => {
  test.each(cases)("puts $kind back on when it is run again, although Git never says so", async (one) => {
    const scene = await openScene({ documents: [documentOf(one, one.first)] });
    opened.push(scene);
    await scene.settle();
    scene.write(documentOf(one, one.later));
    scene.save(await scene.plan());
    await scene.fault({ path: one.path, method: "PUT", skip: 1, times: 1 }, { status: 400, body: { message: "no" } });
    expect((await scene.apply()).exitCode).toBe(5);
    const find = async (): Promise<Wire> => (await scene.objects(one.kind)).find(({ name }) => name === one.name) ?? {};
    expect(one.isOn(await find())).toBe(false);

    await scene.control("DELETE", "faults");
    expect((await scene.apply()).exitCode).toBe(0);
    expect(one.isOn(await find())).toBe(true);
    const { plan } = await scene.plan();
    expect([plan.changes, plan.staged]).toEqual([[], null]);
  });

  test("is put back on by a new plan of other documents too", async () => {
    const [one] = cases;
    const scene = await openScene({ documents: [documentOf(one!, one!.first)] });
    opened.push(scene);
    await scene.settle();
    scene.write(documentOf(one!, one!.later));
    scene.save(await scene.plan());
    await scene.fault({ path: one!.path, method: "PUT", skip: 1, times: 1 }, { status: 400, body: { message: "no" } });
    expect((await scene.apply()).exitCode).toBe(5);
    await scene.control("DELETE", "faults");

    scene.write(documentOf(one!, { ...one!.later, description: "edited after the failure" }));
    const { plan } = await scene.plan();
    expect(plan.staged).toEqual({ by: "ours" });
    expect(plan.changes[0]?.fields.map(({ path }) => path)).toContain("state");
    await scene.settle();
    expect((await scene.objects(one!.kind)).find(({ name }) => name === one!.name)?.state).toBe("ENABLED");
  });
});

describe("a plan shown on a terminal", () => {
  test("is computed again after the answer, and not executed when the tenant changed meanwhile", async () => {
    const scene = await openScene({
      documents: [{ kind: "zpa/segment-group", resources: [{ name: "Finance apps", description: "new" }] }],
    });
    opened.push(scene);
    const ask = async (): Promise<boolean> => {
      await scene.control("PATCH", "objects", {
        kind: "zpa/segment-group",
        name: "Finance apps",
        changes: { enabled: false },
        actor: "eve",
      });
      return true;
    };
    const { planFile: _, ...open } = { planFile: undefined };
    const result = await scene.apply({ ...open, planFile: undefined as never, ask });
    expect([result.exitCode, result.report.refused?.title]).toEqual([4, "the plan is stale"]);
    expect(await scene.writes()).toEqual([]);
  });
});
