import fc from "fast-check";
import { z } from "zod";
import type { Field, IdOf, NameOf } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { identityOf, type KindName } from "../../src/model/address.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Spec } from "../../src/model/resource.ts";

/** Every name below is known, with an id that tells what it stands for; ids of ZIA are numbers but for categories. */
const names: readonly string[] = ["Finance", "A & B", "Größe", "x < y", "Ops (EU)", "FINANCE"];
const numberOf = (kind: KindName, name: string): number =>
  [...`${kind}:${identityOf(name)}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000_007, 7);

const known = new Map<string, string>();

/** An attribute's id tells its identity provider, as a read of a rule does. */
export const idOf: IdOf = (kind, name, within = [], key = "id") => {
  const number = numberOf(kind, [...within, name].join("/"));
  // The number that DLP rules name a category by is 127 above the one in its id.
  const id =
    key === "val" ? `CUSTOM_${number}` : kind === "zpa/scim-attribute" ? `${number}|${within[0]}` : `${number}`;
  known.set(`${kind} ${id}`, name);
  return key === "val" ? `${number + 127}` : id;
};
export const nameOf: NameOf = (kind, id, given) => known.get(`${kind} ${id}`) ?? given ?? `#${id}`;

/** How the service reads back what was written: one operand per value, with the names of identity providers. */
export const echo = (kind: Kind, wire: JsonObject): JsonObject => {
  const plain = JSON.parse(JSON.stringify(wire)) as JsonObject;
  if (!kind.name.startsWith("zpa/") || !Array.isArray(plain.conditions)) return plain;
  const conditions = (plain.conditions as JsonObject[]).map((block) => ({
    ...block,
    operands: (block.operands as JsonObject[]).flatMap(({ objectType, values, entryValues }): JsonObject[] => [
      ...((values ?? []) as string[]).map((rhs) => ({ objectType: objectType!, lhs: "id", rhs })),
      ...((entryValues ?? []) as { lhs: string; rhs: string }[]).map(({ lhs, rhs }) => ({
        objectType: objectType!,
        lhs,
        rhs,
        ...(objectType === "SCIM" ? { idpName: lhs.split("|")[1]! } : {}),
      })),
    ]),
  }));
  return { ...plain, conditions };
};

type Schema = Readonly<Record<string, unknown>>;
const addressPool = [
  "10.0.0.0/24",
  "10.0.0.0-10.0.0.255",
  "10.0.1.7",
  "2001:db8::/32",
  "host.acme.example",
  "*.acme.example",
];

const isAddresses = (field: Field, { type, items }: Schema): boolean =>
  type === "array" &&
  (items as Schema).type === "string" &&
  JSON.stringify(field.canonical(["10.0.0.0/30"])) === JSON.stringify(field.canonical(["10.0.0.0-10.0.0.3"]));

const times = fc
  .integer({ min: 1_000_000_000, max: 2_000_000_000 })
  .chain((seconds) =>
    fc.constantFrom(
      new Date(seconds * 1000).toISOString().replace(".000Z", "Z"),
      new Date((seconds + 7_200) * 1000).toISOString().replace(".000Z", "+02:00"),
    ),
  );

const textOf = (schema: Schema): fc.Arbitrary<unknown> => {
  if (schema.enum !== undefined) return fc.constantFrom(...(schema.enum as string[]));
  if (schema.reference !== undefined) return fc.constantFrom(...names);
  const pattern = schema.pattern as string | undefined;
  if (pattern?.startsWith("^\\d{4}-")) return times;
  if (pattern?.startsWith("^\\d+ ?("))
    return fc
      .tuple(fc.integer({ min: 1, max: 5_000 }), fc.constantFrom("", " "), fc.constantFrom(...unitsIn(pattern)))
      .map(([amount, blank, unit]) => `${amount}${blank}${unit}`);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.constantFrom("a", "Ab c", "ä & <b>", "one\r\ntwo\n three ", ".acme.example/Path", "www.ACME.example", "x");
};
const unitsIn = (pattern: string): readonly string[] => /\(([^)]*)\)/.exec(pattern)![1]!.split("|");

const arbitraryOf = (schema: Schema): fc.Arbitrary<unknown> => {
  if (schema.anyOf !== undefined) return fc.oneof(...(schema.anyOf as Schema[]).map(arbitraryOf));
  switch (schema.type) {
    case "string":
      return textOf(schema);
    case "integer":
      return fc.integer({
        min: Math.max(0, Number(schema.minimum ?? 0)),
        max: Math.min(100_000, Number(schema.maximum ?? 100_000)),
      });
    case "number":
      return fc.double({ min: Number(schema.minimum), max: Number(schema.maximum), noNaN: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.uniqueArray(arbitraryOf(schema.items as Schema), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: 4,
        selector: (value) => JSON.stringify(value).toLowerCase(),
      });
    case "object": {
      const properties = Object.entries(schema.properties as Readonly<Record<string, Schema>>);
      const required = (schema.required ?? []) as string[];
      return fc
        .record(Object.fromEntries(properties.map(([key, one]) => [key, arbitraryOf(one)])), {
          requiredKeys: required,
        })
        .filter((value) => Object.keys(value).some((key) => key !== "operator"));
    }
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}`);
  }
};

const isPorts = ({ items }: Schema): boolean =>
  ((items as Schema | undefined)?.anyOf as readonly Schema[] | undefined)?.[0]?.maximum === 65_535;
const ports: fc.Arbitrary<number | string> = fc
  .tuple(fc.integer({ min: 1, max: 65_000 }), fc.nat(500), fc.boolean())
  .map(([from, more, isRange]) => (isRange ? `${from}-${from + more}` : from));

/** Real values of a field, as its schema describes them. */
export const valuesOf = (field: Field): fc.Arbitrary<unknown> => {
  const schema = z.toJSONSchema(field.schema, { target: "draft-7" }) as Schema;
  if (isPorts(schema)) return fc.array(ports, { maxLength: 4 });
  return isAddresses(field, schema)
    ? fc.uniqueArray(fc.constantFrom(...addressPool), { maxLength: 4 })
    : arbitraryOf(schema);
};

/** Specs of a kind with all fields, or with some of them. */
export const specsOf = (kind: Kind, isWhole: boolean): fc.Arbitrary<Spec> => {
  const fields = Object.fromEntries(Object.values(kind.fields).map((field) => [field.name, valuesOf(field)]));
  return fc.record(fields, isWhole ? {} : { requiredKeys: [] }) as fc.Arbitrary<Spec>;
};

/** The wire object a tenant would hold for a spec. */
export const wireOf = (kind: Kind, spec: Spec): JsonObject =>
  echo(
    kind,
    Object.assign(
      {},
      ...Object.entries(spec).map(([name, value]) => kind.fields[name]!.encode(value, idOf)),
    ) as JsonObject,
  );

/** The same value with its lists in another order. */
export const shuffled = <T>(value: T, seed: number): T => {
  let state = seed;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
  const mix = (one: unknown): unknown => {
    if (Array.isArray(one)) {
      const list = one.map(mix);
      for (let at = list.length - 1; at > 0; at -= 1) {
        const other = next() % (at + 1);
        [list[at], list[other]] = [list[other], list[at]];
      }
      return list;
    }
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, mix(part)]));
  };
  return mix(value) as T;
};

/** Pairs of ports are one list in pairs, and an expression is read from left to right: their order is data. */
const isOrderless = (key: string): boolean => !key.endsWith("PortRanges") && key !== "expressionJson";
export const shuffledWire = (wire: JsonObject, seed: number): JsonObject =>
  Object.fromEntries(
    Object.entries(wire).map(([key, value]): [string, Json | undefined] => [
      key,
      isOrderless(key) ? shuffled(value, seed) : value,
    ]),
  );
