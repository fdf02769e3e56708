import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, open, type Session } from "./client.ts";

let session: Session;

beforeEach(async () => {
  session = await open();
});
afterEach(() => session.sandbox.close());

const make = async (kind: string, object: Body): Promise<Body> => {
  const answer = await session.control("POST", "objects", { kind, object, actor: "x" });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.object;
};

const decide = async (kind: string, flows: Body[], view = "staged"): Promise<(string | null)[]> => {
  const answer = await session.control("POST", "evaluate", { kind, view, flows });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.decisions.map((decision: Body) => decision.rule);
};

describe("URL rules", () => {
  const rule = (name: string, more: Body): Promise<Body> =>
    make("zia/url-filtering-rule", { name, action: "BLOCK", protocols: ["ANY_RULE"], ...more });

  beforeEach(async () => {
    const finance = await make("zia/group", { name: "Finance" });
    await make("zia/url-category", { configuredName: "Partner sites", urls: ["a.example"] });
    await rule("off", { state: "DISABLED", urlCategories: ["GAMBLING"] });
    await rule("finance", { groups: [{ id: finance.id }], urlCategories: ["GAMBLING", "CUSTOM_01"], action: "ALLOW" });
    await rule("gambling", { urlCategories: ["GAMBLING"] });
    await rule("web only", { protocols: ["HTTP_RULE"], urlCategories: ["SPORTS"] });
    await rule("both", { urlCategories: ["TRAVEL", "NEWS_AND_MEDIA"], urlCategories2: ["NEWS_AND_MEDIA"] });
  });

  test("the first that matches decides, by names as authors write them", async () => {
    const rules = await decide("zia/url-filtering-rule", [
      { urlCategories: "GAMBLING", groups: "Finance" },
      { urlCategories: "gambling", groups: "HR" },
      { urlCategories: "Partner sites", groups: "finance" },
      { urlCategories: "Partner sites" },
      { urlCategories: "SPORTS" },
      { urlCategories: "SPORTS", protocols: "HTTP_RULE" },
      { urlCategories: "TRAVEL" },
      { urlCategories: "NEWS_AND_MEDIA" },
      {},
    ]);
    expect(rules).toEqual(["finance", "gambling", "finance", null, null, "web only", null, "both", null]);
  });

  test("the active view decides until activation", async () => {
    const flow = [{ urlCategories: "GAMBLING" }];
    expect(await decide("zia/url-filtering-rule", flow, "active")).toEqual([null]);
    await session.control("POST", "activate", { actor: "x" });
    expect(await decide("zia/url-filtering-rule", flow, "active")).toEqual(["gambling"]);
  });
});

test("firewall rules end with the default rule and understand addresses", async () => {
  const rule = (name: string, more: Body): Promise<Body> =>
    make("zia/firewall-filtering-rule", { name, action: "BLOCK_DROP", ...more });
  await rule("lab", { srcIps: ["10.9.0.0/16", "10.8.0.1-10.8.0.9"] });
  await rule("not from home", { sourceCountries: ["COUNTRY_DE"], excludeSrcCountries: true });
  await rule("wild", { destAddresses: ["*.example"] });
  const rules = await decide("zia/firewall-filtering-rule", [
    { srcIps: "10.9.4.4" },
    { srcIps: "10.8.0.5" },
    { srcIps: "10.7.0.5" },
    { sourceCountries: "FR" },
    { sourceCountries: "COUNTRY_DE" },
    { destAddresses: "www.example" },
  ]);
  const fallback = "Default Firewall Filtering Rule";
  expect(rules).toEqual(["lab", "lab", fallback, "not from home", fallback, "wild"]);
});

test("access rules: blocks are ANDed, a segment counts for its group, nothing is an implicit deny", async () => {
  const idp = await make("zpa/idp", { name: "Okta" });
  const finance = await make("zpa/scim-group", { name: "Finance", idpId: idp.id });
  const group = await make("zpa/segment-group", { name: "Finance apps" });
  const erp = await make("zpa/application-segment", {
    name: "ERP",
    domainNames: ["e.example"],
    segmentGroupId: group.id,
  });
  const posture = await make("zpa/posture-profile", { name: "Corporate laptop (zscalerthree.net)" });
  const block = (objectType: string, fields: Body): Body => ({ operands: [{ objectType, ...fields }] });
  const rule = (name: string, conditions: Body[], more: Body = {}): Promise<Body> =>
    make("zpa/access-rule", { name, action: "ALLOW", conditions, ...more });
  await rule("off", [], { disabled: "1" });
  await rule("finance", [
    block("APP_GROUP", { values: [group.id] }),
    block("SCIM_GROUP", { entryValues: [{ lhs: idp.id, rhs: finance.id }] }),
    block("POSTURE", { entryValues: [{ lhs: posture.postureUdid, rhs: "true" }] }),
  ]);
  await rule(
    "erp",
    [block("APP", { values: [erp.id] }), block("PLATFORM", { entryValues: [{ lhs: "ios", rhs: "true" }] })],
    {
      action: "DENY",
    },
  );
  const rules = await decide("zpa/access-rule", [
    { APP_GROUP: "Finance apps", SCIM_GROUP: "Finance", POSTURE: "Corporate laptop" },
    { APP: "ERP", SCIM_GROUP: { idp: "Okta", group: "Finance" }, POSTURE: { profile: "Corporate laptop", is: true } },
    { APP: "ERP", SCIM_GROUP: "Finance", POSTURE: { profile: "Corporate laptop", is: false } },
    { APP: "ERP", SCIM_GROUP: "Finance" },
    { APP: "ERP", PLATFORM: "ios" },
    { APP_GROUP: "Finance apps", PLATFORM: "ios" },
  ]);
  expect(rules).toEqual(["finance", "finance", null, null, "erp", null]);
});

test("other kinds have no order to evaluate", async () => {
  expect((await session.control("POST", "evaluate", { kind: "zia/rule-label", flows: [] })).status).toBe(400);
});
