import { expect, test } from "vitest";
import { findings, type Given } from "./given.ts";

const names = (kind: string, rules: readonly Given[]) =>
  findings("rule-without-criteria", { [kind]: rules }).map(({ message }) => /"([^"]*)"/.exec(message)?.[1]);

test.each<[string, string, Given[1]]>([
  ["nothing at all", "zia/firewall-filtering-rule", { action: "ALLOW" }],
  ["empty lists", "zia/firewall-filtering-rule", { action: "ALLOW", groups: [], srcIps: [] }],
  ["cleared fields", "zia/firewall-filtering-rule", { action: "ALLOW", groups: null }],
  [
    "words that mean any",
    "zia/url-filtering-rule",
    { action: "BLOCK", protocols: ["ANY_RULE"], urlCategories: ["ANY"] },
  ],
  ["effects and labels", "zia/url-filtering-rule", { action: "ALLOW", timeQuota: "1h", labels: ["hr"] }],
  ["no conditions", "zpa/access-rule", { action: "ALLOW", conditions: [] }],
])("a rule with %s matches everything", (_, kind, spec) => {
  expect(names(kind, [["Rule", spec]])).toEqual(["Rule"]);
});

test.each<[string, string, Given]>([
  ["one criterion", "zia/firewall-filtering-rule", ["Rule", { action: "ALLOW", nwServices: ["DNS"] }]],
  ["one protocol", "zia/url-filtering-rule", ["Rule", { action: "ALLOW", protocols: ["HTTP_RULE"] }]],
  ["one condition", "zpa/access-rule", ["Rule", { action: "ALLOW", conditions: [{ APP: ["ERP"] }] }]],
  ["its switch off", "zia/firewall-filtering-rule", ["Rule", { action: "ALLOW", state: "DISABLED" }]],
  ["its switch off in ZPA", "zpa/access-rule", ["Rule", { action: "ALLOW", disabled: true }]],
  [
    "a criterion the kind does not know",
    "zia/firewall-filtering-rule",
    ["Rule", { action: "ALLOW" }, { hidden: true }],
  ],
  ["the vendor's default", "zia/firewall-filtering-rule", ["Rule", { action: "BLOCK_DROP" }, { standing: "last" }]],
  ["nobody who declares it", "zia/firewall-filtering-rule", ["Rule", { action: "ALLOW" }, { managed: false }]],
])("a rule with %s is fine", (_, kind, rule) => {
  expect(names(kind, [rule])).toEqual([]);
});

test("objects that are no rules have no criteria to ask for", () => {
  expect(names("zia/rule-label", [["label", {}]])).toEqual([]);
});
