import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openScene, type Scene, type Wire } from "../support/scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
  await scene.settle();
  await scene.forget();
});
afterEach(() => scene.close());

const change = (kind: string, name: string, changes: Wire, actor: string): Promise<Wire> =>
  scene.control("PATCH", "objects", { kind, name, changes, actor });

const itemOf = (report: Wire, name: string): Wire | undefined =>
  (report.items as Wire[]).find((item) => item.name === name);

describe("drift", () => {
  test("there is none after an apply, and it writes nothing", async () => {
    const { exitCode, report } = await scene.drift({ detailedExitcode: true });
    expect(exitCode).toBe(0);
    expect(report.items).toEqual([]);
    expect(await scene.writes()).toEqual([]);
  });

  test("an edit in the portal is told field by field, with who, when and where from", async () => {
    const before = Date.now();
    await change("zia/url-filtering-rule", "Allow recruiting for HR", { action: "BLOCK" }, "j.doe@acme.example");
    await scene.control("POST", "activate", { actor: "j.doe@acme.example" });
    const { exitCode, report } = await scene.drift({ detailedExitcode: true });
    expect(exitCode).toBe(2);
    const [item] = report.items as Wire[];
    expect(report.items).toHaveLength(1);
    expect(item).toMatchObject({
      address: "zia/url-filtering-rule:Allow recruiting for HR",
      what: "changed",
      impact: "narrows",
      by: "j.doe@acme.example",
      from: "UI 203.0.113.77",
      fields: [{ path: "action", before: "ALLOW", after: "BLOCK" }],
    });
    expect(item?.source.file).toBe("policies/zia/url-filtering.yaml");
    expect(Math.abs(Date.parse(item?.at) - before)).toBeLessThan(60_000);
    expect(report.attribution).toBeUndefined();
  });

  test("what opens in one place and closes in another is told as opened", async () => {
    const actor = "j.doe@acme.example";
    // The blocklist loses hosts and gains one; the segment loses a host and gains all of them.
    await change("zia/url-category", "CERT blocklist", { urls: [".invoice-acme.example", "new.example"] }, actor);
    await change("zpa/application-segment", "ERP", { domainNames: ["erp.acme.example", "*.acme.example"] }, actor);
    await scene.control("POST", "activate", { actor });
    const { report } = await scene.drift();
    expect(itemOf(report, "CERT blocklist")?.impact).toBe("broadens");
    expect(itemOf(report, "ERP")?.impact).toBe("broadens");
  });

  test("the last one who touched it is named, and edits of other objects are not held against him", async () => {
    const rule = "zia/url-filtering-rule";
    await change(rule, "Allow partner portals", { description: "one" }, "first@acme.example");
    await change(rule, "Allow partner portals", { description: "two" }, "second@acme.example");
    await change(rule, "Allow social media for marketing", { description: "x" }, "third@acme.example");
    const { report } = await scene.drift();
    expect(itemOf(report, "Allow partner portals")?.by).toBe("second@acme.example");
    expect(itemOf(report, "Allow social media for marketing")?.by).toBe("third@acme.example");
  });

  test("who stays unknown, with the reason, where the audit log may not be read", async () => {
    await scene.fault(
      { path: "auditlogEntryReport", times: 99 },
      { status: 403, body: { code: "ROLE_NOT_ALLOWED", message: "no right to read the audit log" } },
    );
    await change("zia/rule-label", "plant", { description: "x" }, "j.doe@acme.example");
    const { exitCode, report } = await scene.drift();
    expect(exitCode).toBe(0);
    expect(itemOf(report, "plant")).not.toHaveProperty("by");
    expect(report.attribution).toContain("no right to read the audit log");
  });

  test("in other products it is found as well; nobody is named, and ZIA's log is not asked", async () => {
    await change("zpa/application-segment", "ERP", { description: "x" }, "ops@acme.example");
    await change("zms/unmanaged-resource-group", "Legacy file servers", { description: "y" }, "ops@acme.example");
    const { report } = await scene.drift();
    expect((report.items as Wire[]).map(({ address }) => address)).toEqual([
      "zms/unmanaged-resource-group:Legacy file servers",
      "zpa/application-segment:ERP",
    ]);
    expect((report.items as Wire[]).every((item) => !("by" in item))).toBe(true);
    expect((await scene.requests()).some(({ path }) => path.includes("auditlog"))).toBe(false);
  });

  test("a rule that was moved is told as moved, with the order before and after", async () => {
    const [kind, name] = ["zpa/access-rule", "Deny risky users"];
    await change(kind, name, { ruleOrder: "9" }, "ops@acme.example");
    const { report } = await scene.drift();
    expect(itemOf(report, name)?.what).toBe("moved");
    const { before, after } = report.orders[kind] as { before: string[]; after: string[] };
    expect(before.indexOf(name)).toBeLessThan(before.indexOf("Finance to ERP"));
    expect(after.indexOf(name)).toBeGreaterThan(after.indexOf("Finance to ERP"));
  });

  test("an object that was deleted has vanished", async () => {
    await scene.control("DELETE", "objects", {
      kind: "zpa/access-rule",
      name: "Quality lab to SPC",
      actor: "ops@acme.example",
    });
    const { report } = await scene.drift();
    expect(itemOf(report, "Quality lab to SPC")?.what).toBe("vanished");
  });

  test("objects nobody declares are counted, and are no drift", async () => {
    const count = (await scene.drift()).report.summary.unmanaged as number;
    const object = { name: "Made in the portal" };
    await scene.control("POST", "objects", { kind: "zia/rule-label", object, actor: "ops@acme.example" });
    await scene.control("POST", "activate", { actor: "ops@acme.example" });
    const { report } = await scene.drift();
    expect(report.items).toEqual([]);
    expect(report.summary.unmanaged).toBe(count + 1);
  });

  test("what somebody staged and did not activate is reported", async () => {
    await change("zia/rule-label", "temporary", { description: "x" }, "j.doe@acme.example");
    const { exitCode, report } = await scene.drift({ detailedExitcode: true });
    expect(report.items).toEqual([]);
    expect(report.staged).toEqual({ by: "unknown" });
    expect(exitCode).toBe(2);
  });

  test("fields nobody knows, and lists in another order, are no drift", async () => {
    await scene.control("PUT", "settings", { extraFields: { zzNew: { a: 1 } }, shuffle: true });
    expect((await scene.drift()).report.items).toEqual([]);
  });
});
