import { expect, test } from "vitest";
import { referrersOf } from "../../../src/kinds/referrers.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { plan, type Tenant } from "../given.ts";

const segment = "zpa/application-segment";
const groups = ["Old", "New"].map((name) => ({ id: name, name, enabled: true }));

/** A rule that names one of the groups. */
const on = (group: string, action: string): JsonObject => ({
  action,
  operator: "AND",
  conditions: [{ operator: "OR", operands: [{ objectType: "APP_GROUP", lhs: "id", rhs: group }] }],
});

const tenant = (rules: readonly JsonObject[], held: JsonObject = {}): Tenant => ({
  ...Object.fromEntries(referrersOf(segment).map((kind) => [kind, []])),
  "zpa/access-rule": rules.map((rule, index) => ({
    id: `${index + 1}`,
    name: `Rule ${index + 1}`,
    ruleOrder: `${index + 1}`,
    ...rule,
  })),
  "zpa/segment-group": groups,
  "zpa/server-group": [{ id: "3", name: "Servers" }],
  [segment]: [
    {
      id: "4",
      name: "ERP",
      enabled: true,
      segmentGroupId: "Old",
      segmentGroupName: "Old",
      serverGroups: [{ id: "3", name: "Servers" }],
      domainNames: ["erp.acme.example"],
      tcpPortRange: [{ from: "443", to: "443" }],
      ...held,
    },
  ],
});

/** What a plan says when the segment joins the other group, and what has to be agreed to first. */
const toldOf = (rules: readonly JsonObject[], more: JsonObject = {}) => {
  const { plan: made } = plan(tenant(rules), { [segment]: [{ name: "ERP", segmentGroup: "New", ...more }] });
  expect(made.changes.length).toBe(1);
  return [made.changes[0]!.impact, ...made.consents.map(({ allows }) => allows)];
};

test.each<[string, readonly JsonObject[], readonly string[]]>([
  [
    "a group that a rule allows from one that a rule allows",
    [on("Old", "ALLOW"), on("New", "ALLOW")],
    ["broadens", "broadening"],
  ],
  ["a group that a rule allows from one without rules", [on("New", "ALLOW")], ["broadens", "broadening"]],
  ["a group without rules from one that a rule blocks", [on("Old", "DENY")], ["broadens", "broadening"]],
  ["a group without rules from one that a rule allows", [on("Old", "ALLOW")], ["narrows"]],
  [
    "a group that a rule blocks from one that a rule allows",
    [on("Old", "ALLOW"), on("New", "DENY")],
    ["broadens", "broadening", "unsafe-prefix"],
  ],
  ["a group that a rule blocks from one without rules", [on("New", "DENY")], ["narrows"]],
  ["a group without rules from another one", [], ["neutral"]],
  ["a group whose rule does something new", [on("New", "SHAKE_HANDS")], ["unknown", "broadening", "unsafe-prefix"]],
])("a segment that joins %s", (_, rules, told) => expect(toldOf(rules)).toEqual(told));

test("what a segment in use does otherwise, and nobody can order, is agreed to as well", () => {
  const changed = (rules: readonly JsonObject[]) => {
    const { plan: made } = plan(tenant(rules), { [segment]: [{ name: "ERP", matchStyle: "INCLUSIVE" }] });
    return [made.changes[0]!.impact, ...made.consents.map(({ allows }) => allows)];
  };
  expect(changed([on("Old", "ALLOW")])).toEqual(["unknown", "broadening"]);
  expect(changed([])).toEqual(["neutral"]);
});
