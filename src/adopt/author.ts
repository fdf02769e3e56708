import type { Field, NameOf } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { knownWords } from "../kinds/known-words.ts";
import { decodeSpec } from "../kinds/specs.ts";
import type { LiveObject, Spec } from "../model/resource.ts";
import { referencesOf } from "../state/needs.ts";
import type { Calling } from "./naming.ts";

/** A live object in the author's words, every field of it. */
export interface Author {
  readonly spec: Spec;
  /** What it names that no document can name, as sentences. */
  readonly problems: readonly string[];
}

/** Digits count by their value, letters without case. */
const naturalKey = (text: string): string => text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, "0"));

const entryKey = (field: Field, entry: unknown): string => {
  if (typeof entry !== "string" && typeof entry !== "number") return JSON.stringify(field.canonical([entry]));
  const place = knownWords(field).get(String(entry));
  return place === undefined ? `1${naturalKey(String(entry))}\u0000${entry}` : `0${String(place).padStart(6, "0")}`;
};

/** Whether a field's lists are sets is a fact of the field: the first list that can tell tells it. */
const sets = new WeakMap<Field, boolean>();

const isSet = (field: Field, list: readonly unknown[]): boolean => {
  const known = sets.get(field);
  if (known !== undefined) return known;
  const [one, other] = [field.canonical(list), field.canonical(list.toReversed())].map((value) =>
    JSON.stringify(value),
  );
  if (list[0] !== list.at(-1)) sets.set(field, one === other);
  return one === other;
};

/** The API answers in another order every time; where the order has no meaning, a document has always the same. */
const inOneOrder = (field: Field, value: unknown): unknown => {
  if (!Array.isArray(value) || value.length < 2 || !isSet(field, value)) return value;
  return value
    .map((entry: unknown) => ({ entry, key: entryKey(field, entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ entry }) => entry);
};

const tidied = (field: Field, value: unknown): unknown =>
  inOneOrder(field, field.tidy === undefined ? value : field.tidy(value));

/** A field may ask for a name among several kinds and use the one that is there: what counts is what it then says. */
const inUse = (kind: Kind, spec: Spec, problems: ReadonlyMap<string, string>): readonly string[] => {
  if (problems.size === 0) return [];
  const used = new Set(referencesOf(kind, spec).flatMap(({ name, within }) => [name, ...within]));
  return [...new Set([...problems].flatMap(([name, problem]) => (used.has(name) ? [problem] : [])))];
};

/** Throws ShapeError, with the wire path, on a value of the wrong type. */
export const authorOf = (kind: Kind, live: LiveObject, calling: Calling): Author => {
  const problems = new Map<string, string>();
  const nameOf: NameOf = (named, id, given) => {
    const { name, problem } = calling(named, id, given);
    if (problem !== undefined) problems.set(name, problem);
    return name;
  };
  const decoded = decodeSpec(kind, live, nameOf);
  const spec = Object.fromEntries(
    Object.entries(decoded).map(([name, value]) => [name, tidied(kind.fields[name]!, value)]),
  );
  return { spec, problems: inUse(kind, spec, problems) };
};
