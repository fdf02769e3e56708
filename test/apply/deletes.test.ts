import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkDeletes } from "../../src/apply/deletes.ts";
import type { KindName } from "../../src/model/address.ts";
import type { ApplyResult } from "../../src/model/result.ts";
import type { Step } from "../../src/model/step.ts";
import { until } from "../support/cli.ts";
import { type HandMade, handMade, type Write } from "../support/hand-made.ts";
import { openScene, type RequestEntry, type Scene, type Wire } from "../support/scene.ts";

const label = "zia/rule-label";
const category = "zia/url-category";
const rule = "zia/url-filtering-rule";
const group = "zpa/segment-group";
const access = "zpa/access-rule";
const cidrs = "zms/unmanaged-resource-group";

let scene: Scene;
let hand: HandMade;

const portal = (method: string, body: Wire): Promise<Wire> =>
  scene.control(method, "objects", { ...body, actor: "j.doe" });

beforeEach(async () => {
  scene = await openScene({ documents: [], settings: { shuffle: false } });
  await portal("POST", { kind: label, object: { name: "spare", description: "nobody wears it" } });
  await portal("POST", { kind: group, object: { name: "spare", enabled: true } });
  await portal("POST", { kind: cidrs, object: { name: "spare", cidrs: ["10.9.0.0/24"] } });
  // These name the category, too, and nobody but the rule should.
  await portal("PATCH", { kind: "zia/bandwidth-class", name: "Campaign videos", changes: { urlCategories: [] } });
  await portal("PATCH", {
    kind: "zia/ip-destination-group",
    name: "Hosts of the campaign",
    changes: { ipCategories: [], countries: ["COUNTRY_DE"] },
  });
  await scene.control("POST", "activate", { actor: "j.doe" });
  await scene.forget();
  hand = handMade(scene, label, category, rule, group, access, cidrs);
});
afterEach(() => scene.close());

const gone = (kind: KindName, name: string, phase: Write["phase"] = "cleanup"): Write => ({ kind, name, phase });

const names = async (kind: string, view: "staged" | "active" = "staged"): Promise<readonly string[]> =>
  (await scene.objects(kind, view)).map(({ name, configuredName }) => String(configuredName ?? name));

const callOf = ({ method, path, body }: RequestEntry): string =>
  `${body?.operationName ?? method} ${path.replace(/^\/zia\/api\/v1\//, "")}`;
const writes = async (): Promise<readonly string[]> => (await scene.writes()).map(callOf);

const statuses = ({ outcomes }: ApplyResult): readonly string[] =>
  outcomes.map(({ address, action, status }) => `${address} ${action} ${status}`);

describe("a delete", () => {
  test.each<[string, KindName, string, "none" | "staged"]>([
    ["a rule label", label, "spare", "staged"],
    ["a URL filtering rule", rule, "AI pilot of the sales team", "staged"],
    ["a segment group", group, "spare", "none"],
    ["an access rule", access, "Migration team until May", "none"],
    ["a ZMS group", cidrs, "spare", "none"],
  ])("of %s is sent once, without a body, and reported", async (_, kind, name, activation) => {
    const result = await hand.run(gone(kind, name, "looser"));
    expect([result.problem, statuses(result)]).toEqual([undefined, [`${kind}:${name} delete done`]]);
    expect(result.activation.zia).toBe(activation === "staged" ? "active" : "not-needed");
    expect(await names(kind, activation === "staged" ? "active" : "staged")).not.toContain(name);
    const sent = (await scene.writes()).filter(({ path }) => !path.endsWith("/activate"));
    expect(sent.map(({ method, body, query }) => [method, body?.variables?.id ?? body, query])).toEqual([
      kind === cidrs ? ["POST", expect.stringContaining("-"), {}] : ["DELETE", undefined, {}],
    ]);
    expect(hand.intent.read()).toBeUndefined();
  });

  test("of a category follows the edit of the rule that used it, and the activation comes last", async () => {
    const result = await hand.run(
      {
        kind: rule,
        name: "Campaign site for Marketing",
        phase: "stricter",
        set: { urlCategories: ["NEWS_AND_MEDIA"] },
      },
      gone(category, "Marketing campaign"),
    );
    expect(result).toMatchObject({ activation: { zia: "active" }, staged: null, summary: { done: 2, writes: 2 } });
    expect(await writes()).toEqual([
      expect.stringMatching(/^PUT urlFilteringRules/),
      "DELETE urlCategories/CUSTOM_07",
      "POST status/activate",
    ]);
    expect(await names(category, "active")).not.toContain("Marketing campaign");
  });

  test("of a rule lets its category go after it, and no other rule counts as moved", async () => {
    const result = await hand.run(
      gone(rule, "Campaign site for Marketing", "stricter"),
      gone(category, "Marketing campaign"),
    );
    expect([result.problem, result.activation.zia]).toEqual([undefined, "active"]);
  });
});

describe("a delete whose answer was lost", () => {
  const every: readonly [KindName][] = [[label], [group], [cidrs]];
  const sent = async (): Promise<number> => (await writes()).filter((call) => !call.endsWith("activate")).length;
  const lose = (drop: "before" | "after"): void => hand.beforeWrite(() => scene.fault({ path: ".*" }, { drop }));

  test.each(every)("and that landed is not repeated: %s", async (kind) => {
    lose("after");
    const result = await hand.run(gone(kind, "spare"));
    expect([result.problem, statuses(result)]).toEqual([undefined, [`${kind}:spare delete converged`]]);
    expect([await sent(), await names(kind)]).toEqual([1, expect.not.arrayContaining(["spare"])]);
  });

  test.each(every)("and that never arrived is sent again: %s", async (kind) => {
    lose("before");
    const result = await hand.run(gone(kind, "spare"));
    expect([result.problem, statuses(result)]).toEqual([undefined, [`${kind}:spare delete done`]]);
    expect([await sent(), await names(kind)]).toEqual([2, expect.not.arrayContaining(["spare"])]);
  });

  test.each(every)("is not sent again when somebody wrote to the object meanwhile: %s", async (kind) => {
    hand.beforeWrite(async () => {
      await portal("PATCH", { kind, name: "spare", changes: { description: "needed after all" } });
      await scene.fault({ path: ".*" }, { drop: "before" });
    });
    const result = await hand.run(gone(kind, "spare"));
    expect(statuses(result)).toEqual([`${kind}:spare delete failed`]);
    expect([await sent(), await names(kind)]).toEqual([1, expect.arrayContaining(["spare"])]);
    expect(result.activation.zia).toBe(kind === label ? "withheld" : "not-needed");
  });

  test("and that says itself that nothing was deleted is sent again: a ZMS group", async () => {
    const data = { resourceGroupDelete: { id: "1", deleted: false } };
    hand.beforeWrite(() => scene.fault({ path: ".*" }, { status: 200, body: { data } }));
    expect(statuses(await hand.run(gone(cidrs, "spare")))).toEqual([`${cidrs}:spare delete done`]);
    expect([await sent(), await names(cidrs)]).toEqual([2, expect.not.arrayContaining(["spare"])]);
  });

  test("is sent again after an edit of the same object too: what the edit left is known", async () => {
    await scene.fault({ path: "urlFilteringRules", method: "DELETE" }, { drop: "before" });
    const name = "Campaign site for Marketing";
    const off: Write = { kind: rule, name, phase: "stricter", set: { state: "DISABLED" } };
    const result = await hand.run(off, gone(rule, name, "looser"));
    expect([result.problem, statuses(result)]).toEqual([undefined, [`${rule}:${name} delete done`]]);
    expect(await sent()).toBe(3);
  });
});

test("nothing can be written any more that names a deleted object", async () => {
  const edit: Write = { kind: rule, name: "Campaign site for Marketing", phase: "cleanup", set: { labels: ["spare"] } };
  const result = await hand.run(gone(label, "spare"), edit);
  expect(result.problem).toMatch(/zia\/rule-label:spare is needed after it was deleted/);
  expect([await writes(), result.activation.zia]).toEqual([[expect.stringMatching(/^DELETE ruleLabels/)], "withheld"]);
});

test("the published limits of deletes are waited for", async () => {
  await portal("POST", { kind: label, object: { name: "spare too" } });
  await scene.control("POST", "activate", { actor: "j.doe" });
  await scene.control("PUT", "settings", { rateLimits: "published", clockRate: 1000 });
  const result = await hand.run(gone(label, "spare"), gone(label, "spare too"));
  expect(result).toMatchObject({ activation: { zia: "active" }, summary: { done: 2 } });
  const deletes = (await scene.requests()).filter(({ method }) => method === "DELETE");
  expect(deletes.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(2);
  expect(deletes.map(({ status }) => status)).toContain(429);
});

describe("a delete that is refused", () => {
  test.each<[string, KindName, string, RegExp]>([
    ["a label in use", label, "plant", /RESOURCE_IN_USE: .*associated with \d+ rule/],
    ["a segment group in use", group, "Plant systems", /resource\.referenced: Resource is being referenced in/],
    ["a ZMS group in use", cidrs, "Backup service", /is used by the policy rule/],
  ])("%s stops the run with the vendor's words, and nothing is activated", async (_, kind, name, words) => {
    const result = await hand.run(gone(kind, name), gone(label, "spare"));
    expect(result.outcomes).toMatchObject([
      { address: `${kind}:${name}`, action: "delete", status: "failed", error: expect.stringMatching(words) },
      { address: `${label}:spare`, status: "skipped" },
    ]);
    expect(result).toMatchObject({ activation: { zia: "withheld" }, summary: { writes: 0 }, staged: null });
    expect(result.problem).toMatch(words);
    expect([await writes(), await names(kind)]).toEqual([[expect.anything()], expect.arrayContaining([name])]);
  });

  test.each<[string, Wire]>([
    ["a bare 404", { status: 404 }],
    ["the vendor's id", { status: 400, body: { id: "resource.not.found", reason: "resource.not.found" } }],
  ])("as if the object were gone is not believed while the list shows it: %s", async (_, then) => {
    await scene.fault({ path: ".*", method: "DELETE" }, then);
    expect(statuses(await hand.run(gone(group, "spare")))).toEqual([`${group}:spare delete failed`]);
  });

  test.each<[KindName]>([[label], [group], [cidrs]])(
    "because somebody else was faster is no failure: %s",
    async (kind) => {
      hand.beforeWrite(() => portal("DELETE", { kind, name: "spare" }));
      const result = await hand.run(gone(kind, "spare"));
      expect([result.problem, statuses(result)]).toEqual([undefined, [`${kind}:spare delete converged`]]);
      expect(result.summary.writes).toBe(0);
    },
  );
});

describe("between a rule's edit and the delete of its category", () => {
  const edit: Write = {
    kind: rule,
    name: "Campaign site for Marketing",
    phase: "stricter",
    set: { urlCategories: ["NEWS_AND_MEDIA"] },
  };
  const cleanup = gone(category, "Marketing campaign");

  test("a run that broke off leaves what the next one explains, and only the delete is sent then", async () => {
    await scene.fault({ path: "urlCategories", method: "DELETE", times: 9 }, { status: 500 });
    const broken = await hand.run(edit, cleanup);
    expect(broken).toMatchObject({ activation: { zia: "withheld" }, staged: { by: "ours" } });
    expect(statuses(broken)).toEqual([
      `${edit.kind}:${edit.name} update done`,
      `${category}:Marketing campaign delete failed`,
    ]);
    expect(hand.intent.read()).toMatchObject({ version: 1, staging: true });
    expect(await hand.unexplained()).toEqual([]);
    await scene.control("DELETE", "faults");
    await scene.forget();
    const result = await hand.run(cleanup);
    expect(result).toMatchObject({ activation: { zia: "active" }, staged: null });
    expect(await writes()).toEqual(["DELETE urlCategories/CUSTOM_07", "POST status/activate"]);
    expect(hand.intent.read()).toBeUndefined();
  });

  test("a run that was ended after the delete landed leaves nothing but the activation", async () => {
    await scene.fault({ path: "urlCategories", method: "DELETE" }, { hold: "after" });
    const running = hand.run(edit, cleanup);
    await until(async () => (await writes()).length === 2);
    await until(async () => !(await names(category)).includes("Marketing campaign"));
    hand.stop();
    expect(await running).toMatchObject({ activation: { zia: "withheld" }, staged: { by: "ours" } });
    await scene.control("DELETE", "faults");
    await scene.forget();
    hand = handMade(scene, label, category, rule);
    expect(await hand.unexplained()).toEqual([]);
    expect(await hand.run()).toMatchObject({ activation: { zia: "active" }, staged: null });
    expect(await writes()).toEqual(["POST status/activate"]);
  });
});

describe("before anything is sent", () => {
  const step = (verb: Step["verb"], name: string, id: string | null): Step => ({
    ...{ phase: "cleanup", verb, kind: label, address: `${label}:${name}`, id, set: {} },
    request: { phase: "cleanup", method: "PUT", path: "/", address: `${label}:${name}` },
  });

  test.each<[string, readonly Step[], RegExp]>([
    ["a delete without an id", [step("delete", "a", null)], /has no id/],
    ["a write to a deleted object", [step("delete", "a", "1"), step("update", "a", "1")], /after it was deleted/],
    ["a new object of a deleted one's name", [step("create", "A ", null), step("delete", "a", "1")], /one plan/],
  ])("%s is taken for a bug of ours", (_, steps, words) => {
    expect(() => checkDeletes(steps)).toThrow(words);
  });

  test("a write before the delete of the same object is none", () => {
    expect(() => checkDeletes([step("update", "a", "1"), step("delete", "a", "1")])).not.toThrow();
  });
});
