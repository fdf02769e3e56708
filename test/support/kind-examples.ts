import { z } from "zod";
import type { Field } from "../../src/kinds/field.ts";
import { findKind, kindOf } from "../../src/kinds/find.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import type { KindName } from "../../src/model/address.ts";
import type { Spec } from "../../src/model/resource.ts";
import type { Control, Wire } from "./scene.ts";

/** A value, and another that differs from it in one direction only, so that one write does it. */
export type Pair = readonly [first: unknown, second: unknown];

/** One object that shows a part of the fields; together the variants of a kind show all. */
export interface Variant {
  readonly fields: readonly string[];
  readonly values: Readonly<Record<string, Pair>>;
  /** What has to change along with a field, and back with it, because the API refuses it alone. */
  readonly along: Readonly<Record<string, Spec>>;
  readonly back: Readonly<Record<string, Spec>>;
  /** What keeps a value when everything else is cleared, because the API refuses an object without it. */
  readonly kept: Spec;
}

interface Example {
  readonly minimal: Spec;
  /** Fields whose values cannot be made up from their schema. */
  readonly values?: Readonly<Record<string, Pair>>;
  readonly variants?: readonly {
    readonly only?: readonly string[];
    readonly without?: readonly string[];
    readonly values?: Readonly<Record<string, Pair>>;
    readonly along?: Readonly<Record<string, Spec>>;
    readonly back?: Readonly<Record<string, Spec>>;
    readonly kept?: Spec;
  }[];
  /** Fields with a story of their own elsewhere. */
  readonly elsewhere?: readonly string[];
}

const laptop = { profile: "Corporate laptop", is: true };
const everyCondition = [
  { APP: ["ERP"], APP_GROUP: ["Finance apps"] },
  { BRANCH_CONNECTOR_GROUP: ["Lyon branch"] },
  { CHROME_ENTERPRISE: [{ managed: true }] },
  { CLIENT_TYPE: ["zpn_client_type_zapp"] },
  { COUNTRY_CODE: ["DE"] },
  { EDGE_CONNECTOR_GROUP: ["AWS Frankfurt"] },
  { IDP: ["Okta"] },
  { LOCATION: ["HQ Dresden"] },
  { MACHINE_GRP: ["Kiosks"] },
  { PLATFORM: ["windows"] },
  { POSTURE: [laptop], operator: "AND" },
  { RISK_FACTOR_TYPE: ["LOW"] },
  { SAML: [{ attribute: "Email_Okta", value: "a@acme.example" }] },
  { SCIM: [{ idp: "Okta", attribute: "department", value: "Finance" }] },
  { SCIM_GROUP: [{ idp: "Okta", group: "Finance" }] },
  { TRUSTED_NETWORK: [{ network: "HQ Dresden", is: true }] },
];

const addresses: Pair = [["10.61.0.0/16"], ["10.61.0.0/16", "10.62.0.4-10.62.0.9"]];

/** What a program cannot guess about a kind. Everything else comes from the fields' own schemas. */
const examples: Readonly<Record<KindName, Example>> = {
  "zms/managed-resource-group": {
    minimal: { tagFilters: [{ namespace: "ACME", tag: "app", values: ["shop"] }] },
    values: {
      tagFilters: [
        [{ namespace: "ACME", tag: "app", values: ["shop"] }],
        [{ namespace: "ACME", tag: "app", values: ["shop", "ledger"] }],
      ],
    },
  },
  "zms/unmanaged-resource-group": {
    minimal: { cidrs: ["10.60.0.0/24"] },
    values: {
      cidrs: [["10.61.0.0/16"], ["10.61.0.0/16", "10.63.0.0/24"]],
    },
    variants: [{ kept: { cidrs: ["10.61.0.0/16"] } }],
  },
  "zpa/segment-group": { minimal: { enabled: true } },
  "zpa/server-group": {
    minimal: { enabled: true, dynamicDiscovery: true, appConnectorGroups: ["AWS Frankfurt"] },
    variants: [
      {
        without: ["servers"],
        along: { dynamicDiscovery: { servers: ["as400-01"] } },
        back: { dynamicDiscovery: { servers: [] } },
      },
      {
        only: ["enabled", "dynamicDiscovery", "appConnectorGroups", "servers"],
        values: { dynamicDiscovery: [false, true] },
        along: { dynamicDiscovery: { servers: [] } },
        kept: { dynamicDiscovery: true },
      },
    ],
  },
  "zpa/application-segment": {
    minimal: {
      enabled: true,
      segmentGroup: "Finance apps",
      serverGroups: ["Finance DC Dresden"],
      domainNames: ["minimal.story.example"],
    },
    values: {
      domainNames: [["full.story.example"], ["full.story.example", "*.more.story.example"]],
      tcpPorts: [[443], [443, "8000-8010"]],
      udpPorts: [["53"], ["53", 123]],
    },
    variants: [
      { without: ["autoAppProtectEnabled", "selectConnectorCloseToApp", "matchStyle"] },
      {
        without: ["ipAnchored", "doubleEncrypt", "adpEnabled", "udpPorts", "healthReporting"],
        values: { domainNames: [["inclusive.story.example"], ["inclusive.story.example", "b.story.example"]] },
      },
    ],
  },
  "zpa/access-rule": {
    minimal: { action: "DENY" },
    values: {
      action: ["ALLOW", "DENY"],
      conditions: [
        everyCondition,
        everyCondition.map((block) => (block.PLATFORM === undefined ? block : { PLATFORM: ["windows", "mac"] })),
      ],
    },
  },
  "zia/rule-label": { minimal: {} },
  "zia/url-category": {
    minimal: { superCategory: "USER_DEFINED", urls: ["minimal.story.example"] },
    values: { ipRanges: addresses, ipRangesRetainingParentCategory: addresses },
    variants: [
      { without: ["urlType", "regexPatterns", "regexPatternsRetainingParentCategory"] },
      {
        only: ["superCategory", "urls", "urlType", "regexPatterns", "regexPatternsRetainingParentCategory"],
        along: { urlType: { regexPatterns: [], regexPatternsRetainingParentCategory: [] } },
        values: { urlType: ["REGEX", "EXACT"] },
      },
    ],
  },
  "zia/url-filtering-rule": {
    minimal: { action: "BLOCK", protocols: ["ANY_RULE"] },
    values: {
      action: ["ALLOW", "BLOCK"],
      protocols: [["HTTPS_RULE"], ["HTTPS_RULE", "HTTP_RULE"]],
      timeQuota: ["90m", "2h"],
      sizeQuota: ["50MB", "1GB"],
      validityStartTime: ["2030-03-31T01:30:00+01:00", "2030-03-31T03:30:00+02:00"],
      validityEndTime: ["2031-01-01T00:00:00Z", "2031-10-26T02:30:00+02:00"],
      validityTimeZoneId: ["Europe/Berlin", "Europe/Prague"],
      browserEunTemplateId: [3, 4],
    },
    elsewhere: ["rank"],
  },
  "zia/firewall-filtering-rule": {
    minimal: { action: "BLOCK_DROP" },
    values: {
      action: ["ALLOW", "BLOCK_DROP"],
      srcIps: addresses,
      destAddresses: [
        ["198.51.100.0/24", "host.story.example"],
        ["198.51.100.0/24", "host.story.example", "b.example"],
      ],
      nwApplications: [["SSH"], ["SSH", "ICQ"]],
      eunTemplateId: [3, 4],
    },
    elsewhere: ["rank"],
  },
};

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Shape;
  readonly reference?: KindName;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
}

const same = (field: Field, a: unknown, b: unknown): boolean =>
  JSON.stringify(field.canonical(a)) === JSON.stringify(field.canonical(b));
const isUnset = (field: Field, value: unknown): boolean => same(field, value, undefined);

const guessed = (field: Field, shape: Shape, names: (kind: KindName) => readonly string[]): Pair => {
  const words = (shape.enum ?? []).filter((word) => !isUnset(field, word));
  if (words.length > 0) return [words[0], words[1] ?? shape.enum?.[0]];
  if (shape.type === "boolean") return isUnset(field, true) ? [false, true] : [true, false];
  if (shape.reference !== undefined && shape.type === "string") {
    const [one, other] = names(shape.reference);
    return [one, other];
  }
  if (shape.type === "array") {
    const { items = {} } = shape;
    const reference = shape.reference ?? items.reference;
    const entries =
      reference !== undefined
        ? names(reference)
        : items.enum !== undefined
          ? items.enum.filter((word) => !isUnset(field, [word]))
          : items.pattern?.includes("COUNTRY_") === true
            ? ["COUNTRY_DE", "COUNTRY_CZ"]
            : [`${field.name.toLowerCase()}-1.example`, `${field.name.toLowerCase()}-2.example`];
    return [entries.slice(0, 1), entries.slice(0, 2)];
  }
  if (shape.type === "string") return [`About ${field.name}\nin two lines`, `Something else for ${field.name}`];
  throw new Error(`nobody says what a ${field.name} may be`);
};

export const shapeOf = (field: Field): Shape => z.toJSONSchema(field.schema, { target: "draft-7" }) as Shape;

/** What the portal asks for besides a name. */
const portalNeeds: Readonly<Record<string, Wire>> = { "zpa/application-server": { address: "10.1.4.99" } };

/** Names of live objects that a field may refer to; what the tenant has too few of is made in the portal. */
export const namePool = async (control: Control, kind: Kind): Promise<ReadonlyMap<KindName, readonly string[]>> => {
  const pool = new Map<KindName, readonly string[]>();
  for (const field of Object.values(kind.fields)) {
    const shape = shapeOf(field);
    const reference = shape.reference ?? shape.items?.reference;
    const target = reference === undefined ? undefined : findKind(reference);
    if (target === undefined || pool.has(target.name)) continue;
    const rows = async (): Promise<readonly Wire[]> =>
      (await control("GET", `objects?kind=${encodeURIComponent(target.name)}`)).objects;
    for (let missing = 2 - (await rows()).length; missing > 0; missing -= 1) {
      const object = { name: `Story ${missing}`, ...portalNeeds[target.name] };
      await control("POST", "objects", { kind: target.name, object, actor: "a tester" });
    }
    const names = (await rows()).flatMap((wire) => target.names(wire)[0] ?? []);
    const unique = names.filter((name) => names.filter((other) => other === name).length === 1);
    // Custom categories come last, and are what an administrator would name.
    pool.set(target.name, target.reserved.length > 0 ? unique.toReversed() : unique);
  }
  return pool;
};

export const exampleOf = (kind: Kind): Example => {
  const example = examples[kind.name];
  if (example === undefined) throw new Error(`test/support/kind-examples.ts has no example of ${kind.name}`);
  return example;
};

export const variantsOf = (kind: Kind, pool: ReadonlyMap<KindName, readonly string[]>): readonly Variant[] => {
  const example = exampleOf(kind);
  const all = Object.keys(kind.fields).filter((name) => example.elsewhere?.includes(name) !== true);
  return (example.variants ?? [{}]).map((given): Variant => {
    const fields = all.filter((name) => given.only?.includes(name) !== false && given.without?.includes(name) !== true);
    const values = Object.fromEntries(
      fields.map((name): [string, Pair] => {
        const field = kind.fields[name]!;
        const own = given.values?.[name] ?? example.values?.[name];
        return [name, own ?? guessed(field, shapeOf(field), (reference) => pool.get(reference) ?? [])];
      }),
    );
    return { fields, values, along: given.along ?? {}, back: given.back ?? {}, kept: given.kept ?? {} };
  });
};

export const specOf = ({ values }: Variant, nth: 0 | 1): Spec =>
  Object.fromEntries(Object.entries(values).map(([name, pair]) => [name, pair[nth]]));

/** Everything optional taken away, by `null` or, for lists, by an empty list. */
export const clearedSpec = (kind: Kind, variant: Variant, empty: "null" | "empty-list"): Spec => ({
  ...Object.fromEntries(
    variant.fields.map((name): [string, unknown] => {
      const field = kind.fields[name]!;
      if (field.required || !field.mutable) return [name, variant.values[name]![0]];
      return [name, empty === "empty-list" && Array.isArray(field.empty) ? [] : null];
    }),
  ),
  ...variant.kept,
});

export const writableKinds: readonly Kind[] = (Object.keys(examples) as KindName[]).map(kindOf);
