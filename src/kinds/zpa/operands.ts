import { z } from "zod";
import type { KindName } from "../../model/address.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Asks, IdOf, NameOf, Reference } from "../field.ts";

export interface Operand {
  readonly lhs: string;
  readonly rhs: string;
}

/** What is known of the form of an entry, whatever object type it stands under. */
interface OperandForm {
  readonly schema: z.ZodType;
  /** One flow has one value, as it comes from one platform. INFERRED from what each type names. */
  readonly single?: true;
  /** For documentation. */
  readonly example: unknown;
  encode(value: unknown, idOf: IdOf): Operand;
  decode(operand: Operand, wire: JsonObject, nameOf: NameOf): unknown;
  /** Paths are within the entry. */
  references(value: unknown): readonly Reference[];
  /** For people. */
  say(value: unknown): string;
}

/**
 * One object type of a policy condition: the author's value of an entry and the wire's (lhs, rhs) pair.
 * Pairs with lhs `id` are written as `values`, others as `entryValues` (v2 form). [recorded, zpa policySet/rule]
 */
export interface OperandType extends OperandForm {
  readonly asks: Asks;
  /** What an entry is, for people. */
  readonly label: string;
}

const textOf = (value: unknown, key: string): string => String((value as Readonly<Record<string, unknown>>)[key]);
const given = (wire: JsonObject, key: string): string | undefined =>
  typeof wire[key] === "string" ? (wire[key] as string) : undefined;

const byName = (kind: KindName): OperandForm => ({
  example: "name",
  schema: z.string().min(1).meta({ reference: kind }),
  encode: (value, idOf) => ({ lhs: "id", rhs: idOf(kind, value as string) }),
  decode: ({ rhs }, wire, nameOf) => nameOf(kind, rhs, given(wire, "name")),
  references: (value) => [{ kind, name: value as string, within: [], path: [] }],
  say: String,
});

const word = (values: readonly string[]): OperandForm => ({
  example: values[0],
  schema: z.enum(values as [string, ...string[]]).meta({ "x-open": true }),
  encode: (value) => ({ lhs: "id", rhs: value as string }),
  decode: ({ rhs }) => rhs,
  references: () => [],
  say: String,
});

/** `PLATFORM: [windows]` is lhs `windows`, rhs `true`; a pair we cannot say shorter stays a pair. */
const presence = (schema: z.ZodType, example: string): OperandForm => ({
  example,
  schema,
  encode: (value) => (typeof value === "string" ? { lhs: value, rhs: "true" } : (value as Operand)),
  decode: (operand) => (operand.rhs === "true" ? operand.lhs : { lhs: operand.lhs, rhs: operand.rhs }),
  references: () => [],
  say: (value) => (typeof value === "string" ? value : `not ${textOf(value, "lhs")}`),
});

const isOrNot = (kind: KindName, key: string): OperandForm => ({
  example: { [key]: "name", is: true },
  schema: z.strictObject({ [key]: z.string().min(1).meta({ reference: kind }), is: z.boolean() }),
  encode: (value, idOf) => ({ lhs: idOf(kind, textOf(value, key)), rhs: textOf(value, "is") }),
  decode: ({ lhs, rhs }, _wire, nameOf) => ({ [key]: nameOf(kind, lhs), is: rhs === "true" }),
  references: (value) => [{ kind, name: textOf(value, key), within: [], path: [key] }],
  say: (value) => `${textOf(value, "is") === "false" ? "not " : ""}${textOf(value, key)}`,
});

const scimGroup: OperandForm = {
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
  say: (value) => `${textOf(value, "group")} (${textOf(value, "idp")})`,
};

const scim: OperandForm = {
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
  say: (value) => `${textOf(value, "attribute")} ${textOf(value, "value")} (${textOf(value, "idp")})`,
};

/** SAML attributes are listed as `<attribute>_<idp>`, which is unique. [recorded] */
const saml: OperandForm = {
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
  say: (value) => `${textOf(value, "attribute")} ${textOf(value, "value")}`,
};

const riskLevel: OperandForm = {
  example: "HIGH",
  schema: z.enum(["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"]).meta({ "x-open": true }),
  encode: (value) => ({ lhs: "ZIA", rhs: value as string }),
  decode: ({ rhs }) => rhs,
  references: () => [],
  say: String,
};

const managedBrowser: OperandForm = {
  example: { managed: true },
  schema: z.strictObject({ managed: z.boolean() }),
  encode: (value) => ({ lhs: "managed", rhs: textOf(value, "managed") }),
  decode: ({ rhs }) => ({ managed: rhs === "true" }),
  references: () => [],
  say: (value) => (textOf(value, "managed") === "true" ? "managed" : "unmanaged"),
};

/** An object type we do not know, or an entry of another form: kept as it is. */
export const rawOperand: OperandType = {
  asks: "how",
  label: "another condition",
  example: { lhs: "id", rhs: "1" },
  schema: z.strictObject({ lhs: z.string(), rhs: z.string() }),
  encode: (value) => value as Operand,
  decode: ({ lhs, rhs }) => ({ lhs, rhs }),
  references: () => [],
  say: (value) => `${textOf(value, "lhs")} ${textOf(value, "rhs")}`,
};

const clientTypes = [
  "zapp", "exporter", "exporter_noauth", "ip_anchoring", "browser_isolation", "machine_tunnel", "edge_connector",
  "branch_connector", "zapp_partner", "vdi", "slogger", "zia_inspection",
].map((name) => `zpn_client_type_${name}`); // biome-ignore format: a table

const type = (asks: Asks, label: string, form: OperandForm): OperandType => ({ asks, label, ...form });

/** Object types of an access policy. [provider; the shape of each pair is recorded or from the SDKs] */
export const operandTypes: Readonly<Record<string, OperandType>> = {
  APP: type("where", "application", byName("zpa/application-segment")),
  APP_GROUP: type("where", "application group", byName("zpa/segment-group")),
  BRANCH_CONNECTOR_GROUP: type("from", "branch connector group", byName("zpa/branch-connector-group")),
  CHROME_ENTERPRISE: type("how", "browser", managedBrowser),
  CLIENT_TYPE: type("how", "client", { ...word(clientTypes), single: true }),
  COUNTRY_CODE: type("from", "country", {
    ...presence(
      z
        .string()
        .regex(/^[A-Z]{2}$/)
        .meta({ examples: ["DE"] }),
      "DE",
    ),
    single: true,
  }),
  EDGE_CONNECTOR_GROUP: type("from", "cloud connector group", byName("zpa/cloud-connector-group")),
  IDP: type("who", "identity provider", byName("zpa/idp")),
  LOCATION: type("from", "location", byName("zpa/location")),
  MACHINE_GRP: type("from", "machine group", byName("zpa/machine-group")),
  PLATFORM: type("how", "platform", {
    ...presence(z.enum(["windows", "mac", "linux", "ios", "android"]).meta({ "x-open": true }), "windows"),
    single: true,
  }),
  POSTURE: type("how", "posture", isOrNot("zpa/posture-profile", "profile")),
  RISK_FACTOR_TYPE: type("how", "risk level", { ...riskLevel, single: true }),
  SAML: type("who", "SAML attribute", saml),
  SCIM: type("who", "SCIM attribute", scim),
  SCIM_GROUP: type("who", "group", scimGroup),
  TRUSTED_NETWORK: type("from", "trusted network", isOrNot("zpa/trusted-network", "network")),
};
