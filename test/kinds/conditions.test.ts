import { describe, expect, test } from "vitest";
import type { Field, IdOf, NameOf } from "../../src/kinds/field.ts";
import { ShapeError } from "../../src/kinds/field.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { JsonObject } from "../../src/model/json.ts";

const conditions = kindOf("zpa/access-rule").fields.conditions as Field;

const ids: Readonly<Record<string, string>> = {
  "zpa/application-segment:ERP": "2001",
  "zpa/application-segment:Wiki": "2002",
  "zpa/segment-group:Finance apps": "3001",
  "zpa/idp:Okta": "400",
  "zpa/scim-group:Okta/Finance": "216196257331291969",
  "zpa/scim-attribute:Okta/costCenter": "401",
  "zpa/saml-attribute:Email_Okta": "402",
  "zpa/posture-profile:Corporate laptop": "3f9a-udid",
  "zpa/trusted-network:Office": "7c1b-network",
};
const idOf: IdOf = (kind, name, within = []) => {
  const id = ids[`${kind}:${[...within, name].join("/")}`];
  if (id === undefined) throw new Error(`no ${kind} is named ${name}`);
  return id;
};
const nameOf: NameOf = (kind, id, given) =>
  Object.entries(ids)
    .find(([key, one]) => one === id && key.startsWith(`${kind}:`))?.[0]
    .replace(/^.*[:/]/, "") ??
  given ??
  `#${id}`;

const operand = (objectType: string, lhs: string, rhs: unknown, more: object = {}): JsonObject =>
  ({ id: "9", creationTime: "1760009863", objectType, lhs, rhs, conditionId: "8", ...more }) as JsonObject;
const block = (operands: readonly JsonObject[], more: object = {}): JsonObject =>
  ({ id: "8", operator: "OR", negated: false, operands, ruleGid: "7", ...more }) as JsonObject;
const wire = (...blocks: readonly JsonObject[]): JsonObject => ({ conditions: blocks });

/** Operands as a sorted text: their order is no data. */
const plain = ({ conditions }: JsonObject): readonly string[] =>
  (conditions as readonly JsonObject[]).map((one) => [...JSON.stringify(one)].sort().join(""));

describe("a condition reads, shows and writes as one thing", () => {
  test.each<[string, readonly object[], readonly JsonObject[], readonly object[]]>([
    [
      "segments and their groups in one block",
      [{ APP: ["ERP"], APP_GROUP: ["Finance apps"] }],
      [block([operand("APP", "id", "2001", { name: "ERP" }), operand("APP_GROUP", "id", "3001")])],
      [
        {
          operator: "OR",
          operands: [
            { objectType: "APP", values: ["2001"] },
            { objectType: "APP_GROUP", values: ["3001"] },
          ],
        },
      ],
    ],
    [
      "a SCIM group by its provider and its name",
      [{ SCIM_GROUP: [{ idp: "Okta", group: "Finance" }] }],
      [block([operand("SCIM_GROUP", "400", "216196257331291969", { idpId: "400", idpName: "Okta" })])],
      [
        {
          operator: "OR",
          operands: [{ objectType: "SCIM_GROUP", entryValues: [{ lhs: "400", rhs: "216196257331291969" }] }],
        },
      ],
    ],
    [
      "a SCIM attribute with its value",
      [{ SCIM: [{ idp: "Okta", attribute: "costCenter", value: "4711" }] }],
      [block([operand("SCIM", "401", "4711", { idpName: "Okta" })])],
      [{ operator: "OR", operands: [{ objectType: "SCIM", entryValues: [{ lhs: "401", rhs: "4711" }] }] }],
    ],
    [
      "a SAML attribute with its value",
      [{ SAML: [{ attribute: "Email_Okta", value: "a@acme.example" }] }],
      [block([operand("SAML", "402", "a@acme.example")])],
      [{ operator: "OR", operands: [{ objectType: "SAML", entryValues: [{ lhs: "402", rhs: "a@acme.example" }] }] }],
    ],
    [
      "a posture that has to be met",
      [{ POSTURE: [{ profile: "Corporate laptop", is: true }] }],
      [block([operand("POSTURE", "3f9a-udid", "true")])],
      [{ operator: "OR", operands: [{ objectType: "POSTURE", entryValues: [{ lhs: "3f9a-udid", rhs: "true" }] }] }],
    ],
    [
      "a network users must not come from",
      [{ TRUSTED_NETWORK: [{ network: "Office", is: false }] }],
      [block([operand("TRUSTED_NETWORK", "7c1b-network", "false")])],
      [
        {
          operator: "OR",
          operands: [{ objectType: "TRUSTED_NETWORK", entryValues: [{ lhs: "7c1b-network", rhs: "false" }] }],
        },
      ],
    ],
    [
      "platforms and countries by their presence",
      [{ PLATFORM: ["linux", "windows"] }, { COUNTRY_CODE: ["DE"] }],
      [
        block([operand("PLATFORM", "windows", "true"), operand("PLATFORM", "linux", "true")]),
        block([operand("COUNTRY_CODE", "DE", "true")]),
      ],
      [
        {
          operator: "OR",
          operands: [
            {
              objectType: "PLATFORM",
              entryValues: [
                { lhs: "linux", rhs: "true" },
                { lhs: "windows", rhs: "true" },
              ],
            },
          ],
        },
        { operator: "OR", operands: [{ objectType: "COUNTRY_CODE", entryValues: [{ lhs: "DE", rhs: "true" }] }] },
      ],
    ],
    [
      "client types, risk levels and managed browsers",
      [
        { CLIENT_TYPE: ["zpn_client_type_zapp"] },
        { RISK_FACTOR_TYPE: ["HIGH"] },
        { CHROME_ENTERPRISE: [{ managed: true }] },
      ],
      [
        block([operand("CLIENT_TYPE", "id", "zpn_client_type_zapp", { name: "zpn_client_type_zapp" })]),
        block([operand("RISK_FACTOR_TYPE", "ZIA", "HIGH")]),
        block([operand("CHROME_ENTERPRISE", "managed", "true")]),
      ],
      [
        { operator: "OR", operands: [{ objectType: "CLIENT_TYPE", values: ["zpn_client_type_zapp"] }] },
        { operator: "OR", operands: [{ objectType: "RISK_FACTOR_TYPE", entryValues: [{ lhs: "ZIA", rhs: "HIGH" }] }] },
        {
          operator: "OR",
          operands: [{ objectType: "CHROME_ENTERPRISE", entryValues: [{ lhs: "managed", rhs: "true" }] }],
        },
      ],
    ],
    [
      "a block whose entries all have to match",
      [{ POSTURE: [{ profile: "Corporate laptop", is: true }], operator: "AND" }],
      [block([operand("POSTURE", "3f9a-udid", "true")], { operator: "AND" })],
      [{ operator: "AND", operands: [{ objectType: "POSTURE", entryValues: [{ lhs: "3f9a-udid", rhs: "true" }] }] }],
    ],
    [
      "a negated block, which nobody can declare but which survives",
      [{ APP: ["ERP"], negated: true }],
      [block([operand("APP", "id", "2001")], { negated: true })],
      [{ operator: "OR", negated: true, operands: [{ objectType: "APP", values: ["2001"] }] }],
    ],
    [
      "an object type we do not know, as its pairs",
      [{ WORKLOAD_TAG_GROUP: [{ lhs: "id", rhs: "77" }] }],
      [block([operand("WORKLOAD_TAG_GROUP", "id", "77")])],
      [{ operator: "OR", operands: [{ objectType: "WORKLOAD_TAG_GROUP", values: ["77"] }] }],
    ],
    [
      "a platform that is absent, as its pair",
      [{ PLATFORM: [{ lhs: "ios", rhs: "false" }] }],
      [block([operand("PLATFORM", "ios", "false")])],
      [{ operator: "OR", operands: [{ objectType: "PLATFORM", entryValues: [{ lhs: "ios", rhs: "false" }] }] }],
    ],
    ["no conditions", [], [], []],
  ])("%s", (_, author, read, written) => {
    expect(conditions.decode(wire(...read), nameOf)).toEqual(author);
    expect(conditions.encode(author, idOf)).toEqual({ conditions: written });
    // What was read is carried into a write without knowing any name, and so is what we wrote ourselves.
    const carried = conditions.carry!(wire(...read));
    expect(plain(carried)).toEqual(plain({ conditions: written as readonly JsonObject[] }));
    expect(conditions.carry!(carried)).toEqual(carried);
  });

  test("ids beyond 2^53 stay exact, as numbers and as texts", () => {
    const big = 216196257331291969n;
    const read = wire(block([operand("SCIM_GROUP", "400", big, { idpName: "Okta" })]));
    expect(conditions.decode(read, nameOf)).toEqual([{ SCIM_GROUP: [{ idp: "Okta", group: "Finance" }] }]);
    expect(JSON.stringify(conditions.carry!(read))).toContain('"rhs":"216196257331291969"');
  });

  test("a name that no list knows is the one the answer gives, else the id", () => {
    const read = wire(block([operand("APP", "id", "5", { name: "Gone" }), operand("APP", "id", "6")]));
    expect(conditions.decode(read, nameOf)).toEqual([{ APP: ["#6", "Gone"] }]);
  });

  test.each<[string, JsonObject, string]>([
    ["no object type", wire({ operands: [{ lhs: "id", rhs: "1" }] }), "conditions[0].operands[0]"],
    ["no value", wire({ operands: [{ objectType: "APP", lhs: "id" }] }), "conditions[0].operands[0]"],
    ["operands that are no list", wire({ operands: "x" }), "operands"],
    ["a block that is no object", { conditions: ["x"] }, "conditions[0]"],
  ])("%s is a read error with its path", (_, read, path) => {
    expect(() => conditions.decode(read, nameOf)).toThrow(ShapeError);
    expect(() => conditions.decode(read, nameOf)).toThrow(path);
  });
});

describe("two conditions", () => {
  const [posture1, posture2, posture3] = ["One", "Two", "Three"].map((profile) => ({ profile, is: true }));
  const [finance, sales] = [
    { idp: "Okta", group: "Finance" },
    { idp: "Okta", group: "Sales" },
  ];
  test.each<[string, readonly object[], readonly object[], string, unknown, unknown]>([
    [
      "are equal in another order of blocks",
      [{ APP: ["A"] }, { PLATFORM: ["ios"] }],
      [{ PLATFORM: ["ios"] }, { APP: ["A"] }],
      "equal",
      [{ APP: ["A"] }, { PLATFORM: ["ios"] }],
      [{ APP: ["A"] }, { PLATFORM: ["ios"] }],
    ],
    [
      "one entry more is wider",
      [{ APP: ["A"] }],
      [{ APP: ["A", "B"] }],
      "wider",
      [{ APP: ["A"] }],
      [{ APP: ["A", "B"] }],
    ],
    [
      "one block more is narrower",
      [{ APP: ["A"] }],
      [{ APP: ["A"] }, { PLATFORM: ["ios"] }],
      "narrower",
      [{ APP: ["A"] }, { PLATFORM: ["ios"] }],
      [{ APP: ["A"] }],
    ],
    [
      "one block less is wider",
      [{ APP: ["A"] }, { PLATFORM: ["ios"] }],
      [{ APP: ["A"] }],
      "wider",
      [{ APP: ["A"] }, { PLATFORM: ["ios"] }],
      [{ APP: ["A"] }],
    ],
    ["nothing asked for is any", [], [{ APP: ["A"] }], "narrower", [{ APP: ["A"] }], []],
    [
      "another entry is both, and nothing is shared",
      [{ APP: ["A"] }],
      [{ APP: ["B"] }],
      "both",
      undefined,
      [{ APP: ["A", "B"] }],
    ],
    [
      "an entry for another keeps what both have",
      [{ APP: ["A", "B"] }],
      [{ APP: ["B", "C"] }],
      "both",
      [{ APP: ["B"] }],
      [{ APP: ["A", "B", "C"] }],
    ],
    [
      "a block for another asks for both on the way",
      [{ APP: ["A"] }],
      [{ PLATFORM: ["ios"] }],
      "both",
      [{ APP: ["A"] }, { PLATFORM: ["ios"] }],
      [],
    ],
    [
      "a group beside its segment is one criterion",
      [{ APP: ["A"] }],
      [{ APP: ["A"], APP_GROUP: ["G"] }],
      "wider",
      [{ APP: ["A"] }],
      [{ APP: ["A"], APP_GROUP: ["G"] }],
    ],
    [
      "groups of one provider are entries",
      [{ SCIM_GROUP: [finance] }],
      [{ SCIM_GROUP: [finance, sales] }],
      "wider",
      [{ SCIM_GROUP: [finance] }],
      [{ SCIM_GROUP: [finance, sales] }],
    ],
    [
      "two blocks of one type are not compared with one",
      [{ POSTURE: [posture1] }, { POSTURE: [posture2] }],
      [{ POSTURE: [posture1] }],
      "both",
      [{ POSTURE: [posture1] }, { POSTURE: [posture2] }],
      [],
    ],
    [
      "two blocks of one type that stay hide no other change",
      [{ APP: ["A", "B"] }, { POSTURE: [posture1] }, { POSTURE: [posture2] }],
      [{ APP: ["A"] }, { POSTURE: [posture2] }, { POSTURE: [posture1] }],
      "narrower",
      [{ APP: ["A"] }, { POSTURE: [posture1] }, { POSTURE: [posture2] }],
      [{ APP: ["A", "B"] }, { POSTURE: [posture1] }, { POSTURE: [posture2] }],
    ],
    [
      "one of three blocks of one type less is wider",
      [{ POSTURE: [posture1] }, { POSTURE: [posture2] }, { POSTURE: [posture3] }],
      [{ POSTURE: [posture1] }, { POSTURE: [posture2] }],
      "wider",
      [{ POSTURE: [posture1] }, { POSTURE: [posture2] }, { POSTURE: [posture3] }],
      [{ POSTURE: [posture1] }, { POSTURE: [posture2] }],
    ],
    ["an AND block cannot be taken apart", [{ APP: ["A"], operator: "AND" }], [{ APP: ["A"] }], "both", undefined, []],
    [
      "an AND block equals itself",
      [{ APP: ["A"], operator: "AND" }],
      [{ APP: ["a"], operator: "AND" }],
      "equal",
      undefined,
      [],
    ],
  ])("%s", (_, a, b, relation, shared, united) => {
    const { extent } = conditions;
    expect(extent!.relate(a, b)).toBe(relation);
    const known = (value: unknown) => (value === undefined ? undefined : conditions.canonical(value));
    expect(known(extent!.share(a, b))).toEqual(known(shared));
    expect(known(extent!.unite(a, b))).toEqual(known(united));
  });

  test.each<[string, readonly object[], readonly object[], boolean]>([
    ["names without case", [{ APP: ["ERP"] }], [{ APP: ["erp"] }], true],
    ["a doubled entry", [{ APP: ["ERP"] }], [{ APP: ["ERP", "erp"] }], true],
    [
      "attribute values with case",
      [{ SCIM: [{ idp: "Okta", attribute: "a", value: "X" }] }],
      [{ SCIM: [{ idp: "okta", attribute: "A", value: "x" }] }],
      false,
    ],
    ["OR said or left out", [{ APP: ["ERP"], operator: "OR" }], [{ APP: ["ERP"] }], true],
    ["AND and OR", [{ APP: ["ERP"], operator: "AND" }], [{ APP: ["ERP"] }], false],
    ["two blocks and one", [{ APP: ["A"] }, { APP: ["B"] }], [{ APP: ["A", "B"] }], false],
  ])("compare %s", (_, a, b, isEqual) => {
    expect(JSON.stringify(conditions.canonical(a)) === JSON.stringify(conditions.canonical(b))).toBe(isEqual);
  });

  test("references name the kind, the provider around it and the place", () => {
    expect(conditions.references([{ APP: ["ERP"] }, { SCIM_GROUP: [finance] }, { PLATFORM: ["ios"] }])).toEqual([
      { kind: "zpa/application-segment", name: "ERP", within: [], path: [0, "APP", 0] },
      { kind: "zpa/idp", name: "Okta", within: [], path: [1, "SCIM_GROUP", 0, "idp"] },
      { kind: "zpa/scim-group", name: "Finance", within: ["Okta"], path: [1, "SCIM_GROUP", 0, "group"] },
    ]);
  });
});
