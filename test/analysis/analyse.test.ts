import { describe, expect, test } from "vitest";
import { analyse } from "../../src/analysis/analyse.ts";
import { hasHiddenCriteria } from "../../src/analysis/policy.ts";
import { analysisCodes, type Severities } from "../../src/diagnostics/severities.ts";
import { kindOf } from "../../src/kinds/find.ts";
import { policyOf } from "./given.ts";

/** Everything wrong at once. */
const odd = policyOf({
  "zpa/application-segment": [
    ["ERP", { enabled: false, domainNames: ["erp.x"], tcpPorts: [443] }],
    ["One", { domainNames: ["a.x"], tcpPorts: [443] }],
    ["Other", { domainNames: ["a.x"], tcpPorts: [443] }],
  ],
  "zpa/access-rule": [["To ERP", { action: "ALLOW", conditions: [{ APP: ["ERP"] }] }]],
  "zia/url-category": [
    ["Wide", { urls: [".example.com"] }],
    ["Narrow", { urls: ["www.example.com"] }],
  ],
  "zia/url-filtering-rule": [
    ["Block", { action: "BLOCK", protocols: ["ANY_RULE"], urlCategories: ["Wide"] }],
    ["All", { action: "ALLOW", protocols: ["ANY_RULE"] }],
    ["Never", { action: "BLOCK", protocols: ["ANY_RULE"], groups: ["HR"] }],
  ],
});

const severitiesOf = (severities: Severities = {}) =>
  Object.fromEntries(analyse(odd, severities).map(({ code, severity }) => [code, severity]));

describe("severity", () => {
  test("every finding is a warning until the configuration says otherwise", () => {
    expect(severitiesOf()).toEqual(Object.fromEntries(analysisCodes.map((code) => [code, "warning"])));
  });

  test.each(analysisCodes)("%s is what the configuration says", (code) => {
    expect(severitiesOf({ [code]: "error" })).toMatchObject({ [code]: "error" });
    expect(severitiesOf({ [code]: "info" })).toMatchObject({ [code]: "info" });
    expect(Object.keys(severitiesOf({ [code]: "off" })).sort()).toEqual(analysisCodes.filter((one) => one !== code));
  });
});

test("every finding names what takes part and says what to do", () => {
  for (const { message, hint } of analyse(odd)) {
    expect(message).toMatch(/^"/);
    expect(message).not.toMatch(/\.$/);
    expect(hint).toMatch(/^[a-z]/);
  }
});

test("an empty policy is fine", () => {
  expect(analyse(new Map())).toEqual([]);
});

test.each<[string, Record<string, unknown>, boolean]>([
  ["is absent", {}, false],
  ["is empty", { zpaAppSegments: [] }, false],
  ["is null", { zpaAppSegments: null }, false],
  ["is filled", { zpaAppSegments: [{ id: 1 }] }, true],
])("a live rule asks for more than its kind knows only when such a criterion %s", (_, wire, expected) => {
  expect(hasHiddenCriteria(kindOf("zia/firewall-filtering-rule"), wire as never)).toBe(expected);
});
