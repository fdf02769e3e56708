import { z } from "zod";
import { identityOf, type KindName } from "../../model/address.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { IdOf, NameOf, Unbound } from "../field.ts";
import { type Entries, remembered } from "./extent.ts";
import { extentFor } from "./list.ts";
import { isObject, readId, readList, readText } from "./shape.ts";
import { base, type Common } from "./text.ts";

/** How one entry of a list says which object it means. */
export interface Form {
  encode(id: string, name: string): Json;
  decode(entry: Json, at: string): { readonly id: string; readonly name?: string };
}

const objectIn = (entry: Json, at: string): JsonObject => (isObject(entry) ? entry : { [at]: entry });
const named = (entry: JsonObject): { readonly name?: string } =>
  typeof entry.name === "string" ? { name: entry.name } : {};
const readObject = (entry: Json, at: string) => {
  const object = objectIn(entry, at);
  return { id: readId(object, "id"), ...named(object) };
};

/** How a list refers: by `{id: 1}` (ZIA), `{id, name}` (some ZIA kinds), `{id: "1"}` (ZPA), the bare id or the name. */
export const forms = {
  number: { encode: (id) => ({ id: Number(id) }), decode: readObject },
  numberAndName: { encode: (id, name) => ({ id: Number(id), name }), decode: readObject },
  text: { encode: (id) => ({ id }), decode: readObject },
  bare: {
    encode: (id) => id,
    decode: (entry, at) => ({ id: readId({ [at]: entry }, at) }),
  },
  name: {
    encode: (_, name) => name,
    decode: (entry, at) => {
      const name = readId({ [at]: entry }, at);
      return { id: name, name };
    },
  },
} as const satisfies Readonly<Record<string, Form>>;

/** Predefined ids have a case: FINANCE is not the custom category "Finance". */
const keyIn = (form: Form, entry: string): string =>
  form === forms.bare && /^[A-Z][A-Z0-9_]+$/.test(entry) ? entry : identityOf(entry);

interface Given extends Common {
  readonly form: keyof typeof forms | Form;
  readonly any?: readonly string[];
}

/** A set of names of another kind's objects. */
export const refs =
  (kind: KindName, given: Given): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const form: Form = typeof given.form === "string" ? forms[given.form] : given.form;
    const any = new Set(given.any ?? []);
    const entriesOf = remembered((value: unknown): Entries => {
      const entries = (value ?? []) as readonly string[];
      return new Map(
        entries.some((entry) => any.has(entry)) ? [] : entries.map((entry) => [keyIn(form, entry), entry]),
      );
    });
    const idsIn = (wire: JsonObject) =>
      readList(wire, key)?.map((entry, index) => form.decode(entry, `${key}[${index}]`));
    return {
      ...base(name, given),
      ...extentFor(given, entriesOf),
      schema: z.array(z.string().min(1)).meta({ description: given.about, reference: kind }),
      empty: [],
      references: (value) =>
        ((value ?? []) as readonly string[]).flatMap((entry, index) =>
          any.has(entry) ? [] : [{ kind, name: entry, within: [], path: [index] }],
        ),
      canonical: (value) => [...entriesOf(value).keys()].sort(),
      decode: (wire, nameOf: NameOf) =>
        idsIn(wire)?.map(({ id, name: given }) => (any.has(id) ? id : nameOf(kind, id, given))),
      encode: (value, idOf: IdOf) => ({
        [key]: ((value ?? []) as readonly string[]).map((entry) =>
          any.has(entry) ? entry : form.encode(idOf(kind, entry), entry),
        ),
      }),
      // References are read with names and flags that a write does not take.
      carry: (wire) => {
        const ids = idsIn(wire);
        return ids === undefined
          ? {}
          : { [key]: ids.map(({ id, name: given }) => (any.has(id) ? id : form.encode(id, given ?? ""))) };
      },
    };
  };

interface RefGiven extends Common {
  readonly wire: string;
  /** Key under which reads carry the name. */
  readonly named?: string;
  /** The object the API takes where none is given: one of the vendor, with a well-known id. */
  readonly otherwise?: { readonly id: string; readonly name: string };
}

/** The name of one object of another kind, kept as its id under `wire`. */
export const ref =
  (kind: KindName, given: RefGiven): Unbound =>
  (name) => ({
    ...base(name, given),
    schema: z.string().min(1).meta({ description: given.about, reference: kind }),
    empty: given.otherwise?.name,
    references: (value) => (typeof value === "string" ? [{ kind, name: value, within: [], path: [] }] : []),
    canonical: (value) => identityOf((value ?? given.otherwise?.name ?? "") as string),
    decode: (wire, nameOf) => {
      const id = readText(wire, given.wire);
      const known = given.named === undefined ? undefined : readText(wire, given.named);
      const usual = id === given.otherwise?.id ? given.otherwise?.name : undefined;
      return id === undefined ? undefined : nameOf(kind, id, known ?? usual);
    },
    encode: (value, idOf) => ({ [given.wire]: value === null ? given.otherwise?.id : idOf(kind, value as string) }),
  });

/**
 * One object of another kind, written as `{id, name}` under the field's key, the id a text unless `form` says otherwise.
 * INFERRED: the vendor's clients also send the profile's URL; the id decides. [SDK]
 */
export const refObject =
  (kind: KindName, given: Common & { readonly form?: "numberAndName" }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...base(name, given),
      schema: z.string().min(1).meta({ description: given.about, reference: kind }),
      empty: undefined,
      references: (value) => (typeof value === "string" ? [{ kind, name: value, within: [], path: [] }] : []),
      canonical: (value) => (typeof value === "string" ? identityOf(value) : ""),
      decode: (wire, nameOf) => {
        const object = wire[key];
        if (!isObject(object)) return undefined;
        return nameOf(kind, readId(object, "id"), readText(object, "name"));
      },
      encode: (value, idOf) => {
        if (value === null) return { [key]: undefined };
        const [id, named] = [idOf(kind, value as string), value as string];
        return { [key]: given.form === undefined ? { id, name: named } : forms[given.form].encode(id, named) };
      },
    };
  };
