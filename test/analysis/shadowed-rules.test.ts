import { describe, expect, test } from "vitest";
import { findings, type Given, namesIn } from "./given.ts";

type Rule = Readonly<Record<string, unknown>>;

const url = (upper: Rule, lower: Rule): readonly string[] =>
  findings("shadowed-rule", {
    "zia/url-filtering-rule": [
      ["Upper", { action: "BLOCK", protocols: ["ANY_RULE"], ...upper }],
      ["Lower", { action: "ALLOW", protocols: ["ANY_RULE"], ...lower }],
    ],
  }).map(({ message }) => message);

const access = (upper: Rule, lower: Rule): readonly string[] =>
  findings("shadowed-rule", {
    "zpa/access-rule": [
      ["Upper", { action: "ALLOW", ...upper }],
      ["Lower", { action: "DENY", ...lower }],
    ],
  }).map(({ message }) => message);

const finance = { SCIM_GROUP: [{ idp: "Okta", group: "Finance" }] };
const erp = { APP: ["ERP"] };

describe("a rule is shadowed", () => {
  test.each<[string, Rule, Rule]>([
    ["below an equal one", { groups: ["HR"] }, { groups: ["hr"] }],
    ["below one that asks for nothing", {}, { groups: ["HR"], urlCategories: ["GAMBLING"] }],
    ["below one that asks for less", { urlCategories: ["GAMBLING"] }, { urlCategories: ["GAMBLING"], groups: ["HR"] }],
    ["below a longer list", { urlCategories: ["GAMBLING", "NUDITY"] }, { urlCategories: ["NUDITY"] }],
    ["below the word for any", { urlCategories: ["ANY"] }, { urlCategories: ["NUDITY"] }],
    ["below all methods there are", { requestMethods: null }, { requestMethods: ["GET"] }],
    ["below one that cautions", { action: "CAUTION" }, { groups: ["HR"] }],
    ["below one whose effects are switched off", { blockOverride: false, timeQuota: null }, { groups: ["HR"] }],
    ["when it has a quota itself", { groups: ["HR"] }, { groups: ["HR"], timeQuota: "1h" }],
    [
      "when it takes a country out that nobody above asks for",
      {},
      { sourceCountries: ["COUNTRY_DE"], excludeSrcCountries: true },
    ],
    ["when its action is of no known direction", { groups: ["HR"] }, { groups: ["HR"], action: "ICAP_RESPONSE" }],
  ])("%s", (_, upper, lower) => {
    expect(url(upper, lower)).toHaveLength(1);
  });

  test.each<[string, Rule, Rule]>([
    ["by conditions it adds to", { conditions: [erp] }, { conditions: [erp, finance] }],
    ["by conditions in another order", { conditions: [finance, erp] }, { conditions: [erp, finance] }],
    ["by a longer block", { conditions: [{ APP: ["ERP", "Wiki"] }] }, { conditions: [{ APP: ["Wiki"] }] }],
    ["by no conditions, joined by whatever", {}, { conditions: [erp, finance], operator: "OR" }],
  ])("%s", (_, upper, lower) => {
    expect(access(upper, lower)).toHaveLength(1);
  });
});

describe("a rule is not shadowed", () => {
  test.each<[string, Rule, Rule]>([
    ["when one of its values is its own", { groups: ["HR"] }, { groups: ["HR", "Sales"] }],
    ["when it asks for less", { groups: ["HR"], urlCategories: ["NUDITY"] }, { groups: ["HR"] }],
    ["when it asks for something else", { groups: ["HR"] }, { departments: ["HR"] }],
    ["when the upper rule is switched off", { state: "DISABLED" }, { groups: ["HR"] }],
    ["when it is switched off", {}, { groups: ["HR"], state: "DISABLED" }],
    ["below a quota", { timeQuota: "1h", action: "ALLOW" }, { groups: ["HR"] }],
    ["below a validity time", { enforceTimeValidity: true }, { groups: ["HR"] }],
    ["below a block that people may override", { blockOverride: true }, { groups: ["HR"] }],
    ["below an action that may hand on", { action: "ICAP_RESPONSE" }, { groups: ["HR"] }],
    [
      "below all countries but some",
      { sourceCountries: ["COUNTRY_DE"], excludeSrcCountries: true },
      { sourceCountries: ["COUNTRY_DE"] },
    ],
    [
      "when it takes countries out",
      { sourceCountries: ["COUNTRY_DE"] },
      { sourceCountries: ["COUNTRY_DE"], excludeSrcCountries: true },
    ],
    ["by one of two criteria that may be joined by OR", { users: ["Ada"] }, { users: ["Ada"], groups: ["HR"] }],
    ["by two criteria that may be joined by AND", { users: ["Ada"], groups: ["HR"] }, { users: ["Ada"] }],
    ["when only the protocol differs", { protocols: ["HTTP_RULE"] }, { protocols: ["HTTPS_RULE"] }],
  ])("%s", (_, upper, lower) => {
    expect(url(upper, lower)).toEqual([]);
  });

  test.each<[string, Rule, Rule]>([
    ["by conditions of which one is enough", { conditions: [erp, finance], operator: "OR" }, { conditions: [finance] }],
    ["when one of its conditions is enough", { conditions: [erp] }, { conditions: [erp, finance], operator: "OR" }],
    ["by a block it lacks", { conditions: [erp, finance] }, { conditions: [erp] }],
    ["by the group that a segment may leave", { conditions: [{ APP_GROUP: ["Finance apps"] }] }, { conditions: [erp] }],
    ["by a negated block", { conditions: [{ ...erp, negated: true }] }, { conditions: [erp] }],
    [
      "by the opposite posture",
      { conditions: [{ POSTURE: [{ profile: "Laptop", is: false }] }] },
      { conditions: [{ POSTURE: [{ profile: "Laptop", is: true }] }] },
    ],
    ["by a rule that asks for approval", { action: "REQUIRE_APPROVAL" }, { conditions: [erp] }],
    ["by a rule over an extranet", { extranetEnabled: true }, { conditions: [erp] }],
  ])("%s", (_, upper, lower) => {
    expect(access(upper, lower)).toEqual([]);
  });

  test("by a built-in rule, or one that asks for what its kind does not know", () => {
    const lower: Given = ["Lower", { action: "ALLOW", groups: ["HR"] }];
    for (const about of [{ standing: "fixed" }, { standing: "movable" }, { hidden: true }] as const) {
      const rules = [["Upper", { action: "BLOCK_DROP" }, about] as const, lower];
      expect(findings("shadowed-rule", { "zia/firewall-filtering-rule": rules })).toEqual([]);
    }
  });

  test("when it is the vendor's default rule", () => {
    const rules: readonly Given[] = [
      ["Everything else", { action: "BLOCK_DROP" }],
      ["Default", { action: "BLOCK_DROP" }, { standing: "last" }],
    ];
    expect(findings("shadowed-rule", { "zia/firewall-filtering-rule": rules })).toEqual([]);
  });

  test("by a rule below it", () => {
    const rules: readonly Given[] = [
      ["Narrow", { action: "ALLOW", groups: ["HR"] }],
      ["Wide", { action: "BLOCK" }],
    ];
    expect(findings("shadowed-rule", { "zia/url-filtering-rule": rules })).toEqual([]);
  });
});

test("addresses are compared as what they hold", () => {
  const rules: readonly Given[] = [
    ["Net", { action: "ALLOW", srcIps: ["10.0.0.0/8"] }],
    ["Half in", { action: "BLOCK_DROP", srcIps: ["10.1.0.0/16", "11.0.0.1"] }],
    ["Range", { action: "BLOCK_DROP", srcIps: ["10.1.0.5-10.1.0.9"] }],
  ];
  const found = findings("shadowed-rule", { "zia/firewall-filtering-rule": rules });
  expect(found.map(namesIn)).toEqual([["Range", "Net"]]);
});

test("a rule that decides alike is redundant, one that decides otherwise never takes effect", () => {
  expect(url({}, { groups: ["HR"], action: "BLOCK" })).toEqual([expect.stringContaining("redundant")]);
  expect(url({}, { groups: ["HR"], action: "ALLOW" })).toEqual([expect.stringContaining("never takes effect")]);
});

test("what a rule does that leaves its action to the tenant is not guessed", () => {
  const rules: readonly Given[] = [
    ["One", { action: "ALLOW", groups: ["HR"] }],
    ["Two", { groups: ["HR"] }],
  ];
  const [found] = findings("shadowed-rule", { "zia/url-filtering-rule": rules });
  expect(found?.message).toBe('"Two" never takes effect: "One" above it takes all its traffic');
});

test("each rule is told once, with the highest rule that covers it, at its own place", () => {
  const rules: readonly Given[] = [
    ["One", { action: "ALLOW", groups: ["HR"] }],
    ["Two", { action: "ALLOW", groups: ["HR", "Sales"] }],
    ["Three", { action: "BLOCK", groups: ["HR"], urlCategories: ["NUDITY"] }],
    ["Four", { action: "BLOCK", groups: ["Sales"] }],
  ];
  const found = findings("shadowed-rule", { "zia/url-filtering-rule": rules });
  expect(found.map((one) => [...namesIn(one).slice(0, 2), one.source?.line])).toEqual([
    ["Three", "One", 3],
    ["Four", "Two", 4],
  ]);
});

test("the highest rule is named, whatever it asks for", () => {
  const rules: readonly Given[] = [
    ["By category", { action: "ALLOW", urlCategories: ["NUDITY"] }],
    ["By group", { action: "ALLOW", groups: ["HR"] }],
    ["Lower", { action: "BLOCK", groups: ["HR"], urlCategories: ["NUDITY"] }],
  ];
  expect(findings("shadowed-rule", { "zia/url-filtering-rule": rules }).map((one) => namesIn(one)[1])).toEqual([
    "By category",
  ]);
});

test("a finding in which only undeclared rules take part is nobody's to mend", () => {
  const rules = (upper: boolean, lower: boolean): readonly Given[] => [
    ["Upper", { action: "BLOCK" }, { managed: upper }],
    ["Lower", { action: "ALLOW", groups: ["HR"] }, { managed: lower }],
  ];
  const lines = (upper: boolean, lower: boolean) =>
    findings("shadowed-rule", { "zia/url-filtering-rule": rules(upper, lower) }).map(({ source }) => source?.line);
  expect(lines(false, false)).toEqual([]);
  expect(lines(true, false)).toEqual([1]);
  expect(lines(false, true)).toEqual([2]);
  expect(lines(true, true)).toEqual([2]);
});
