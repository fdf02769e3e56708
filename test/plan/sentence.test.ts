import { describe, expect, test } from "vitest";
import type { KindName } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Spec } from "../../src/model/resource.ts";
import type { PlanInput } from "../../src/plan/input.ts";
import { type Declaration, inputOf, liveOf, plan, resourcesOf, type Tenant } from "./given.ts";

const url = "zia/url-filtering-rule";
const firewall = "zia/firewall-filtering-rule";
const category = "zia/url-category";
const access = "zpa/access-rule";
const segment = "zpa/application-segment";
const segmentGroup = "zpa/segment-group";

const idp = { idp: "Okta" };
const people: Readonly<Record<string, string>> = { Finance: "61", Contractors: "62", "Quality lab": "63", HR: "64" };
const scimRow = (name: string) => ({ id: people[name]!, name, idpId: "6", within: ["Okta"] });
const scim = (...names: readonly string[]) => ({
  SCIM_GROUP: names.map((group) => ({ ...idp, group })),
});

const block = (...operands: readonly JsonObject[]): JsonObject => ({ operator: "OR", operands: [...operands] });
const segments: Readonly<Record<string, string>> = { ERP: "21", Tickets: "22", SPC: "23" };
const toSegment = (name: string): JsonObject => block({ objectType: "APP", lhs: "id", rhs: segments[name]!, name });
const toGroup = (id: string, name: string): JsonObject => block({ objectType: "APP_GROUP", lhs: "id", rhs: id, name });
const from = (...names: readonly string[]): JsonObject =>
  block(...names.map((name) => ({ objectType: "SCIM_GROUP", lhs: "6", rhs: people[name]!, idpName: "Okta" })));
const laptop = block({ objectType: "POSTURE", lhs: "7001", rhs: "true" });
const phone = block({ objectType: "PLATFORM", lhs: "ios", rhs: "true" });

const policy = (
  id: string,
  name: string,
  action: string,
  conditions: readonly JsonObject[],
  more = {},
): JsonObject => ({
  id,
  name,
  ruleOrder: id,
  action,
  disabled: "0",
  operator: "AND",
  conditions: [...conditions],
  ...more,
});

const segmentRow = (name: string, host: string, groupId: string, more: object = {}): JsonObject => ({
  id: segments[name]!,
  name,
  enabled: true,
  segmentGroupId: groupId,
  segmentGroupName: groupId === "31" ? "Business" : "Plant",
  serverGroups: [{ id: "5", name: "Servers" }],
  domainNames: [host],
  tcpPortRanges: ["443", "443"],
  ...more,
});

/** What people may reach: ERP by itself, the plant by its group. */
const zpa = (rules: readonly JsonObject[], erp: object = {}): Tenant => ({
  [access]: rules,
  [segment]: [
    segmentRow("ERP", "erp.acme.example", "31", erp),
    segmentRow("Tickets", "tickets.acme.example", "31"),
    segmentRow("SPC", "spc.acme.example", "32"),
  ],
  [segmentGroup]: [
    { id: "31", name: "Business", enabled: true },
    { id: "32", name: "Plant", enabled: true },
  ],
  "zpa/server-group": [{ id: "5", name: "Servers", ipAnchored: false }],
  "zpa/idp": [{ id: "6", name: "Okta" }],
  "zpa/scim-group": Object.keys(people).map(scimRow),
  "zpa/posture-profile": [{ id: "70", name: "Corporate laptop", postureUdid: "7001" }],
});

const named = (...names: readonly string[]) => names.map((name, at) => ({ id: 51 + at, name }));
const userGroups = ["Sales", "Purchasing", "Logistics", "HR", "Interns"];
const inGroups = (...names: readonly string[]) => ({
  groups: named(...userGroups).filter(({ name }) => names.includes(name)),
});

const web = (id: number, name: string, action: string, more: object = {}): JsonObject => ({
  id,
  name,
  order: id,
  rank: 7,
  state: "ENABLED",
  action,
  protocols: ["ANY_RULE"],
  ...more,
});

const custom = (id: string, configuredName: string, urls: readonly string[]): JsonObject => ({
  id,
  configuredName,
  customCategory: true,
  superCategory: "USER_DEFINED",
  urls: [...urls],
});

const zia = (...rules: readonly JsonObject[]): Tenant => ({
  [url]: rules,
  [firewall]: [],
  [category]: [custom("CUSTOM_01", "Partners", ["b2b.example"]), { id: "GAMBLING", customCategory: false }],
  "zia/group": named(...userGroups),
  "zia/location": [{ id: 81, name: "Köln" }],
});

const made = (live: Tenant, declared: Declaration, more: Partial<PlanInput> = {}) => plan(live, declared, more).plan;
/** The reasons of all changes that have one, with their impact in front. */
const told = (live: Tenant, declared: Declaration, more: Partial<PlanInput> = {}): readonly string[] =>
  made(live, declared, more).changes.flatMap(({ impact, impactReason }) =>
    impactReason === undefined ? [] : [`${impact}: ${impactReason}`],
  );

type Row = readonly [what: string, live: Tenant, spec: Spec, sentence: string];

describe("a rule of private access", () => {
  const allows = (...conditions: readonly JsonObject[]) => zpa([policy("1", "R", "ALLOW", conditions)]);
  const denies = (...conditions: readonly JsonObject[]) => zpa([policy("1", "R", "DENY", conditions)]);
  const off = (action: string) =>
    zpa([policy("1", "R", action, [toSegment("ERP"), from("Finance")], { disabled: "1" })]);
  const erp = { APP: ["ERP"] };
  const corporate = { POSTURE: [{ profile: "Corporate laptop", is: true }] };

  test.each<Row>([
    [
      "new, allowing",
      zpa([]),
      { action: "ALLOW", conditions: [erp, scim("Finance")] },
      "broadens: Finance (Okta) can now reach ERP (erp.acme.example on TCP 443)",
    ],
    [
      "new, with conditions",
      zpa([]),
      { action: "ALLOW", conditions: [erp, scim("Finance"), corporate, { PLATFORM: ["windows", "linux"] }] },
      "broadens: Finance (Okta) can now reach ERP (erp.acme.example on TCP 443), with platform linux or windows and posture Corporate laptop",
    ],
    [
      "new, to a group of applications",
      zpa([]),
      { action: "ALLOW", conditions: [{ APP_GROUP: ["Business"] }, scim("Finance")] },
      "broadens: Finance (Okta) can now reach Business (ERP and Tickets)",
    ],
    ["new, for all to all", zpa([]), { action: "ALLOW" }, "broadens: anyone can now reach anything"],
    [
      "new, blocking",
      zpa([]),
      { action: "DENY", conditions: [erp, { COUNTRY_CODE: ["KP", "BY"] }] },
      "narrows: ERP (erp.acme.example on TCP 443) is now blocked for anyone from BY or KP",
    ],
    [
      "switched on, allowing",
      off("ALLOW"),
      { disabled: false },
      "broadens: Finance (Okta) can now reach ERP (erp.acme.example on TCP 443)",
    ],
    [
      "switched on, blocking",
      off("DENY"),
      { disabled: false },
      "narrows: ERP (erp.acme.example on TCP 443) is now blocked for Finance (Okta)",
    ],
    [
      "switched off, allowing",
      allows(toSegment("ERP"), from("Finance")),
      { disabled: true },
      "narrows: Finance (Okta) can no longer reach ERP (erp.acme.example on TCP 443)",
    ],
    [
      "switched off, blocking",
      denies(toSegment("ERP"), from("Finance")),
      { disabled: true },
      "broadens: ERP (erp.acme.example on TCP 443) is no longer blocked for Finance (Okta)",
    ],
    ["edited while off", off("ALLOW"), { conditions: [] }, "neutral: the rule is switched off"],
    [
      "for more people",
      allows(toSegment("ERP"), from("Finance")),
      { conditions: [erp, scim("Finance", "Contractors")] },
      "broadens: Contractors (Okta) can now also reach ERP (erp.acme.example on TCP 443)",
    ],
    [
      "for fewer",
      allows(toSegment("ERP"), from("Finance", "HR")),
      { conditions: [erp, scim("Finance")] },
      "narrows: HR (Okta) can no longer reach ERP (erp.acme.example on TCP 443)",
    ],
    [
      "for others",
      allows(toSegment("ERP"), from("Finance")),
      { conditions: [erp, scim("Contractors")] },
      "broadens: Contractors (Okta) can now also reach ERP (erp.acme.example on TCP 443), Finance (Okta) no longer",
    ],
    [
      "for anyone",
      allows(toSegment("ERP"), from("Contractors")),
      { conditions: [erp] },
      "broadens: anyone, no longer only Contractors (Okta), can now reach ERP (erp.acme.example on TCP 443)",
    ],
    [
      "no longer for anyone",
      allows(toSegment("ERP")),
      { conditions: [erp, scim("Contractors")] },
      "narrows: only Contractors (Okta), no longer anyone, can still reach ERP (erp.acme.example on TCP 443)",
    ],
    [
      "to more",
      allows(toSegment("ERP"), from("Finance")),
      { conditions: [{ APP: ["ERP", "Tickets"] }, scim("Finance")] },
      "broadens: Finance (Okta) can now also reach Tickets (tickets.acme.example on TCP 443)",
    ],
    [
      "to anything",
      allows(toSegment("ERP"), from("Finance")),
      { conditions: [scim("Finance")] },
      "broadens: Finance (Okta) can now reach anything, no longer only ERP",
    ],
    [
      "no longer to anything",
      allows(from("Finance")),
      { conditions: [erp, scim("Finance")] },
      "narrows: Finance (Okta) can still reach only ERP, no longer anything",
    ],
    [
      "without the posture",
      allows(toSegment("ERP"), from("Finance"), laptop),
      { conditions: [erp, scim("Finance")] },
      "broadens: Finance (Okta) can now reach ERP (erp.acme.example on TCP 443), which no longer needs the posture Corporate laptop",
    ],
    [
      "with a posture",
      allows(toSegment("ERP"), from("Finance")),
      { conditions: [erp, scim("Finance"), corporate] },
      "narrows: Finance (Okta) can still reach ERP (erp.acme.example on TCP 443), which now needs the posture Corporate laptop",
    ],
    [
      "blocking fewer people",
      denies(toSegment("ERP"), from("Finance", "HR")),
      { conditions: [erp, scim("HR")] },
      "broadens: ERP (erp.acme.example on TCP 443) is no longer blocked for Finance (Okta)",
    ],
    [
      "blocking only where one more condition is met",
      denies(toSegment("ERP")),
      { conditions: [erp, { PLATFORM: ["ios"] }] },
      "broadens: ERP (erp.acme.example on TCP 443) is now blocked for anyone only with platform ios",
    ],
    [
      "blocking whatever the platform is",
      denies(toSegment("ERP"), phone),
      { conditions: [erp] },
      "narrows: ERP (erp.acme.example on TCP 443) is now blocked for anyone, no longer only with platform ios",
    ],
    [
      "two questions at once",
      allows(toSegment("ERP"), from("Finance")),
      { conditions: [{ APP: ["ERP", "Tickets"] }, scim("Finance", "HR")] },
      "broadens: Finance (Okta) and HR (Okta) can now also reach Tickets (tickets.acme.example on TCP 443); HR (Okta) can now also reach ERP and Tickets",
    ],
    [
      "blocked so far",
      denies(toSegment("ERP"), from("Finance")),
      { action: "ALLOW" },
      "broadens: ERP (erp.acme.example on TCP 443), so far blocked, is now allowed for Finance (Okta)",
    ],
    [
      "allowed so far",
      allows(toSegment("ERP"), from("Finance")),
      { action: "DENY" },
      "narrows: ERP (erp.acme.example on TCP 443), so far allowed, is now blocked for Finance (Okta)",
    ],
    [
      "of an action nobody can order",
      allows(toSegment("ERP")),
      { action: "REQUIRE_APPROVAL" },
      "unknown: what action REQUIRE_APPROVAL does cannot be ordered",
    ],
    [
      "with blocks of which any may match",
      zpa([policy("1", "R", "ALLOW", [toSegment("ERP"), from("Finance")], { operator: "OR" })]),
      { conditions: [erp, scim("HR")] },
      "broadens: allows more: conditions",
    ],
  ])("%s", (_, live, spec, sentence) => {
    expect(told(live, { [access]: [{ name: "R", ...spec }] })).toEqual([sentence]);
  });
});

describe("a rule of the web", () => {
  test.each<Row>([
    [
      "new, with an action that lets through otherwise",
      zia(),
      { action: "CAUTION", protocols: ["ANY_RULE"], urlCategories: ["GAMBLING", "Partners"], groups: ["Sales"] },
      "broadens: Sales can now reach GAMBLING and Partners, with action CAUTION",
    ],
    [
      "allowed, so far blocked",
      zia(web(1, "R", "BLOCK", { urlCategories: ["GAMBLING"], ...inGroups("HR") })),
      { action: "ALLOW" },
      "broadens: GAMBLING, so far blocked, is now allowed for HR",
    ],
    [
      "for any of several lists of people",
      zia(web(1, "R", "ALLOW", { urlCategories: ["GAMBLING"], ...inGroups("HR") })),
      { groups: [] },
      "broadens: anyone, no longer only HR, can now reach GAMBLING",
    ],
    [
      "from a place",
      zia(web(1, "R", "BLOCK", { urlCategories: ["GAMBLING"] })),
      { locations: ["Köln"] },
      "broadens: GAMBLING is now blocked for anyone only from Köln",
    ],
    [
      "of another action that lets through as well",
      zia(web(1, "R", "ALLOW", { urlCategories: ["GAMBLING"] })),
      { action: "CAUTION" },
      "narrows: for anyone to GAMBLING, the action is now CAUTION, so far ALLOW",
    ],
    [
      "with an effect of no order besides",
      zia(web(1, "R", "ALLOW", { urlCategories: ["GAMBLING"], ...inGroups("HR") })),
      { groups: ["HR", "Sales"], timeQuota: "1h" },
      "broadens: Sales can now also reach GAMBLING; what timeQuota does to traffic is not known here",
    ],
    [
      "many people are counted",
      zia(web(1, "R", "ALLOW", { urlCategories: ["GAMBLING"], groups: [] })),
      { groups: userGroups },
      "narrows: only HR, Interns, Logistics and 2 more, no longer anyone, can still reach GAMBLING",
    ],
  ])("%s", (_, live, spec, sentence) => {
    expect(told(live, { [url]: [{ name: "R", ...spec }] })).toEqual([sentence]);
  });

  test("a rule of private access that moves names the rule it now stands above", () => {
    const denied = policy("1", "Deny phones", "DENY", [phone]);
    const live = zpa([denied, policy("2", "R", "ALLOW", [toSegment("ERP"), from("Finance")])]);
    expect(told(live, { [access]: [{ name: "R" }, { name: "Deny phones" }] })[0]).toBe(
      'broadens: the rule now stands below "R", so all traffic is no longer blocked for anyone, with platform ios, as far as that one allows it',
    );
  });

  const order = (...names: readonly string[]): Declaration => ({ [url]: names.map((name) => ({ name })) });
  const gambling = { urlCategories: ["GAMBLING"] };
  const blocks = web(1, "Block", "BLOCK", gambling);
  const allows = (id: number) => web(id, "Allow", "ALLOW", { ...gambling, ...inGroups("Sales") });

  test.each<readonly [string, Tenant, Declaration, string]>([
    [
      "allowing, moved up",
      zia(blocks, web(2, "Second", "BLOCK"), web(3, "Third", "BLOCK"), allows(4)),
      order("Allow", "Block", "Second", "Third"),
      'broadens: the rule now stands above "Block", "Second" and 1 more, so Sales can now reach GAMBLING',
    ],
    [
      "blocking, moved up",
      zia(web(1, "Allow", "ALLOW", inGroups("Sales")), web(2, "All", "ALLOW"), web(3, "Block", "BLOCK", gambling)),
      order("Block", "Allow", "All"),
      'narrows: the rule now stands above "Allow" and "All", so GAMBLING is now blocked for anyone',
    ],
    [
      "blocking, moved down",
      zia(blocks, allows(2), web(3, "All", "ALLOW")),
      order("Allow", "All", "Block"),
      'broadens: the rule now stands below "Allow" and "All", so GAMBLING is no longer blocked for anyone, as far as those allow it',
    ],
  ])("%s", (_, live, declared, sentence) => {
    expect(told(live, declared)).toEqual([sentence]);
  });
});

describe("an application", () => {
  const toErp = policy("1", "R", "ALLOW", [toSegment("ERP"), from("Finance", "Quality lab")]);
  const toPlant = policy("2", "S", "ALLOW", [toGroup("32", "Plant"), from("HR")]);
  const toBusiness = policy("3", "T", "ALLOW", [toGroup("31", "Business"), from("Contractors")]);
  const denied = policy("4", "U", "DENY", [toSegment("ERP"), phone]);
  const all = [toErp, toPlant, toBusiness];
  const fourth = policy("5", "V", "ALLOW", [toSegment("ERP"), from("Finance")]);

  test.each<Row>([
    [
      "on one more port",
      zpa([toErp]),
      { tcpPorts: [443, 8443] },
      "broadens: Finance (Okta) and Quality lab (Okta) can now also reach ERP on TCP 8443",
    ],
    [
      "on one port less",
      zpa([toErp]),
      { tcpPorts: [] },
      "narrows: Finance (Okta) and Quality lab (Okta) can no longer reach ERP on TCP 443",
    ],
    [
      "on another port",
      zpa([toErp]),
      { tcpPorts: [], udpPorts: ["500-510"] },
      "broadens: Finance (Okta) and Quality lab (Okta) can now also reach ERP on UDP 500-510, but no longer ERP on TCP 443",
    ],
    [
      "on more hosts, also through its group",
      zpa([toBusiness]),
      { domainNames: ["erp.acme.example", "erp2.acme.example"] },
      "broadens: Contractors (Okta) can now also reach erp2.acme.example (ERP)",
    ],
    [
      "for rules that name no application",
      zpa([policy("1", "R", "ALLOW", [from("Finance")])]),
      { tcpPorts: [443, 8443] },
      "broadens: Finance (Okta) can now also reach ERP on TCP 8443",
    ],
    [
      "for more rules than anyone reads",
      zpa([toErp, toBusiness, fourth, { ...fourth, id: "6", name: "W", ruleOrder: "6" }]),
      { tcpPorts: [443, 8443] },
      "broadens: everyone whom a rule lets reach it can now also reach ERP on TCP 8443",
    ],
    [
      "for rules that allow and rules that block",
      zpa([toErp, denied]),
      { tcpPorts: [443, 8443] },
      "broadens: Finance (Okta) and Quality lab (Okta) can now also reach ERP on TCP 8443; ERP on TCP 8443 is now also blocked for anyone with platform ios",
    ],
    [
      "switched on",
      zpa([toErp], { enabled: false }),
      { enabled: true },
      "broadens: Finance (Okta) and Quality lab (Okta) can now reach ERP (erp.acme.example on TCP 443)",
    ],
    [
      "switched off",
      zpa([toErp]),
      { enabled: false },
      "narrows: Finance (Okta) and Quality lab (Okta) can no longer reach ERP (erp.acme.example on TCP 443)",
    ],
    ["that no rule uses", zpa([toPlant]), { tcpPorts: [443, 8443] }, "neutral: no rule that was read uses it"],
    [
      "that a rule of unknown action uses as well",
      zpa([toErp, policy("7", "X", "REQUIRE_APPROVAL", [toSegment("ERP")])]),
      { tcpPorts: [443, 8443] },
      "unknown: a rule whose action has no known direction uses it",
    ],
    [
      "with other servers besides",
      zpa([toErp]),
      { tcpPorts: [443, 8443], serverGroups: [] },
      "broadens: Finance (Okta) and Quality lab (Okta) can now also reach ERP on TCP 8443; what serverGroups does to traffic is not known here",
    ],
  ])("%s", (_, live, spec, sentence) => {
    expect(told(live, { [segment]: [{ name: "ERP", ...spec }] })).toEqual([sentence]);
  });

  test("that is deleted while it is off takes nothing away", () => {
    const off = { ...zpa(all), [segment]: [segmentRow("SPC", "spc.acme.example", "32", { enabled: false })] };
    const { claims } = inputOf(off, {});
    const [base] = resourcesOf({ [segment]: [{ name: "SPC" }] });
    const gone = [{ kind: segment, name: "SPC", base: base!, since: [] }] as const;
    const more = { claims: { ...claims, scope: { ...claims.scope, hasBase: true, gone } }, referrersOf: () => [] };
    expect(told(off, {}, more)[0]).not.toContain("can no longer reach");
  });

  test("that joins another group tells who comes and who goes", () => {
    const [sentence] = told(zpa(all), { [segment]: [{ name: "ERP", segmentGroup: "Plant" }] });
    expect(sentence?.replace(/^\w+: /, "")).toBe(
      "HR (Okta) can now reach ERP (erp.acme.example on TCP 443); Contractors (Okta) can no longer reach ERP (erp.acme.example on TCP 443)",
    );
  });

  test("that is new in a group in use", () => {
    const declared = {
      [segment]: [
        {
          name: "MES",
          enabled: true,
          segmentGroup: "Plant",
          serverGroups: ["Servers"],
          domainNames: ["mes.acme.example"],
          tcpPorts: [443],
        },
      ],
    };
    expect(told(zpa(all), declared)).toEqual(["broadens: HR (Okta) can now reach MES (mes.acme.example on TCP 443)"]);
  });

  test("that is new in a group in use, and in a new rule, whose sentence is its own", () => {
    const more = { enabled: true, segmentGroup: "Plant", serverGroups: ["Servers"] };
    const declared = {
      [segment]: [{ name: "MES", ...more, domainNames: ["mes.acme.example"] }],
      [access]: [{ name: "New", action: "ALLOW", conditions: [{ APP: ["MES"] }, scim("Finance")] }],
    };
    expect(told(zpa([policy("1", "S", "DENY", [toGroup("32", "Plant"), phone])]), declared)).toEqual([
      "narrows: MES (mes.acme.example) is now blocked for anyone with platform ios",
      "broadens: Finance (Okta) can now reach MES (mes.acme.example)",
    ]);
  });

  test("whose rules cannot be read: exactly that", () => {
    const { [access]: _, ...rest } = zpa([]);
    const live = liveOf(rest, { [access]: "403" });
    expect(plan(live, { [segment]: [{ name: "ERP", tcpPorts: [443, 8443] }] }).plan.changes[0]).toMatchObject({
      impactReason: "which rules use it, and how, cannot be read",
    });
  });

  test("nor who uses a server group", () => {
    const [change] = made(zpa(all), { "zpa/server-group": [{ name: "Servers", ipAnchored: true }] }).changes;
    expect(change).toMatchObject({ impact: "unknown", impactReason: expect.stringContaining("cannot be read") });
    expect(change?.impactTold).toBeUndefined();
  });
});

describe("a category", () => {
  const partners = { urlCategories: ["CUSTOM_01"] };
  const allows = web(1, "A", "ALLOW", { ...partners, ...inGroups("Sales", "Purchasing", "Logistics") });
  const blocks = web(2, "B", "BLOCK", { ...partners, ...inGroups("Interns") });
  const edit = (...urls: readonly string[]): Declaration => ({ [category]: [{ name: "Partners", urls }] });

  test.each<readonly [string, Tenant, Declaration, string]>([
    [
      "that rules allow",
      zia(allows),
      edit("b2b.example", "orders.example"),
      "broadens: Logistics, Purchasing and Sales can now reach orders.example",
    ],
    [
      "that rules allow, with another content",
      zia(allows),
      edit("x.example", "orders.example"),
      "broadens: Logistics, Purchasing and Sales can now reach orders.example and x.example, but no longer b2b.example",
    ],
    [
      "that rules block",
      zia(blocks),
      edit("b2b.example", "x.example"),
      "narrows: x.example is now blocked for Interns",
    ],
    ["that rules block no longer", zia(blocks), edit(), "broadens: b2b.example is no longer blocked for Interns"],
    [
      "on both sides",
      zia(allows, blocks),
      edit("b2b.example", "x.example"),
      "broadens: Logistics, Purchasing and Sales can now reach x.example; x.example is now blocked for Interns",
    ],
    [
      "for people and places that take more room than a name",
      zia(
        web(1, "A", "ALLOW", {
          ...partners,
          ...inGroups("Purchasing"),
          locations: [{ id: 81 }],
          protocols: ["HTTPS_RULE"],
        }),
      ),
      edit("b2b.example", "x.example"),
      "broadens: Purchasing from Köln with protocols HTTPS_RULE can now reach x.example",
    ],
    [
      "with many entries",
      zia(web(1, "A", "BLOCK", partners)),
      edit("b2b.example", "a.example", "b.example", "c.example", "d.example", "e.example"),
      "narrows: a.example, b.example, c.example and 2 more are now blocked for anyone",
    ],
  ])("%s", (_, live, declared, sentence) => {
    expect(told(live, declared)).toEqual([sentence]);
  });
});

describe("a delete", () => {
  /** Declared at the base, and no more. */
  const gone = (live: Tenant, kind: KindName, name: string): Partial<PlanInput> => {
    const { claims } = inputOf(live, {});
    const [base] = resourcesOf({ [kind]: [{ name }] });
    return {
      referrersOf: () => [],
      claims: { ...claims, scope: { ...claims.scope, hasBase: true, gone: [{ kind, name, base: base!, since: [] }] } },
    };
  };
  const rules = zpa([
    policy("1", "R", "ALLOW", [toSegment("Tickets"), from("Finance")]),
    policy("2", "S", "DENY", [toSegment("Tickets"), from("Contractors")]),
    policy("3", "T", "ALLOW", [toGroup("32", "Plant"), from("HR")]),
  ]);

  test.each<readonly [string, KindName, string, string]>([
    [
      "of an allowing rule",
      access,
      "R",
      "narrows: Finance (Okta) can no longer reach Tickets (tickets.acme.example on TCP 443)",
    ],
    [
      "of a blocking rule",
      access,
      "S",
      "broadens: Tickets (tickets.acme.example on TCP 443) is no longer blocked for Contractors (Okta)",
    ],
    ["of an application", segment, "SPC", "narrows: HR (Okta) can no longer reach SPC (spc.acme.example on TCP 443)"],
  ])("%s", (_, kind, name, sentence) => {
    expect(told(rules, {}, gone(rules, kind, name))).toEqual([sentence]);
  });

  test("of what nobody uses needs no words", () => {
    expect(told(rules, {}, gone(rules, segment, "ERP"))).toEqual([]);
  });

  test("of a rule that warns says which action is gone", () => {
    const live = zia(web(1, "C", "CAUTION", { urlCategories: ["GAMBLING"], ...inGroups("Sales") }));
    expect(told(live, {}, gone(live, url, "C"))).toEqual([
      "broadens: action CAUTION no longer applies to GAMBLING for Sales",
    ]);
  });

  test("of what nobody declared, where a kind is authoritative", () => {
    const realm = { tenant: "acme", policies: "policies", products: ["zpa"], authoritative: [access] } as const;
    const { claims, desired } = inputOf(rules, {});
    const base = { commit: "1".repeat(40), desired, acknowledgements: [], realm };
    const more = { realm, history: { base, after: [] }, claims: { ...claims, includeDrift: true } };
    expect(told(rules, {}, more)).toContain(
      "narrows: Finance (Okta) can no longer reach Tickets (tickets.acme.example on TCP 443)",
    );
  });
});

describe("every sentence", () => {
  const long = (name: string): string => `${name} ${"x".repeat(200)}`;

  const withGroups = (names: readonly string[]) => ({
    ...zia(web(1, "R", "ALLOW", { groups: [], urlCategories: ["GAMBLING"] })),
    "zia/group": names.map((name, at) => ({ id: at + 1, name })),
  });

  test("counts those whose names nothing had to read", () => {
    const { "zpa/scim-group": _, ...live } = zpa([
      policy("1", "R", "ALLOW", [toSegment("ERP"), from("Finance", "HR")]),
      policy("2", "S", "ALLOW", [toSegment("ERP"), block({ objectType: "IDP", lhs: "id", rhs: "6", name: "Okta" })]),
    ]);
    expect(told(live, { [segment]: [{ name: "ERP", tcpPorts: [443, 8443] }] })).toEqual([
      "broadens: Okta and 2 whose names were not read can now also reach ERP on TCP 8443",
    ]);
  });

  test("cuts long names", () => {
    const name = long("Group");
    expect(told(withGroups([name]), { [url]: [{ name: "R", groups: [name] }] })).toEqual([
      `narrows: only ${name.slice(0, 39)}…, no longer anyone, can still reach GAMBLING`,
    ]);
  });

  test("leaves conditions and hosts out before it gets long", () => {
    const hosts = ["one", "two", "six"].map((name) => `${name}.${"x".repeat(30)}.example`);
    const conditions = [{ APP: ["ERP"] }, scim("Finance", "HR", "Contractors"), { PLATFORM: ["mac", "windows"] }];
    const ports = ["443", "443", "8000", "8010", "9000", "9010"];
    const [sentence] = told(zpa([], { domainNames: hosts, tcpPortRanges: ports }), {
      [access]: [{ name: "R", action: "ALLOW", conditions }],
    });
    expect(sentence).toBe(
      "broadens: Contractors (Okta), Finance (Okta) and HR (Okta) can now reach ERP, under one condition",
    );
  });

  test("says nothing rather than half of it", () => {
    const all = [1, 2, 3, 4, 5, 6].map((id) => ({ id, name: long(`Number ${id}`) }));
    const [old, now] = [all.slice(0, 3), all.slice(3).map(({ name }) => name)];
    const rule = web(1, "R", "ALLOW", { groups: old, locations: old });
    const live = { ...zia(rule), "zia/group": all, "zia/location": all };
    const [change] = made(live, { [url]: [{ name: "R", groups: now, locations: now }] }).changes;
    expect(change?.impactTold).toBeUndefined();
    expect(change?.impactReason).not.toContain("Number");
  });

  test.each<readonly [string, Tenant, Tenant, Declaration]>([
    [
      "people",
      zpa([policy("1", "R", "ALLOW", [from("Finance", "HR"), toSegment("ERP")])]),
      zpa([policy("1", "R", "ALLOW", [toSegment("ERP"), from("HR", "Finance")])]),
      { [segment]: [{ name: "ERP", tcpPorts: [8443] }] },
    ],
    [
      "questions",
      zpa([policy("1", "R", "ALLOW", [laptop, phone, from("Finance"), from("HR"), toSegment("ERP")])]),
      zpa([policy("1", "R", "ALLOW", [from("HR"), toSegment("ERP"), phone, from("Finance"), laptop])]),
      { [access]: [{ name: "R", conditions: [{ PLATFORM: ["ios", "mac"] }, { APP: ["ERP", "SPC"] }] }] },
    ],
  ])("is the same whatever order the API answers in: %s", (_, live, shuffled, declared) => {
    const [first, second] = [told(live, declared), told(shuffled, declared)];
    expect(first).toEqual(second);
    expect(first).toHaveLength(1);
  });

  test("tells both states where entries differ and the judgement compares ranges", () => {
    const rule = web(1, "R", "ALLOW", { destAddresses: ["203.0.113.0/24"], ...inGroups("Sales") });
    const live = { ...zia(), [firewall]: [rule] };
    expect(told(live, { [firewall]: [{ name: "R", destAddresses: ["203.0.113.16/28"] }] })).toEqual([
      "narrows: from now on Sales can reach 203.0.113.16/28; so far it was Sales to 203.0.113.0/24",
    ]);
  });

  test("tells a rule as a whole where its parts cannot be told one by one", () => {
    const live = zia(web(1, "R", "ALLOW", { sourceCountries: ["COUNTRY_DE"] }));
    expect(told(live, { [url]: [{ name: "R", excludeSrcCountries: true }] })).toEqual([
      "unknown: from now on anyone from anywhere but COUNTRY_DE can reach anything; so far it was anyone from COUNTRY_DE to anything",
    ]);
  });

  test("stands in the acknowledgement that is asked for", () => {
    const { diagnostics } = made(zpa([]), {
      [access]: [{ name: "R", action: "ALLOW", conditions: [scim("Finance")] }],
    });
    expect(diagnostics.map(({ message }) => message)).toContain(
      "nobody has acknowledged in Git that zpa/access-rule:R opens access: Finance (Okta) can now reach anything",
    );
  });
});
