import { z } from "zod";
import type { KindName } from "../../model/address.ts";
import type { JsonObject } from "../../model/json.ts";
import type { IdOf, NameOf, Reference } from "../field.ts";

export interface Operand {
  readonly lhs: string;
  readonly rhs: string;
}

/**
 * One object type of a policy condition: the author's value of an entry and the wire's (lhs, rhs) pair.
 * Pairs with lhs `id` are written as `values`, others as `entryValues` (v2 form). [recorded, zpa policySet/rule]
 */
export interface OperandType {
  readonly schema: z.ZodType;
  /** One flow has one value, as it comes from one platform. INFERRED from what each type names. */
  readonly single?: true;
  /** For documentation. */
  readonly example: unknown;
  encode(value: unknown, idOf: IdOf): Operand;
  decode(operand: Operand, wire: JsonObject, nameOf: NameOf): unknown;
  /** Paths are within the entry. */
  references(value: unknown): readonly Reference[];
}

const textOf = (value: unknown, key: string): string => String((value as Readonly<Record<string, unknown>>)[key]);
const given = (wire: JsonObject, key: string): string | undefined =>
  typeof wire[key] === "string" ? (wire[key] as string) : undefined;

const byName = (kind: KindName): OperandType => ({
  example: "name",
  schema: z.string().min(1).meta({ reference: kind }),
  encode: (value, idOf) => ({ lhs: "id", rhs: idOf(kind, value as string) }),
  decode: ({ rhs }, wire, nameOf) => nameOf(kind, rhs, given(wire, "name")),
  references: (value) => [{ kind, name: value as string, within: [], path: [] }],
});

const word = (values: readonly string[]): OperandType => ({
  example: values[0],
  schema: z.enum(values as [string, ...string[]]).meta({ "x-open": true }),
  encode: (value) => ({ lhs: "id", rhs: value as string }),
  decode: ({ rhs }) => rhs,
  references: () => [],
});

/** `PLATFORM: [windows]` is lhs `windows`, rhs `true`; a pair we cannot say shorter stays a pair. */
const presence = (schema: z.ZodType, example: string): OperandType => ({
  example,
  schema,
  encode: (value) => (typeof value === "string" ? { lhs: value, rhs: "true" } : (value as Operand)),
  decode: (operand) => (operand.rhs === "true" ? operand.lhs : { lhs: operand.lhs, rhs: operand.rhs }),
  references: () => [],
});

const isOrNot = (kind: KindName, key: string): OperandType => ({
  example: { [key]: "name", is: true },
  schema: z.strictObject({ [key]: z.string().min(1).meta({ reference: kind }), is: z.boolean() }),
  encode: (value, idOf) => ({ lhs: idOf(kind, textOf(value, key)), rhs: textOf(value, "is") }),
  decode: ({ lhs, rhs }, _wire, nameOf) => ({ [key]: nameOf(kind, lhs), is: rhs === "true" }),
  references: (value) => [{ kind, name: textOf(value, key), within: [], path: [key] }],
});

const scimGroup: OperandType = {
  example: { idp: "Okta", group: "Finance" },
  schema: z.strictObject({
    idp: z.string().min(1).meta({ reference: "zpa/idp" }),
    group: z.string().min(1).meta({ reference: "zpa/scim-group" }),
  }),
  encode: (value, idOf) => ({
    lhs: idOf("zpa/idp", textOf(value, "idp")),
    rhs: idOf("zpa/scim-group", textOf(value, "group"), [textOf(value, "idp")]),
  }),
  decode: ({ lhs, rhs }, wire, nameOf) => ({
    idp: nameOf("zpa/idp", lhs, given(wire, "idpName")),
    group: nameOf("zpa/scim-group", rhs),
  }),
  references: (value) => [
    { kind: "zpa/idp", name: textOf(value, "idp"), within: [], path: ["idp"] },
    { kind: "zpa/scim-group", name: textOf(value, "group"), within: [textOf(value, "idp")], path: ["group"] },
  ],
};

const scim: OperandType = {
  example: { idp: "Okta", attribute: "userName", value: "j.doe" },
  schema: z.strictObject({
    idp: z.string().min(1).meta({ reference: "zpa/idp" }),
    attribute: z.string().min(1).meta({ reference: "zpa/scim-attribute" }),
    value: z.string(),
  }),
  encode: (value, idOf) => ({
    lhs: idOf("zpa/scim-attribute", textOf(value, "attribute"), [textOf(value, "idp")]),
    rhs: textOf(value, "value"),
  }),
  decode: ({ lhs, rhs }, wire, nameOf) => ({
    idp: given(wire, "idpName") ?? nameOf("zpa/idp", given(wire, "idpId") ?? ""),
    attribute: nameOf("zpa/scim-attribute", lhs),
    value: rhs,
  }),
  references: (value) => [
    { kind: "zpa/idp", name: textOf(value, "idp"), within: [], path: ["idp"] },
    {
      kind: "zpa/scim-attribute",
      name: textOf(value, "attribute"),
      within: [textOf(value, "idp")],
      path: ["attribute"],
    },
  ],
};

/** SAML attributes are listed as `<attribute>_<idp>`, which is unique. [recorded] */
const saml: OperandType = {
  example: { attribute: "Email_Okta", value: "j.doe@acme.example" },
  schema: z.strictObject({ attribute: z.string().min(1).meta({ reference: "zpa/saml-attribute" }), value: z.string() }),
  encode: (value, idOf) => ({
    lhs: idOf("zpa/saml-attribute", textOf(value, "attribute")),
    rhs: textOf(value, "value"),
  }),
  decode: ({ lhs, rhs }, _wire, nameOf) => ({ attribute: nameOf("zpa/saml-attribute", lhs), value: rhs }),
  references: (value) => [
    { kind: "zpa/saml-attribute", name: textOf(value, "attribute"), within: [], path: ["attribute"] },
  ],
};

const riskLevel: OperandType = {
  example: "HIGH",
  schema: z.enum(["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"]).meta({ "x-open": true }),
  encode: (value) => ({ lhs: "ZIA", rhs: value as string }),
  decode: ({ rhs }) => rhs,
  references: () => [],
};

const managedBrowser: OperandType = {
  example: { managed: true },
  schema: z.strictObject({ managed: z.boolean() }),
  encode: (value) => ({ lhs: "managed", rhs: textOf(value, "managed") }),
  decode: ({ rhs }) => ({ managed: rhs === "true" }),
  references: () => [],
};

/** An object type we do not know, or an entry of another form: kept as it is. */
export const rawOperand: OperandType = {
  example: { lhs: "id", rhs: "1" },
  schema: z.strictObject({ lhs: z.string(), rhs: z.string() }),
  encode: (value) => value as Operand,
  decode: ({ lhs, rhs }) => ({ lhs, rhs }),
  references: () => [],
};

const clientTypes = [
  "zapp", "exporter", "exporter_noauth", "ip_anchoring", "browser_isolation", "machine_tunnel", "edge_connector",
  "branch_connector", "zapp_partner", "vdi", "slogger", "zia_inspection",
].map((name) => `zpn_client_type_${name}`); // biome-ignore format: a table

/** Object types of an access policy. [provider; the shape of each pair is recorded or from the SDKs] */
export const operandTypes: Readonly<Record<string, OperandType>> = {
  APP: byName("zpa/application-segment"),
  APP_GROUP: byName("zpa/segment-group"),
  BRANCH_CONNECTOR_GROUP: byName("zpa/branch-connector-group"),
  CHROME_ENTERPRISE: managedBrowser,
  CLIENT_TYPE: { ...word(clientTypes), single: true },
  COUNTRY_CODE: { ...presence(z.string().regex(/^[A-Z]{2}$/), "DE"), single: true },
  EDGE_CONNECTOR_GROUP: byName("zpa/cloud-connector-group"),
  IDP: byName("zpa/idp"),
  LOCATION: byName("zpa/location"),
  MACHINE_GRP: byName("zpa/machine-group"),
  PLATFORM: {
    ...presence(z.enum(["windows", "mac", "linux", "ios", "android"]).meta({ "x-open": true }), "windows"),
    single: true,
  },
  POSTURE: isOrNot("zpa/posture-profile", "profile"),
  RISK_FACTOR_TYPE: { ...riskLevel, single: true },
  SAML: saml,
  SCIM: scim,
  SCIM_GROUP: scimGroup,
  TRUSTED_NETWORK: isOrNot("zpa/trusted-network", "network"),
};
