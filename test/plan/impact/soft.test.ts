import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Spec } from "../../../src/model/resource.ts";
import { buildPlan } from "../../../src/plan/plan.ts";
import { changeIn, plan, storyInput, type Tenant } from "../given.ts";

/** A block that some may override stops less than a block, and a quota guards what it lets through. */

const url = "zia/url-filtering-rule";
type Named = Spec & { readonly name: string };

const people: Tenant = {
  "zia/user": [],
  "zia/department": [],
  "zia/group": [
    { id: 2, name: "Marketing" },
    { id: 3, name: "Legal" },
  ],
  "zia/isolation-profile": [
    { id: "p1", name: "Open" },
    { id: "p2", name: "Closed" },
  ],
  "zia/url-category": ["GAMBLING", "NUDITY"].map((id) => ({ id, configuredName: id, type: "URL_CATEGORY" })),
};

const row = (name: string, order: number, more: JsonObject): JsonObject => ({
  ...{ id: order, name, order, rank: 7, state: "ENABLED", protocols: ["ANY_RULE"], urlCategories: ["GAMBLING"] },
  ...more,
});
const hard = { action: "BLOCK" };
const soft = { action: "BLOCK", blockOverride: true, overrideGroups: [{ id: 2, name: "Marketing" }] };
const open = { action: "ALLOW" };
const quota = { action: "ALLOW", timeQuota: 15 };
const isolated = { action: "ISOLATE", cbiProfile: { id: "p1", name: "Open" } };

const softSpec = { action: "BLOCK", blockOverride: true, overrideGroups: ["Marketing"] };
const made = { protocols: ["ANY_RULE"], urlCategories: ["GAMBLING"] };

const changed = (rows: readonly JsonObject[], head: readonly Named[], name = "R") =>
  changeIn(plan({ ...people, [url]: rows }, { [url]: head }).plan, name);

describe("a rule that comes above a block", () => {
  test.each<[string, Spec, string, string]>([
    ["stops all", hard, "narrows", "GAMBLING is now blocked for anyone"],
    ["is passed by some", softSpec, "broadens", "a new blocking rule that some may pass"],
    [
      "names who may pass, but lets nobody",
      { ...softSpec, blockOverride: false },
      "narrows",
      "GAMBLING is now blocked for anyone",
    ],
  ])("and %s", (_, spec, impact, impactReason) => {
    const change = changed([row("Hard", 1, hard)], [{ name: "R", ...made, ...spec }, { name: "Hard" }]);
    expect(change).toMatchObject({ action: "create", impact, impactReason });
  });
});

describe("a rule that changes", () => {
  test.each<[string, JsonObject, Spec, string, string]>([
    [
      "is switched on as a block that some may pass",
      { ...soft, state: "DISABLED" },
      { state: "ENABLED" },
      "broadens",
      "a blocking rule that some may pass is switched on",
    ],
    [
      "is switched on as a block",
      { ...hard, state: "DISABLED" },
      { state: "ENABLED" },
      "narrows",
      "GAMBLING is now blocked for anyone",
    ],
    [
      "let all pass and is now a block that some may pass",
      open,
      softSpec,
      "narrows",
      "GAMBLING, so far allowed, is now blocked for anyone, but some may pass",
    ],
    [
      "let all pass and is now a block, for more, that some may pass",
      open,
      { ...softSpec, urlCategories: ["GAMBLING", "NUDITY"] },
      "broadens",
      "a rule that allowed now blocks, but some may pass",
    ],
    [
      "had a quota and is now a block that some may pass",
      quota,
      { ...softSpec, timeQuota: null },
      "broadens",
      "a rule that allowed now blocks, but some may pass",
    ],
    [
      "had a quota and now blocks",
      quota,
      { ...hard, timeQuota: null },
      "narrows",
      "GAMBLING, so far allowed, is now blocked for anyone",
    ],
    [
      "had a quota and is switched off",
      quota,
      { state: "DISABLED" },
      "broadens",
      "action ALLOW with timeQuota no longer applies to GAMBLING for anyone",
    ],
  ])("and %s", (_, before, after, impact, impactReason) => {
    const change = changed([row("R", 1, before), row("Hard", 2, hard)], [{ name: "R", ...after }, { name: "Hard" }]);
    expect(change).toMatchObject({ action: "update", impact, impactReason });
  });

  test.each<[string, JsonObject, string, string]>([
    ["a block takes on more", hard, "narrows", "NUDITY is now also blocked for anyone"],
    [
      "a block that some may pass takes on more, which a block below may have stopped for all",
      soft,
      "broadens",
      "from now on GAMBLING and NUDITY are blocked for anyone; so far it was GAMBLING for anyone, but some may pass",
    ],
    ["what lets pass within a quota takes on more", quota, "broadens", "anyone can now also reach NUDITY"],
  ])("so that %s", (_, before, impact, impactReason) => {
    const head = [{ name: "R", urlCategories: ["GAMBLING", "NUDITY"] }];
    const change = changed([row("R", 1, before)], head);
    expect(change).toMatchObject({ impact, impactReason });
  });

  test("so that what lets pass within a quota holds for less, which may pass without one below", () => {
    const rows = [row("R", 1, { ...quota, urlCategories: ["GAMBLING", "NUDITY"] })];
    expect(changed(rows, [{ name: "R", urlCategories: ["NUDITY"] }])?.impact).toBe("broadens");
  });
});

test.each<[string, JsonObject, string]>([
  ["that lets pass as it is", open, "narrows"],
  ["with a quota of time", quota, "broadens"],
  ["with a quota of data", { ...open, sizeQuota: 10_240 }, "broadens"],
  ["that asks first", { action: "CAUTION" }, "broadens"],
])("a delete of a rule %s", (_, content, impact) => {
  const live = { ...people, [url]: [row("R", 1, content), row("Open", 2, open)] };
  const result = buildPlan(
    storyInput({
      live,
      base: { declares: { [url]: [{ name: "R" }, { name: "Open" }] } },
      head: {
        declares: { [url]: [{ name: "Open" }] },
        acknowledges: impact === "broadens" ? [{ change: `${url}:R`, allows: "broadening" }] : [],
      },
    }),
  );
  expect(result.ok && changeIn(result.plan, "R")).toMatchObject({ action: "delete", impact });
});

/** Of two rules, the lower one then stands above. */
test.each<[string, JsonObject, JsonObject, string]>([
  ["a block that some may pass above a block", hard, soft, "broadens"],
  ["a block above one that some may pass", soft, hard, "narrows"],
  ["a block that some may pass above what lets pass", open, soft, "narrows"],
  ["a block that some may pass above a caution page", { action: "CAUTION" }, soft, "unknown"],
  ["a block above its equal", hard, { ...hard, overrideGroups: [{ id: 2 }] }, "neutral"],
  ["a block above one for children", { ...hard, ciparule: true }, hard, "neutral"],
  ["two blocks that the same may pass", soft, soft, "neutral"],
  ["two blocks that others may pass", soft, { ...soft, overrideGroups: [{ id: 3, name: "Legal" }] }, "unknown"],
  ["what lets pass above what does within a quota", quota, open, "broadens"],
  ["what lets pass within a quota above what does without", open, quota, "narrows"],
  ["two equal quotas", quota, quota, "neutral"],
  ["another quota", quota, { ...quota, timeQuota: 60 }, "unknown"],
  ["isolation above itself", isolated, isolated, "neutral"],
  [
    "isolation above one with another profile",
    isolated,
    { ...isolated, cbiProfile: { id: "p2", name: "Closed" } },
    "unknown",
  ],
  ["what lets pass above the same with another effect", open, { ...open, ciparule: true }, "unknown"],
])("a move puts %s", (_, upper, lower, impact) => {
  const rows = [row("Upper", 1, upper), row("Lower", 2, lower)];
  const { changes } = plan({ ...people, [url]: rows }, { [url]: [{ name: "Lower" }, { name: "Upper" }] }).plan;
  expect(changes.map((change) => change.impact)).toEqual([impact]);
});
