import { expect, test } from "vitest";
import type { KindName } from "../../../src/model/address.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { plan } from "../given.ts";

const countries = (...codes: readonly string[]) => ({ sourceCountries: codes.map((code) => `COUNTRY_${code}`) });
const allow = { action: "ALLOW" };
const block = { action: "BLOCK" };
const drop = { action: "BLOCK_DROP" };

/** What a plan says when it swaps the last rule, `lower`, with the one above. */
const impactOfSwap = (kind: KindName, upper: JsonObject, lower: JsonObject) => {
  const isBulk = kind.startsWith("zpa");
  const rule = (name: string, id: number, content: JsonObject) => ({
    id: isBulk ? `${id}` : id,
    name,
    ...(isBulk ? { ruleOrder: `${id}` } : { order: id, rank: 7 }),
    ...content,
  });
  const tenant = {
    [kind]: [rule("Upper", 1, upper), rule("Lower", 2, lower)],
    "zia/group": [],
    "zpa/scim-group": [],
    "zpa/idp": [],
    "zpa/segment-group": [{ id: "7", name: "ERP" }],
    "zia/ip-source-group": [{ id: 3, name: "Offices" }],
    "zia/user": [],
    "zia/url-category": [],
  };
  const { plan: made } = plan(tenant, { [kind]: [{ name: "Lower" }, { name: "Upper" }] });
  expect(made.changes.length).toBe(1);
  return made.changes[0]!.impact;
};

test.each([
  ["an allowing rule above a blocking one", block, allow, "broadens"],
  ["a blocking rule above an allowing one", allow, block, "narrows"],
  ["two rules that decide alike", block, block, "neutral"],
  ["a rule that is off", { ...block, state: "DISABLED" }, allow, "neutral"],
  ["rules for other countries", { ...block, ...countries("DE") }, { ...allow, ...countries("FR", "IT") }, "neutral"],
  [
    "rules for one common country",
    { ...block, ...countries("DE", "FR") },
    { ...allow, ...countries("FR") },
    "broadens",
  ],
  ["any country above one", { ...block, ...countries("DE") }, allow, "broadens"],
  [
    "all countries but one",
    { ...block, ...countries("DE"), excludeSrcCountries: true },
    { ...allow, ...countries("FR") },
    "broadens",
  ],
  [
    "rules that a source group widens",
    { ...block, ...countries("DE"), sourceIpGroups: [{ id: 3 }] },
    { ...allow, ...countries("FR") },
    "broadens",
  ],
  ["rules for other methods", { ...block, requestMethods: ["POST"] }, { ...allow, requestMethods: ["GET"] }, "neutral"],
  [
    "other categories, which may share a URL",
    { ...block, urlCategories: ["NUDITY"] },
    { ...allow, urlCategories: ["GAMBLING"] },
    "broadens",
  ],
  [
    "other protocols, which may carry each other",
    { ...block, protocols: ["HTTPS_RULE"] },
    { ...allow, protocols: ["DOHTTPS_RULE"] },
    "broadens",
  ],
  ["to let pass as it is, above a caution page", { action: "CAUTION" }, allow, "broadens"],
  ["a caution page above to let pass as it is", allow, { action: "CAUTION" }, "narrows"],
  ["a caution page above isolation", { action: "ISOLATE" }, { action: "CAUTION" }, "unknown"],
  ["to let pass, above an action nobody can order", { action: "ICAP_RESPONSE" }, allow, "unknown"],
] as const)("URL filtering puts %s", (_, upper, lower, impact) => {
  const anyProtocol = { state: "ENABLED", protocols: ["ANY_RULE"] };
  expect(impactOfSwap("zia/url-filtering-rule", { ...anyProtocol, ...upper }, { ...anyProtocol, ...lower })).toBe(
    impact,
  );
});

test.each([
  ["addresses apart", { srcIps: ["10.0.0.0/24"] }, { srcIps: ["10.0.1.1-10.0.1.9"] }, "neutral"],
  ["addresses that overlap", { srcIps: ["10.0.0.0-10.0.0.9"] }, { srcIps: ["10.0.0.5-10.0.0.20"] }, "broadens"],
  ["hosts, which may have one address", { destAddresses: ["a.example"] }, { destAddresses: ["b.example"] }, "broadens"],
  ["a host beside an address", { destAddresses: ["a.example"] }, { destAddresses: ["10.0.0.1"] }, "broadens"],
  ["addresses beside a country", { srcIps: ["10.0.0.1"], ...countries("DE") }, { srcIps: ["10.0.0.2"] }, "broadens"],
] as const)("a firewall rule moves past one with %s", (_, upper, lower, impact) => {
  const on = { state: "ENABLED" };
  const [above, below] = [
    { ...on, ...drop, ...upper },
    { ...on, ...allow, ...lower },
  ] as unknown as JsonObject[];
  expect(impactOfSwap("zia/firewall-filtering-rule", above!, below!)).toBe(impact);
});

const asks = (objectType: string, lhs: string, rhs: string): JsonObject => ({
  operator: "OR",
  operands: [{ objectType, lhs, rhs }],
});
const [windows, mac] = [asks("PLATFORM", "windows", "true"), asks("PLATFORM", "mac", "true")];

test.each([
  ["another platform", { conditions: [windows] }, { conditions: [mac] }, "neutral"],
  ["the same platform", { conditions: [windows] }, { conditions: [windows] }, "broadens"],
  ["any platform but one", { conditions: [windows] }, { conditions: [asks("PLATFORM", "mac", "false")] }, "broadens"],
  [
    "another platform or an application",
    { conditions: [windows] },
    { conditions: [mac, asks("APP_GROUP", "id", "7")], operator: "OR" },
    "broadens",
  ],
  [
    "another client",
    { conditions: [asks("CLIENT_TYPE", "id", "zpn_client_type_zapp")] },
    { conditions: [asks("CLIENT_TYPE", "id", "zpn_client_type_exporter")] },
    "neutral",
  ],
  ["all but another platform", { conditions: [windows] }, { conditions: [{ ...mac, negated: true }] }, "broadens"],
] as const)("an access rule moves past one for %s", (_, upper, lower, impact) => {
  const [above, below] = [
    { action: "DENY", ...upper },
    { action: "ALLOW", ...lower },
  ] as unknown as JsonObject[];
  expect(impactOfSwap("zpa/access-rule", above!, below!)).toBe(impact);
});
