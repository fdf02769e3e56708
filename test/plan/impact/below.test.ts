import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import { changeIn, plan } from "../given.ts";

const asks = (platform: string) => ({
  conditions: [{ operator: "OR", operands: [{ objectType: "PLATFORM", lhs: platform, rhs: "true" }] }],
});
const deny = { action: "DENY" };
const allow = { action: "ALLOW" };
const off = { disabled: "1" };
const catchAll = { action: "ALLOW", defaultRule: true };

test.each<[string, readonly JsonObject[], string]>([
  ["nothing stands below", [deny], "neutral"],
  ["a rule below that blocks as well", [deny, deny], "neutral"],
  ["a rule below that is off", [deny, { ...allow, ...off }], "neutral"],
  ["a rule below that allows", [deny, allow], "broadens"],
  ["a rule further below that allows", [deny, deny, allow], "broadens"],
  ["an action below that nobody can order", [deny, { action: "REQUIRE_APPROVAL" }], "broadens"],
  ["a catch-all that allows", [deny, catchAll], "broadens"],
  [
    "a rule below that allows others",
    [
      { ...deny, ...asks("mac") },
      { ...allow, ...asks("windows") },
    ],
    "neutral",
  ],
])("a blocking access rule is switched off above %s", (_, rules, impact) => {
  const live = rules.map((rule, index) => ({
    id: `${index}`,
    name: `Rule ${index}`,
    ruleOrder: `${index + 1}`,
    ...rule,
  }));
  const { plan: made } = plan({ "zpa/access-rule": live }, { "zpa/access-rule": [{ name: "Rule 0", disabled: true }] });
  expect(changeIn(made, "Rule 0")?.impact).toBe(impact);
});

test("a new rule that allows counts as one below", () => {
  const live = [{ id: "1", name: "Rule", ruleOrder: "1", ...deny }];
  const declared = [
    { name: "Rule", disabled: true },
    { name: "New", action: "ALLOW", conditions: [] },
  ];
  const { plan: made } = plan({ "zpa/access-rule": live }, { "zpa/access-rule": declared });
  expect(made.changes.map(({ impact }) => impact)).toEqual(["broadens", "broadens"]);
});

test("what no URL filtering rule matches may pass", () => {
  const live = [{ id: 1, name: "Rule", order: 1, rank: 7, state: "ENABLED", action: "BLOCK", protocols: ["ANY_RULE"] }];
  const { plan: made } = plan(
    { "zia/url-filtering-rule": live },
    { "zia/url-filtering-rule": [{ name: "Rule", state: "DISABLED" }] },
  );
  expect(made.changes[0]?.impact).toBe("broadens");
});
