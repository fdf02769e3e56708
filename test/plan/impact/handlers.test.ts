import { expect, test } from "vitest";
import { handlersOf, referrersOf } from "../../../src/kinds/referrers.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { liveOf, plan, type Tenant } from "../given.ts";
import { category, live, readers, rule, url } from "../told.ts";

const bypass: Tenant = {
  "zia/ssl-inspection-rule": [
    { id: 9, name: "No decrypt", order: 1, action: { type: "DO_NOT_DECRYPT" }, urlCategories: ["CUSTOM_A"] },
  ],
};
const blocks: Tenant = { [url]: [rule(1, "Stop", 1, { urlCategories: ["CUSTOM_A"] })] };
const allows: Tenant = { [url]: [rule(1, "Pass", 1, { action: "ALLOW", urlCategories: ["CUSTOM_A"] })] };
const traced: Tenant = {
  "zia/traffic-capture-rule": [{ id: 9, name: "Trace", destIpCategories: ["CUSTOM_A"] }],
};
const tenant = (...parts: readonly Tenant[]): Tenant =>
  Object.assign({}, readers, { [category]: [live("A", { urls: ["a.example"] })] }, ...parts);

const grown = { urls: ["a.example", ".com"] };

/** The impact, why, and what has to be agreed to first, when the category changes. */
const told = (given: Tenant | ReturnType<typeof liveOf>, spec: JsonObject = grown) => {
  const { plan: made } = plan(given, { [category]: [{ name: "A", ...spec }] });
  const [change] = made.changes;
  return [change?.impact, change?.impactReason, made.consents.map(({ allows }) => allows)];
};

const unknown = "what it means for zia/ssl-inspection-rule:No decrypt is not known here";

test.each<[string, Tenant, readonly unknown[]]>([
  ["by a rule that exempts it from inspection", tenant(bypass), ["unknown", unknown, ["broadening"]]],
  [
    "by a rule that blocks it as well",
    tenant(bypass, blocks),
    ["unknown", `.com is now blocked for anyone; ${unknown}`, ["broadening"]],
  ],
  [
    "by a rule that allows it as well",
    tenant(bypass, allows),
    ["broadens", "anyone can now reach .com", ["broadening"]],
  ],
  ["by a rule that only records it", tenant(traced), ["neutral", "no rule that was read uses it", []]],
  ["by nobody", tenant(), ["neutral", "no rule that was read uses it", []]],
])("a category that grows and is named %s", (_, given, expected) => expect(told(given)).toEqual(expected));

test("a text of a category that such a rule names means nothing to it", () => {
  expect(told(tenant(bypass), { description: "two" })[0]).toBe("neutral");
});

test("a list that may not be read is told, and keeps nobody from an edit", () => {
  const { "zia/ssl-inspection-rule": _, ...rest } = tenant();
  expect(told(liveOf(rest, { "zia/ssl-inspection-rule": "403" }))).toEqual([
    "neutral",
    "no rule that was read uses it; whether zia/ssl-inspection-rule names it could not be read",
    [],
  ]);
});

test("a new segment has what is done to its group done to it", () => {
  const segment = "zpa/application-segment";
  const conditions = [{ operator: "OR", operands: [{ objectType: "APP_GROUP", lhs: "id", rhs: "7" }] }];
  const given: Tenant = {
    ...Object.fromEntries(referrersOf(segment).map((kind) => [kind, []])),
    "zpa/segment-group": [{ id: "7", name: "Apps", enabled: true }],
    "zpa/server-group": [{ id: "3", name: "Servers" }],
    "zpa/forwarding-rule": [{ id: "9", name: "Around", action: "BYPASS", conditions }],
    [segment]: [],
  };
  const made = {
    enabled: true,
    segmentGroup: "Apps",
    serverGroups: ["Servers"],
    domainNames: ["a.example"],
    tcpPorts: ["443"],
  };
  const { changes } = plan(given, { [segment]: [{ name: "New", ...made }] }).plan;
  expect([changes[0]!.impact, changes[0]!.impactReason]).toEqual([
    "unknown",
    "what it means for zpa/forwarding-rule:Around is not known here",
  ]);
});

test("what only records, shows or paces traffic is not read before an edit", () => {
  expect(handlersOf(category)).toContain("zia/ssl-inspection-rule");
  expect(handlersOf(category)).not.toContain("zia/traffic-capture-rule");
  expect(handlersOf(url)).toEqual([]);
});
