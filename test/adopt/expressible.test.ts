import { describe, expect, test } from "vitest";
import { judging } from "../../src/adopt/expressible.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { KindName } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { LiveState } from "../../src/model/live.ts";
import type { LiveObject } from "../../src/model/resource.ts";
import { buildNames } from "../../src/state/names.ts";

const object = (kind: KindName, wire: JsonObject, within: readonly string[] = []): LiveObject => {
  const [name = "", ...aliases] = kindOf(kind).names(wire);
  return { kind, name, aliases, id: String(wire[kindOf(kind).id]), wire, standing: "custom", within };
};

/** A tenant of these objects; kinds without any are read and empty. */
const tenant = (
  objects: readonly LiveObject[],
  empty: readonly KindName[] = [],
  unreadable: readonly KindName[] = [],
): LiveState => {
  const kinds = [...new Set([...objects.map(({ kind }) => kind), ...empty])];
  return {
    listings: new Map(
      kinds.map((kind) => [kind, { kind, objects: objects.filter((one) => one.kind === kind), missingFields: [] }]),
    ),
    unreadable: new Map(unreadable.map((kind) => [kind, "no licence"])),
  };
};

const judged = (live: LiveObject, state: LiveState) => {
  const result = judging(kindOf(live.kind), state, buildNames(state))(live);
  return "left" in result ? { code: result.left.code, reasons: result.left.reasons } : { spec: result.adoptable.spec };
};

const urlRule = (wire: JsonObject): LiveObject =>
  object("zia/url-filtering-rule", { id: 1, name: "R", order: 1, action: "BLOCK", protocols: ["ANY_RULE"], ...wire });
const accessRule = (...operands: readonly JsonObject[]): LiveObject =>
  object("zpa/access-rule", {
    id: "1",
    name: "R",
    ruleOrder: "1",
    action: "ALLOW",
    conditions: [{ operator: "OR", operands }],
  });
const group = (id: number, name: string): LiveObject => object("zia/group", { id, name });

describe("what documents can say", () => {
  test("a reference by the name of its object, also where the rule itself carries an older one", () => {
    const rule = urlRule({ groups: [{ id: 7, name: "Old name" }] });
    expect(judged(rule, tenant([rule, group(7, "Finance")]))).toMatchObject({ spec: { groups: ["Finance"] } });
  });

  test("a predefined id that no list shows", () => {
    const rule = urlRule({ urlCategories: ["PHISHING"] });
    expect(judged(rule, tenant([rule], ["zia/url-category"]))).toMatchObject({ spec: { urlCategories: ["PHISHING"] } });
  });

  test("a word that is not known yet: the service has the last word", () => {
    expect(judged(urlRule({ action: "ESCORT" }), tenant([urlRule({})]))).toMatchObject({ spec: { action: "ESCORT" } });
  });

  test("the name that a reference carries, where the list may not be read", () => {
    const rule = urlRule({ groups: [{ id: 7, name: "Finance" }] });
    expect(judged(rule, tenant([rule], [], ["zia/group"]))).toMatchObject({ spec: { groups: ["Finance"] } });
  });
});

describe("what documents cannot say", () => {
  const cases: readonly (readonly [string, LiveObject, readonly LiveObject[], string])[] = [
    [
      "a group that is gone",
      urlRule({ groups: [{ id: 7, name: "Gone" }] }),
      [group(8, "Other")],
      'the user group it refers to is gone: "Gone" (id 7)',
    ],
    [
      "a name that two groups have",
      urlRule({ groups: [{ id: 7 }] }),
      [group(7, "Twin"), group(8, "twin ")],
      "2 user groups",
    ],
    [
      "a custom category that is gone",
      urlRule({ urlCategories: ["CUSTOM_07"] }),
      [object("zia/url-category", { id: "FINANCE" })],
      "the URL category it refers to is gone: id CUSTOM_07",
    ],
    [
      "a condition of another type",
      accessRule({ objectType: "CONSOLE", lhs: "id", rhs: "1" }),
      [],
      'no document can say it: "conditions[0]" has no field "CONSOLE"',
    ],
    [
      "a posture profile that is gone",
      accessRule({ objectType: "POSTURE", lhs: "udid", rhs: "true" }),
      [object("zpa/posture-profile", { id: "1", postureUdid: "x", name: "P" })],
      "gone: id udid",
    ],
    [
      "a negated block",
      object("zpa/access-rule", {
        id: "1",
        name: "R",
        ruleOrder: "1",
        action: "ALLOW",
        conditions: [{ negated: true, operands: [{ objectType: "PLATFORM", lhs: "ios", rhs: "true" }] }],
      }),
      [],
      'no document can say it: "conditions[0]" has no field "negated"',
    ],
    ["a value of another type than promised", urlRule({ timeQuota: { minutes: 3 } }), [], "timeQuota is not a number"],
    ["a name with a control character", object("zia/rule-label", { id: 1, name: "a\u202eb" }), [], "control character"],
    [
      "a name that the vendor keeps for itself",
      object("zia/url-category", {
        id: "CUSTOM_01",
        customCategory: true,
        configuredName: "GAMBLING",
        superCategory: "USER_DEFINED",
      }),
      [],
      "predefined id",
    ],
  ];
  test.each(cases)("%s", (_, live, others, reason) => {
    const found = judged(live, tenant([live, ...others], ["zia/group", "zia/url-category", "zpa/posture-profile"]));
    expect(found).toMatchObject({ code: "unconvertible-conditions" });
    expect(found.reasons?.join("; ")).toContain(reason);
  });

  test("what nobody can name, because the list may not be read", () => {
    const live = accessRule({ objectType: "POSTURE", lhs: "udid", rhs: "true" });
    expect(judged(live, tenant([live], [], ["zpa/posture-profile"])).reasons?.join()).toContain("no licence");
  });

  test("one of two that go by one name, whoever the other is", () => {
    const mine = object("zpa/segment-group", { id: "1", name: "R&D", enabled: true });
    const vendors: LiveObject = { ...object("zpa/segment-group", { id: "2", name: "r&amp;d" }), standing: "fixed" };
    expect(judged(mine, tenant([mine, vendors]))).toMatchObject({ code: "live-duplicate" });
  });
});
