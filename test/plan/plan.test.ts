import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Spec } from "../../src/model/resource.ts";
import type { PlanInput } from "../../src/plan/input.ts";
import { changeIn, type Declaration, liveOf, plan, refused, type Tenant } from "./given.ts";
import { rule } from "./told.ts";

const url = "zia/url-filtering-rule";
const category = "zia/url-category";
const access = "zpa/access-rule";
const segment = "zpa/application-segment";

const allow = { action: "ALLOW" };
const custom = (id: string, configuredName: string, urls: readonly string[], more: object = {}): JsonObject => ({
  id,
  configuredName,
  customCategory: true,
  superCategory: "USER_DEFINED",
  urls: [...urls],
  ...more,
});
const group = (id: number, name: string): JsonObject => ({ id, name });

/** A tenant with three rules, two categories and two groups. */
const tenant = (more: Tenant = {}): Tenant => ({
  [url]: [
    rule(1, "Block malware", 1, { urlCategories: ["CUSTOM_01"] }),
    rule(2, "Allow HR", 2, { ...allow, groups: [{ id: 51, name: "HR" }] }),
    rule(3, "Block gambling", 3, { urlCategories: ["GAMBLING"] }),
  ],
  [category]: [
    custom("CUSTOM_01", "Malware", ["bad.example"]),
    custom("CUSTOM_02", "Partner sites", ["partner.example"]),
    { id: "GAMBLING", customCategory: false },
  ],
  "zia/group": [group(51, "HR"), group(52, "Finance")],
  ...more,
});

const names = (list: readonly string[]): readonly { readonly name: string }[] => list.map((name) => ({ name }));
const inOrder = (...list: readonly string[]): Declaration => ({ [url]: names(list) });
const codes = (found: readonly { readonly code: string }[]): readonly string[] => found.map(({ code }) => code);
const written = (made: Plan): readonly string[] =>
  made.requests.map(({ phase, method, address }) => `${phase} ${method} ${address}`);

describe("what cannot be planned", () => {
  const newRule = (more: Spec = {}): Declaration => ({
    [url]: [{ name: "New", action: "BLOCK", protocols: ["ANY_RULE"], ...more }],
  });

  test.each<[string, Tenant, Declaration, string, string]>([
    [
      "a reference to nothing",
      tenant(),
      newRule({ groups: ["Sales"] }),
      "unknown-reference",
      'no zia/group is named "Sales"',
    ],
    [
      "a predefined id nobody knows in another case",
      tenant(),
      newRule({ urlCategories: ["Gamblin"] }),
      "unknown-reference",
      '"Gamblin"',
    ],
    [
      "a reference to two",
      tenant({ "zia/group": [group(51, "HR"), group(52, "hr ")] }),
      newRule({ groups: ["HR"] }),
      "ambiguous-reference",
      "2 live user groups",
    ],
    [
      "a create without what it needs",
      tenant(),
      { [url]: [{ name: "New", protocols: ["ANY_RULE"] }] },
      "missing-field",
      'creating it needs "action"',
    ],
    [
      "a create with null where a value is needed",
      tenant(),
      { [url]: [{ name: "New", action: null, protocols: ["ANY_RULE"] }] },
      "missing-field",
      '"action"',
    ],
    [
      "a built-in rule's action",
      tenant({ [url]: [rule(1, "Office 365", 1, { predefined: true })] }),
      { [url]: [{ name: "Office 365", action: "ALLOW" }] },
      "builtin-readonly",
      "action cannot be changed",
    ],
    [
      "a predefined category",
      tenant(),
      { [category]: [{ name: "GAMBLING", urls: ["x.example"] }] },
      "builtin-readonly",
      "urls cannot be changed",
    ],
    [
      "a field that stays for ever",
      tenant(),
      { [category]: [{ name: "Malware", type: "TLD_CATEGORY" }] },
      "immutable-field",
      "type cannot change",
    ],
    [
      "two live objects of one name",
      tenant({ [category]: [custom("CUSTOM_01", "A", []), custom("CUSTOM_02", "a ", [])] }),
      { [category]: [{ name: "A", urls: ["x.example"] }] },
      "live-duplicate",
      "2 live URL categorys",
    ],
  ])("%s", (_, live, declared, code, words) => {
    const [first, ...others] = refused(live, declared);
    expect(first).toMatchObject({ severity: "error", code, source: { file: "policies/all.yaml" } });
    expect(first!.message).toContain(words.replace("categorys", "category"));
    expect(codes(others).filter((other) => other !== code)).toEqual([]);
  });

  test("an unknown reference suggests near names, declared and live, with the place of the declared one", () => {
    const declared: Declaration = {
      [category]: [{ name: "Partner portals", superCategory: "USER_DEFINED" }],
      ...newRule({ urlCategories: ["Partner portal", "Partner site"] }),
    };
    const hints = refused(tenant(), declared).map(({ hint }) => hint);
    expect(hints).toEqual(['did you mean "Partner portals" (policies/all.yaml:1)?', 'did you mean "Partner sites"?']);
  });

  test("a diagnostic points at the entry, not at the resource", () => {
    const [first] = refused(tenant(), newRule({ groups: ["HR", "Sales"] }));
    expect(first!.source?.column).toBe(1 + "groups.1".length);
  });

  test("a kind that could not be read, once, however many resources it has", () => {
    const live = liveOf({ [category]: [] }, { [url]: "403: no access" });
    const found = refused(live, inOrder("A", "B"));
    expect(codes(found)).toEqual(["unreadable-kind"]);
    expect(found[0]!.message).toContain("403: no access");
  });

  test("a look-up that could not be read", () => {
    const { "zia/group": _, ...rest } = tenant();
    expect(codes(refused(liveOf(rest, { "zia/group": "403" }), newRule({ groups: ["HR"] })))).toEqual([
      "unreadable-kind",
    ]);
  });

  test("an error of an earlier stage stops the plan, a warning does not", () => {
    const given = (severity: "error" | "warning"): Partial<PlanInput> => ({
      diagnostics: [{ severity, code: "unknown-value", message: "" }],
    });
    expect(codes(refused(tenant(), inOrder("Allow HR"), given("error")))).toEqual(["unknown-value"]);
    expect(codes(plan(tenant(), inOrder("Allow HR"), given("warning")).plan.diagnostics)).toEqual(["unknown-value"]);
  });
});

describe("ranks and fixed places", () => {
  const ranked = (...ranks: readonly number[]): Tenant => ({
    [url]: ranks.map((rank, index) => rule(index + 1, `R${index + 1}`, index + 1, { rank })),
  });
  test.each<[string, Tenant, Declaration, readonly string[]]>([
    ["a worse rank above a better one is refused", ranked(3, 7), inOrder("R2", "R1"), ["rank-conflict"]],
    ["a better rank moves up freely", ranked(3, 7, 7), inOrder("R1", "R3", "R2"), []],
    ["a changed rank that fits", ranked(7, 7), { [url]: [{ name: "R1", rank: 3 }, { name: "R2" }] }, []],
    [
      "a changed rank that does not fit is refused, also where nothing moves",
      ranked(7, 7),
      { [url]: [{ name: "R1" }, { name: "R2", rank: 3 }] },
      ["rank-conflict"],
    ],
    [
      "an order that was wrong before is not our business",
      ranked(7, 3),
      { [url]: [{ name: "R1", description: "x" }] },
      [],
    ],
  ])("%s", (_, live, declared, expected) => {
    expect(expected.length === 0 ? [] : codes(refused(live, declared))).toEqual(expected);
    if (expected.length === 0) expect(plan(live, declared).plan.requests.length).toBeGreaterThan(0);
  });

  test.each<[string, Tenant, readonly string[], number | undefined]>([
    ["the rank of its predecessor", ranked(3, 7), ["R1", "New", "R2"], 3],
    ["the rank of its successor when it is first", ranked(3, 7), ["New", "R1", "R2"], 3],
    ["7 alone", { [url]: [] }, ["New"], 7],
  ])("a new rule takes %s", (_, live, list, rank) => {
    const declared = {
      [url]: list.map((name) => (name === "New" ? { name, action: "BLOCK", protocols: ["ANY_RULE"] } : { name })),
    };
    expect(plan(live, declared).steps.find(({ verb }) => verb === "create")?.rank).toBe(rank);
  });

  const deception = {
    id: "1",
    name: "Zscaler Deception",
    ruleOrder: "1",
    action: "ALLOW",
    disabled: "0",
    readOnly: true,
  };
  const zpaRule = (id: string, name: string, ruleOrder: string) => ({
    id,
    name,
    ruleOrder,
    action: "DENY",
    disabled: "0",
  });
  const policy: Tenant = { [access]: [deception, zpaRule("2", "A", "2"), zpaRule("3", "B", "3")] };

  test("a built-in rule that would have to move is refused by name", () => {
    const other = { ...deception, id: "7", name: "Other", ruleOrder: "2" };
    const found = refused({ [access]: [deception, other] }, { [access]: names(["Other", "Zscaler Deception"]) });
    expect(found.map(({ code, source }) => [code, source?.line])).toEqual([["order-conflict", 2]]);
    expect(found[0]!.message).toContain("Zscaler Deception");
  });

  const below = [zpaRule("2", "A", "1"), { ...deception, ruleOrder: "2" }, zpaRule("3", "B", "3")];

  test("a rule that goes below a built-in one moves, never the built-in", () => {
    const { steps } = plan({ [access]: below }, { [access]: names(["Zscaler Deception", "A", "B"]) });
    expect(steps.map(({ verb, sequence }) => [verb, sequence])).toEqual([["reorder", ["1", "2", "3"]]]);
  });

  test("a rule that would go above a built-in one is refused", () => {
    const found = refused({ [access]: below }, { [access]: names(["B", "Zscaler Deception", "A"]) });
    expect(found.map(({ code, source }) => [code, source?.line])).toEqual([["order-conflict", 1]]);
  });

  test("a declared default rule stays last and is no change", () => {
    const live = {
      ...policy,
      [access]: [...policy[access]!, { ...zpaRule("9", "Default_Rule", "4"), defaultRule: true }],
    };
    const { plan: made } = plan(live, { [access]: names(["Default_Rule", "Zscaler Deception", "A", "B"]) });
    expect([made.requests, made.orders, made.changes]).toEqual([[], {}, []]);
    const { steps } = plan(live, { [access]: names(["Zscaler Deception", "B", "A", "Default_Rule"]) });
    expect(steps.map(({ sequence }) => sequence)).toEqual([["1", "3", "2", "9"]]);
  });
});

describe("the summary", () => {
  test("counts every change once, and moves besides", () => {
    const live = tenant({
      [url]: [
        ...tenant()[url]!,
        rule(4, "Office 365", 4, { predefined: true }),
        rule(5, "Portal rule", 5),
        rule(6, "Default", -1, { defaultRule: true }),
      ],
    });
    const declared: Declaration = {
      [category]: [
        { name: "Malware", urls: ["bad.example", "worse.example"] },
        { name: "New category", superCategory: "USER_DEFINED" },
      ],
      [url]: [
        { name: "Block gambling" },
        { name: "Block malware", description: "first" },
        { name: "Allow HR" },
        { name: "Allow Finance", action: "ALLOW", protocols: ["ANY_RULE"], groups: ["Finance"] },
      ],
    };
    expect(plan(live, declared).plan.summary).toEqual({
      create: 2,
      update: 3,
      delete: 0,
      move: 1,
      unchanged: 1,
      takeover: 0,
      // Partner sites and the portal's rule; built-ins are nobody's.
      unmanaged: 2,
      drift: 0,
      broadens: 1,
    });
  });

  test("of an equal tenant is empty, and nothing is written, ordered or activated", () => {
    const declared: Declaration = {
      [category]: [{ name: "malware ", urls: ["BAD.example"] }],
      [url]: [
        { name: "Block malware", state: "ENABLED" },
        { name: "Allow HR", groups: ["hr"] },
        { name: "Block gambling" },
      ],
    };
    const { plan: made, steps } = plan(
      tenant({ [category]: [custom("CUSTOM_01", "malware", ["bad.example"])] }),
      declared,
    );
    expect(steps).toEqual([]);
    expect(made).toMatchObject({
      changes: [],
      requests: [],
      orders: {},
      activation: { zia: false },
      cost: { requests: 0, seconds: 0 },
      summary: { create: 0, update: 0, move: 0, unchanged: 4 },
    });
  });
});

describe("a name in another spelling", () => {
  test("is a rename by one update, without touching what refers to it", () => {
    const { plan: made, steps } = plan(tenant(), { [category]: [{ name: "MALWARE" }] });
    expect(changeIn(made, "MALWARE")).toMatchObject({
      action: "update",
      id: "CUSTOM_01",
      impact: "neutral",
      fields: [{ path: "name", before: "Malware", after: "MALWARE" }],
    });
    expect(steps).toMatchObject([{ verb: "update", name: "MALWARE", set: {} }]);
    expect(written(made)).toEqual([`looser PUT ${category}:MALWARE`, "activation POST zia/activation:*"]);
  });

  test("rides on the last write of a change that is written twice", () => {
    const declared = { [url]: [{ name: "allow hr", groups: ["Finance"] }] };
    const { steps } = plan(tenant(), declared);
    expect(steps.map(({ phase, set, name }) => [phase, set, name])).toEqual([
      ["stricter", { state: "DISABLED" }, undefined],
      ["looser", { groups: ["Finance"], state: "ENABLED" }, "allow hr"],
    ]);
  });

  test("of a built-in rule is no rename", () => {
    const live = tenant({ [url]: [rule(1, "Office 365", 1, { predefined: true })] });
    expect(plan(live, inOrder("OFFICE 365")).plan.changes).toEqual([]);
  });
});

describe("positions", () => {
  const live = (): Tenant => ({
    [url]: [
      rule(1, "A", 1),
      rule(2, "Portal deny", 2),
      rule(3, "B", 3, allow),
      rule(4, "C", 4),
      rule(9, "Default", -1, { defaultRule: true }),
    ],
  });

  test("are told by the rule above, before and after", () => {
    const { plan: made } = plan(live(), inOrder("C", "A", "B"));
    expect(changeIn(made, "C")?.fields).toEqual([{ path: "position", before: { after: "B" }, after: { after: null } }]);
    expect(made.changes.map(({ name }) => name)).toEqual(["C"]);
  });

  test("of new rules are told too", () => {
    const declared = { [url]: [{ name: "A" }, { name: "New", action: "BLOCK", protocols: ["ANY_RULE"] }] };
    expect(changeIn(plan(live(), declared).plan, "New")?.fields.at(-1)).toEqual({
      path: "position",
      before: null,
      after: { after: "A" },
    });
  });

  test("name every undeclared rule that is crossed, and the whole order with the default last", () => {
    const { plan: made } = plan(live(), inOrder("C", "A", "B"));
    expect(made.orders).toEqual({
      [url]: {
        before: ["A", "Portal deny", "B", "C", "Default"],
        after: ["C", "A", "Portal deny", "B", "Default"],
        crossings: [{ rule: "C", crosses: "Portal deny" }],
      },
    });
  });

  test("are sent as numbers only by what moves; an edited rule sends the number it has", () => {
    const declared = { [url]: [{ name: "C" }, { name: "A" }, { name: "B", description: "x" }] };
    const { steps } = plan(live(), declared);
    expect(steps.map(({ address, order }) => [address, order])).toEqual([
      [`${url}:C`, 1],
      [`${url}:B`, 4],
    ]);
  });

  test("a rule that moves past rules of its own kind does nothing to traffic", () => {
    const blocks = { [url]: [rule(1, "A", 1), rule(2, "B", 2)] };
    expect(changeIn(plan(blocks, inOrder("B", "A")).plan, "A")?.impact).toBe("neutral");
  });

  test.each<[string, readonly string[], string, string, string]>([
    ["a blocking rule up is stricter", ["C", "A", "B"], "C", "narrows", "stricter"],
    ["a blocking rule down is looser", ["B", "A", "C"], "A", "broadens", "looser"],
  ])("%s", (_, list, name, impact, phase) => {
    const { plan: made } = plan(
      { [url]: [rule(1, "A", 1), rule(3, "B", 3, allow), rule(4, "C", 4)] },
      inOrder(...list),
    );
    const moved = made.changes.filter(({ fields }) => fields.some(({ path }) => path === "position"));
    expect(moved.map((change) => [change.name, change.impact])).toEqual(
      name === "A" ? [["A", "broadens"]] : [[name, impact]],
    );
    expect(made.requests[0]?.phase).toBe(phase);
  });
});

describe("what each change means", () => {
  const one = (more: object = {}): Tenant =>
    tenant({ [url]: [rule(1, "R", 1, { groups: [{ id: 51, name: "HR" }], ...more })] });
  test.each<[string, Tenant, Spec, string, readonly string[]]>([
    ["an allowing rule for more", one(allow), { groups: ["HR", "Finance"] }, "broadens", ["looser"]],
    ["an allowing rule for any", one(allow), { groups: [] }, "broadens", ["looser"]],
    ["an allowing rule for less", one({ ...allow, groups: [] }), { groups: ["HR"] }, "narrows", ["stricter"]],
    ["an allowing rule for others", one(allow), { groups: ["Finance"] }, "broadens", ["stricter", "looser"]],
    ["a blocking rule for more", one(), { groups: ["HR", "Finance"] }, "narrows", ["stricter"]],
    ["a blocking rule for less", one({ groups: [] }), { groups: ["HR"] }, "broadens", ["looser"]],
    ["a blocking rule for others", one(), { groups: ["Finance"] }, "broadens", ["stricter", "looser"]],
    ["a blocking rule switched off", one(), { state: "DISABLED" }, "broadens", ["looser"]],
    ["an allowing rule switched off", one(allow), { state: "DISABLED" }, "narrows", ["stricter"]],
    ["block to caution", one(), { action: "CAUTION" }, "broadens", ["looser"]],
    ["allow to block", one(allow), { action: "BLOCK" }, "narrows", ["stricter"]],
    ["allow to caution", one(allow), { action: "CAUTION" }, "narrows", ["stricter"]],
    ["a rule that is off", one({ state: "DISABLED" }), { groups: [] }, "neutral", ["looser"]],
    ["a text", one(), { description: "x" }, "neutral", ["looser"]],
    ["an action nobody can order", one(), { action: "ICAP_RESPONSE" }, "unknown", ["looser"]],
    [
      "countries turned around",
      one({ sourceCountries: ["COUNTRY_DE"] }),
      { excludeSrcCountries: true },
      "unknown",
      ["looser"],
    ],
    [
      "more countries that are left out",
      one({ ...allow, sourceCountries: ["COUNTRY_DE"], excludeSrcCountries: true }),
      { sourceCountries: ["COUNTRY_DE", "COUNTRY_FR"] },
      "broadens",
      ["stricter", "looser"],
    ],
    [
      "a live word for any among others",
      one({ ...allow, protocols: ["ANY_RULE", "HTTP_RULE"] }),
      { protocols: ["HTTP_RULE"] },
      "narrows",
      ["stricter"],
    ],
  ])("%s", (_, live, spec, impact, phases) => {
    const { plan: made, steps } = plan(live, { [url]: [{ name: "R", ...spec }] });
    expect(made.changes[0]?.impact).toBe(impact);
    expect(steps.map(({ phase }) => phase)).toEqual(phases);
  });

  const zpa = (operator: string, action: string): Tenant => ({
    [access]: [
      {
        id: "1",
        name: "R",
        ruleOrder: "1",
        action,
        disabled: "0",
        operator,
        conditions: [{ operator: "OR", operands: [{ objectType: "PLATFORM", lhs: "ios", rhs: "true" }] }],
      },
    ],
  });
  test.each<[string, string, string, readonly object[], string, unknown]>([
    [
      "one block more of which all have to match narrows an allowing rule",
      "AND",
      "ALLOW",
      [{ PLATFORM: ["ios"] }, { COUNTRY_CODE: ["DE"] }],
      "narrows",
      undefined,
    ],
    [
      "one block more of which any may match may broaden it: it is off in between",
      "OR",
      "ALLOW",
      [{ PLATFORM: ["ios"] }, { COUNTRY_CODE: ["DE"] }],
      "broadens",
      { disabled: true },
    ],
    [
      "a blocking rule of any block blocks everything in between",
      "OR",
      "DENY",
      [{ PLATFORM: ["ios"] }, { COUNTRY_CODE: ["DE"] }],
      "broadens",
      { conditions: [] },
    ],
  ])("%s", (_, operator, action, conditions, impact, middle) => {
    const { plan: made, steps } = plan(zpa(operator, action), { [access]: [{ name: "R", conditions }] });
    expect(made.changes[0]?.impact).toBe(impact);
    expect(steps.length).toBe(middle === undefined ? 1 : 2);
    if (middle !== undefined) expect(steps[0]?.set).toEqual(middle);
  });
});

describe("a shared object", () => {
  const segmentRow = (id: string, name: string, groupId: string, more: object = {}): JsonObject => ({
    id,
    name,
    enabled: true,
    segmentGroupId: groupId,
    segmentGroupName: groupId === "31" ? "Apps" : "Other",
    serverGroups: [{ id: "5", name: "Servers" }],
    domainNames: ["a.example"],
    tcpPortRanges: ["443", "443"],
    ...more,
  });
  const operand = (objectType: string, rhs: string, name: string) => ({ objectType, lhs: "id", rhs, name });
  const user = (id: string, name: string, action: string, one: object): JsonObject => ({
    id,
    name,
    ruleOrder: id,
    action,
    disabled: "0",
    conditions: [{ operator: "OR", operands: [one as JsonObject] }],
  });
  const byGroup = operand("APP_GROUP", "31", "Apps");
  const zpa = (...rules: readonly JsonObject[]): Tenant => ({
    [access]: rules,
    [segment]: [segmentRow("21", "ERP", "31")],
    "zpa/segment-group": [
      { id: "31", name: "Apps", enabled: true },
      { id: "32", name: "Other", enabled: true },
    ],
    "zpa/server-group": [{ id: "5", name: "Servers" }],
  });
  const edit = (more: Spec): Declaration => ({ [segment]: [{ name: "ERP", ...more }] });
  const allows = user("1", "R", "ALLOW", byGroup);
  const blocks = user("2", "S", "DENY", byGroup);
  const off = { ...blocks, disabled: "1" };
  const strange = user("3", "T", "REQUIRE_APPROVAL", byGroup);
  const grown = { domainNames: ["a.example", "b.example"] };

  test.each<[string, Tenant, Spec, string, readonly string[], boolean]>([
    ["grows for rules that allow its group", zpa(allows), grown, "broadens", ["looser"], false],
    ["grows for rules that block its group", zpa(blocks), grown, "narrows", ["stricter"], false],
    ["grows for both: no order is safe", zpa(allows, blocks), grown, "broadens", ["looser"], true],
    ["grows for one that is off", zpa(off), grown, "neutral", ["looser"], false],
    ["grows for nobody", zpa(), grown, "neutral", ["looser"], false],
    ["grows for a rule of unknown action: no order is safe", zpa(strange), grown, "unknown", ["looser"], true],
    [
      "changes for another: it is off in between",
      zpa(allows),
      { domainNames: ["b.example"] },
      "broadens",
      ["stricter", "looser"],
      false,
    ],
    ["joins a group without users", zpa(allows), { segmentGroup: "Other" }, "narrows", ["looser"], false],
    ["grows and takes other servers", zpa(allows), { ...grown, serverGroups: [] }, "broadens", ["looser"], false],
    ["takes other servers", zpa(allows), { serverGroups: [] }, "unknown", ["looser"], false],
    [
      "shrinks and takes other servers",
      zpa(allows),
      { tcpPorts: [], serverGroups: [] },
      "unknown",
      ["stricter"],
      false,
    ],
  ])("%s", (_, live, spec, impact, phases, isUnsafe) => {
    const { plan: made, steps } = plan(live, edit(spec));
    expect(made.changes[0]?.impact).toBe(impact);
    expect(steps.map(({ phase }) => phase)).toEqual(phases);
    expect(made.changes[0]?.unsafePrefix !== undefined).toBe(isUnsafe);
  });

  test("is off in between where old and new share nothing, and on again with its new content", () => {
    const { steps } = plan(zpa(allows), edit({ tcpPorts: [80] }));
    expect(steps.map(({ set }) => set)).toEqual([{ enabled: false }, { tcpPorts: [80], enabled: true }]);
  });

  test("that has no switch stands for nothing in between", () => {
    const live = tenant({ [url]: [rule(1, "R", 1, { ...allow, urlCategories: ["CUSTOM_01"] })] });
    const { steps } = plan(live, { [category]: [{ name: "Malware", urls: ["new.example"] }] });
    expect(steps.map(({ set }) => set)).toEqual([{ urls: [] }, { urls: ["new.example"] }]);
  });

  test("is known by its group's name also when groups were not read", () => {
    const { "zpa/segment-group": _, ...rest } = zpa(allows);
    expect(plan(rest, edit(grown)).plan.changes[0]?.impact).toBe("broadens");
  });

  test("whose rules cannot be read is of unknown effect, never of none", () => {
    const { [access]: _, ...rest } = zpa();
    const { plan: made } = plan(liveOf(rest, { [access]: "403" }), edit(grown));
    expect(made.changes[0]).toMatchObject({
      impact: "unknown",
      impactReason: expect.stringContaining("cannot be read"),
    });
  });

  const added = (groupName: string, more: Declaration = {}): Declaration => ({
    [segment]: [
      { name: "New", enabled: true, segmentGroup: groupName, serverGroups: ["Servers"], domainNames: ["n.example"] },
    ],
    ...more,
  });
  test.each<[string, Tenant, string, string, string, boolean]>([
    ["joins a group that is allowed: this opens", zpa(allows), "Apps", "broadens", "looser", false],
    ["joins a group that is blocked: this closes", zpa(blocks), "Apps", "narrows", "stricter", false],
    ["joins a group that both use", zpa(allows, blocks), "Apps", "broadens", "looser", true],
    ["joins a group of a rule of unknown action", zpa(strange), "Apps", "unknown", "looser", true],
    ["joins a group nobody uses", zpa(allows), "Other", "neutral", "stricter", false],
  ])("a new one %s", (_, live, groupName, impact, phase, isUnsafe) => {
    const { plan: made, steps } = plan(live, added(groupName));
    expect([made.changes[0]?.impact, steps[0]?.phase]).toEqual([impact, phase]);
    expect(made.changes[0]?.unsafePrefix !== undefined).toBe(isUnsafe);
  });

  test("a new one that a stricter rule names is made before it, and the plan says that this opens early", () => {
    const { plan: made } = plan(
      zpa(allows),
      added("Apps", {
        [access]: [{ name: "Deny new", action: "DENY", conditions: [{ APP: ["New"] }] }, { name: "R" }],
      }),
    );
    expect(written(made)).toEqual([
      `stricter POST ${segment}:New`,
      `stricter POST ${access}:Deny new`,
      `stricter PUT ${access}:*`,
    ]);
    expect(changeIn(made, "New")?.unsafePrefix).toContain("a stricter rule needs it first");
    expect(changeIn(made, "Deny new")?.unsafePrefix).toBeUndefined();
  });

  test("new objects are made before those that name them, whatever order they are declared in", () => {
    const declared = added("New group", { "zpa/segment-group": [{ name: "New group", enabled: true }] });
    expect(written(plan(zpa(), declared).plan)).toEqual([
      "stricter POST zpa/segment-group:New group",
      `stricter POST ${segment}:New`,
    ]);
  });

  test("several changes that cannot be ordered are marked; several of one harmless sort are not", () => {
    const two = zpa(allows);
    const live = { ...two, [segment]: [...two[segment]!, segmentRow("22", "Wiki", "31")] };
    const regroup = [
      { name: "ERP", segmentGroup: "Other" },
      { name: "Wiki", segmentGroup: "Other" },
    ];
    const marks = (declared: Declaration) => plan(live, declared).plan.changes.map(({ unsafePrefix }) => unsafePrefix);
    expect(marks({ [segment]: regroup })).toEqual([undefined, undefined]);
    expect(marks({ [segment]: regroup.slice(1), [access]: [{ name: "R", operator: "OR" }] })).toEqual([
      `it and "${access}:R" can be put neither before nor after each other safely`,
      `it and "${segment}:Wiki" can be put neither before nor after each other safely`,
    ]);
  });
});

describe("across products", () => {
  const gap = "takes effect only at activation";
  const zpa: Tenant = {
    [access]: [
      { id: "1", name: "A", ruleOrder: "1", action: "ALLOW", disabled: "1", conditions: [] },
      { id: "2", name: "D", ruleOrder: "2", action: "DENY", disabled: "0", conditions: [] },
      { id: "3", name: "B", ruleOrder: "3", action: "ALLOW", disabled: "0", conditions: [] },
    ],
  };
  const opens: Declaration = { [access]: [{ name: "A", disabled: false }] };
  const raises: Declaration = { [access]: names(["B", "D"]) };
  const both = tenant(zpa);
  test.each<[string, Declaration, Declaration, string | undefined]>([
    ["opening ZPA while ZIA closes", opens, { [url]: [{ name: "Allow HR", state: "DISABLED" }] }, "A"],
    [
      "opening ZPA while a new ZIA rule blocks",
      opens,
      { [url]: [{ name: "N", action: "BLOCK", protocols: ["ANY_RULE"] }] },
      "A",
    ],
    ["opening ZPA while ZIA closes and opens", opens, { [url]: [{ name: "Allow HR", groups: ["Finance"] }] }, "A"],
    [
      "opening ZPA while a ZIA rule moves up to block",
      opens,
      inOrder("Block malware", "Block gambling", "Allow HR"),
      "A",
    ],
    ["opening ZPA by a move while ZIA closes", raises, { [url]: [{ name: "Allow HR", state: "DISABLED" }] }, "D"],
    ["opening ZPA while ZIA opens", opens, { [url]: [{ name: "Block gambling", state: "DISABLED" }] }, undefined],
    [
      "opening ZPA while ZIA changes a text",
      opens,
      { [url]: [{ name: "Block gambling", description: "x" }] },
      undefined,
    ],
    [
      "closing ZPA while ZIA closes",
      { [access]: [{ name: "B", disabled: true }] },
      { [url]: [{ name: "Allow HR", state: "DISABLED" }] },
      undefined,
    ],
  ])("%s", (_, inZpa, inZia, name) => {
    const { plan: made } = plan(both, { ...inZpa, ...inZia });
    const marked = made.changes.filter(({ unsafePrefix }) => unsafePrefix?.includes(gap)).map((change) => change.name);
    expect(marked).toEqual(name === undefined ? [] : [name]);
  });

  test("writes run stricter then looser, ZPA before ZIA in each, activation last", () => {
    const declared: Declaration = {
      [url]: [{ name: "Allow HR", groups: ["Finance"] }],
      [access]: [{ name: "A", disabled: false }, { name: "D" }, { name: "B", disabled: true }],
    };
    expect(written(plan(both, declared).plan)).toEqual([
      `stricter PUT ${access}:B`,
      `stricter PUT ${url}:Allow HR`,
      `looser PUT ${access}:A`,
      `looser PUT ${url}:Allow HR`,
      "activation POST zia/activation:*",
    ]);
  });
});

describe("activation and what is staged", () => {
  const change: Declaration = { [url]: [{ name: "Allow HR", description: "x" }] };
  test.each<[string, Declaration, PlanInput["staged"], boolean]>([
    ["a ZIA write is activated", change, null, true],
    ["nothing to do, nothing to activate", inOrder("Allow HR"), null, false],
    ["what an interrupted run of ours staged is finished", inOrder("Allow HR"), { by: "ours" }, true],
    ["what somebody else staged is left", inOrder("Allow HR"), { by: "unknown" }, false],
  ])("%s", (_, declared, staged, isActivated) => {
    const { plan: made } = plan(tenant(), declared, { staged });
    expect(made.activation.zia).toBe(isActivated);
    expect(made.staged).toEqual(staged);
    expect(made.requests.filter(({ phase }) => phase === "activation").length).toBe(isActivated ? 1 : 0);
    expect(made.requests.at(-1)?.phase === "activation").toBe(isActivated);
  });

  test("a plan of ZPA alone activates nothing", () => {
    const live = { [access]: [{ id: "1", name: "A", ruleOrder: "1", action: "ALLOW", disabled: "0" }] };
    const { plan: made } = plan(live, { [access]: [{ name: "A", description: "x" }] });
    expect([made.activation.zia, made.requests.length]).toEqual([false, 1]);
  });
});

describe("requests and cost", () => {
  test("name method, path and object; an id not known yet is the address in braces", () => {
    const declared: Declaration = {
      [category]: [{ name: "New", superCategory: "USER_DEFINED" }],
      [url]: [{ name: "Allow HR", description: "x" }],
    };
    expect(plan(tenant(), declared).plan.requests).toEqual([
      { phase: "stricter", method: "POST", path: "/zia/api/v1/urlCategories", address: `${category}:New` },
      { phase: "looser", method: "PUT", path: "/zia/api/v1/urlFilteringRules/2", address: `${url}:Allow HR` },
      { phase: "activation", method: "POST", path: "/zia/api/v1/status/activate", address: "zia/activation:*" },
    ]);
  });

  test("of ZPA carry the customer and the policy set", () => {
    const row = (id: string, name: string) => ({ id, name, ruleOrder: id, action: "DENY", disabled: "0" });
    const { plan: made } = plan({ [access]: [row("1", "A"), row("2", "B")] }, { [access]: names(["B", "A"]) });
    expect(made.requests).toMatchObject([
      { method: "PUT", path: "/zpa/mgmtconfig/v1/admin/customers/777/policySet/900/reorder", address: `${access}:*` },
    ]);
  });

  test.each<[string, Declaration, number, number]>([
    ["one write and the activation", { [url]: [{ name: "Allow HR", description: "x" }] }, 2, 4],
    ["a split write", { [url]: [{ name: "Allow HR", groups: ["Finance"] }] }, 3, 5],
  ])("cost: %s", (_, declared, requests, seconds) => {
    expect(plan(tenant(), declared).plan.cost).toEqual({ requests, seconds });
  });
});

describe("the digest", () => {
  const declared: Declaration = { [url]: [{ name: "Allow HR", groups: ["Finance"] }] };
  const digest = (live: Tenant = tenant(), given: Declaration = declared, more: Partial<PlanInput> = {}) =>
    plan(live, given, more).plan.digest;
  const binding = { tool: "9.9", base: "a", head: "b", dirty: true, tree: "sha256:9", includeDrift: true, kinds: null };

  test.each<[string, () => string]>([
    ["when and by which commit it was made", () => digest(tenant(), declared, { binding })],
    [
      "what people call the tenant",
      () => digest(tenant(), declared, { tenant: { name: "other", cloud: "production", customerId: "777" } }),
    ],
    [
      "stamps and counts of the server",
      () => digest(tenant({ [url]: tenant()[url]!.map((row) => ({ ...row, lastModifiedTime: 5 })) })),
    ],
    [
      "an undeclared object that changes",
      () => digest(tenant({ [category]: [custom("CUSTOM_01", "Malware", ["other.example"])] })),
    ],
    ["where the resource stands in the files", () => digest(tenant(), { [category]: [], ...declared })],
  ])("is blind to %s", (_, other) => {
    expect(other()).toBe(digest());
  });

  test.each<[string, () => string]>([
    ["another value", () => digest(tenant(), { [url]: [{ name: "Allow HR", groups: [] }] })],
    [
      "another tenant",
      () => digest(tenant(), declared, { tenant: { name: "acme", cloud: "production", customerId: "778" } }),
    ],
    ["another cloud", () => digest(tenant(), declared, { tenant: { name: "acme", cloud: "beta", customerId: "777" } })],
    [
      "a live field of the object that is not declared",
      () => digest(tenant({ [url]: tenant()[url]!.map((row) => ({ ...row, description: "by hand" })) })),
    ],
    [
      "an object made anew under the same name",
      () => digest(tenant({ [url]: tenant()[url]!.map((row) => ({ ...row, id: Number(row.id) + 100 })) })),
    ],
    ["an undeclared rule in the way of a move", () => digest(tenant(), inOrder("Block gambling", "Block malware"))],
  ])("sees %s", (_, other) => {
    expect(other()).not.toBe(digest());
  });
});

describe("references", () => {
  test("in another spelling are no change and are sent as the object's own name", () => {
    const user = { id: 70, name: "Jane Doe", email: "jane@acme.example" };
    const live = tenant({ "zia/user": [user], [url]: [rule(1, "R", 1, { users: [{ id: 70, name: "Jane Doe" }] })] });
    expect(plan(live, { [url]: [{ name: "R", users: ["JANE@acme.example"] }] }).plan.changes).toEqual([]);
  });

  test("to predefined ids that no list shows pass with a warning", () => {
    const { plan: made } = plan(tenant(), { [url]: [{ name: "Allow HR", urlCategories: ["PHISHING"] }] });
    expect(made.diagnostics).toMatchObject([{ severity: "warning", code: "unverified-reference" }]);
  });

  test("to what is declared, here or left out of this plan, need not exist yet", () => {
    const declared: Declaration = { [url]: [{ name: "Allow HR", urlCategories: ["Later"] }] };
    const [later] = [{ name: "Later", superCategory: "USER_DEFINED" }];
    expect(plan(tenant(), { ...declared, [category]: [later!] }).plan.summary.create).toBe(1);
    expect(codes(refused(tenant(), declared))).toEqual(["unknown-reference"]);
  });
});
