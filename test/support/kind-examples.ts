import { readdirSync } from "node:fs";
import { z } from "zod";
import type { Field } from "../../src/kinds/field.ts";
import { findKind } from "../../src/kinds/find.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import type { KindName } from "../../src/model/address.ts";
import type { Spec } from "../../src/model/resource.ts";
import type { Example, Pair } from "./kind-example.ts";
import type { Control, Wire } from "./scene.ts";

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

const folder = new URL("../kinds/", import.meta.url);

/** One file per kind, found by looking. */
const examples = new Map<string, Example>(
  await Promise.all(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => /^\w+\/[a-z0-9-]+\.ts$/.test(file))
      .map(async (file): Promise<[string, Example]> => {
        const { example } = (await import(new URL(file, folder).href)) as { readonly example: Example };
        return [file.replace(".ts", ""), example];
      }),
  ),
);

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
      const object = { [target.nameKey]: `Story ${missing}`, ...examples.get(target.name)?.portal };
      await control("POST", "objects", { kind: target.name, object, actor: "a tester" });
    }
    const names = (await rows()).flatMap((wire) => target.names(wire)[0] ?? []);
    const unique = names.filter((name) => names.filter((other) => other === name).length === 1);
    // Custom categories come last, and are what an administrator would name.
    pool.set(target.name, target.reserved.length > 0 ? unique.toReversed() : unique);
  }
  return pool;
};

/** Of a kind that is only read there may be none. */
export const knownExample = ({ name }: Kind): Example | undefined => examples.get(name);

export const exampleOf = (kind: Kind): Example => {
  const example = knownExample(kind);
  if (example === undefined) throw new Error(`there is no test/kinds/${kind.name}.ts, an example of the kind`);
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
