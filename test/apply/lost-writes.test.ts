import { afterEach, describe, expect, test } from "vitest";
import { type Doc, openScene, type Scene } from "../support/scene.ts";

let scene: Scene;
afterEach(() => scene.close());

const open = async (...documents: readonly Doc[]): Promise<void> => {
  scene = await openScene({ documents });
  scene.save(await scene.plan());
  await scene.forget();
};

const names = async (kind: string): Promise<readonly string[]> =>
  (await scene.objects(kind)).map(({ name }) => String(name));

describe("a write whose answer was lost", () => {
  test("and that only renames is not taken for done: the name is looked at", async () => {
    await open({ kind: "zpa/segment-group", resources: [{ name: "FINANCE APPS" }] });
    await scene.fault({ path: "/segmentGroup/", method: "PUT" }, { drop: "before" });
    const applied = await scene.apply();
    expect(applied.exitCode).toBe(0);
    expect(applied.report.summary).toMatchObject({ done: 1, converged: 0 });
    expect(await names("zpa/segment-group")).toContain("FINANCE APPS");
    expect(await scene.writes()).toHaveLength(2);
  });

  test("and that landed is not repeated", async () => {
    await open({ kind: "zpa/segment-group", resources: [{ name: "FINANCE APPS" }] });
    await scene.fault({ path: "/segmentGroup/", method: "PUT" }, { drop: "after" });
    const applied = await scene.apply();
    expect(applied.report.summary).toMatchObject({ done: 0, converged: 1 });
    expect(await scene.writes()).toHaveLength(1);
  });

  test("of a create makes no second object, nor takes somebody else's for ours", async () => {
    await open({ kind: "zia/rule-label", resources: [{ name: "new", description: "ours" }] });
    await scene.fault({ path: "/ruleLabels", method: "POST" }, { drop: "after" });
    expect((await scene.apply()).exitCode).toBe(0);
    expect((await names("zia/rule-label")).filter((name) => name === "new")).toHaveLength(1);
  });

  test("and that nobody can be asked about may have landed: exit 5, and ZIA is said to hold work of ours", async () => {
    await open({ kind: "zia/rule-label", resources: [{ name: "plant", description: "x" }] });
    await scene.fault({ path: "/ruleLabels/", method: "PUT" }, { drop: "after" });
    await scene.fault({ path: "/ruleLabels", method: "GET", skip: 4, times: 99 }, { status: 500 });
    const applied = await scene.apply();
    expect(applied.exitCode).toBe(5);
    expect(applied.report).toMatchObject({ activation: { zia: "withheld" }, staged: { by: "ours" } });
    expect(applied.report.problem).toMatch(/^PUT /);
    await scene.control("DELETE", "faults");
    expect((await scene.apply()).exitCode).toBe(0);
  });
});

describe("a new ZPA rule, made but not yet in its place when the run broke off", () => {
  const rule = (name: string): { name: string } => ({ name });
  const allow = { action: "ALLOW", conditions: [{ APP: ["AS400"] }] };

  test.each<[string, readonly object[]]>([
    [
      "between rules that stay",
      [rule("Finance to ERP"), { name: "New rule", ...allow }, rule("Treasury to the banks")],
    ],
    [
      "below the last declared rule, above rules nobody declares",
      [rule("Finance to ERP"), { name: "New rule", ...allow }],
    ],
  ])("ends where the approved plan puts it: %s", async (_, resources) => {
    await open({ kind: "zpa/access-rule", resources });
    const { orders } = JSON.parse(scene.read("plan.json"));
    const planned = orders["zpa/access-rule"].after as string[];
    await scene.fault({ path: "/reorder", method: "PUT", times: 9 }, { status: 500 });
    expect((await scene.apply()).exitCode).toBe(5);
    await scene.control("DELETE", "faults");
    await scene.forget();
    expect((await scene.apply()).exitCode).toBe(0);
    expect(await names("zpa/access-rule")).toEqual(planned);
    expect((await scene.writes()).map(({ path }) => path.split("/").at(-1))).toEqual(["reorder"]);
    expect((await scene.plan()).plan.requests).toEqual([]);
  });
});

describe("an intent that is left over", () => {
  test("explains nothing once everything is live: what an administrator stages then is not ours", async () => {
    await open({ kind: "zia/rule-label", resources: [{ name: "plant", description: "x" }] });
    await scene.fault({ path: "/status/activate", method: "POST" }, { drop: "after" });
    await scene.fault({ path: "/zia/api/v1/status", method: "GET", skip: 1, times: 99 }, { status: 500 });
    expect((await scene.apply()).exitCode).toBe(5);
    await scene.control("DELETE", "faults");
    scene.save(await scene.plan());
    expect((await scene.apply()).exitCode).toBe(0);
    // Exactly the state our run began with: to an intent that stayed, it would look like its own.
    const description =
      "Rules for the plant networks in Köln and Ostrava. Ask the OT team before the next shift, not after.";
    const changes = { description };
    await scene.control("PATCH", "objects", { kind: "zia/rule-label", name: "plant", changes, actor: "j.doe" });
    expect((await scene.plan()).plan.staged).toEqual({ by: "unknown" });
  });
});
