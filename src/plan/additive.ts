import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Field } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import type { FieldChange } from "../model/change.ts";
import type { Resource, Spec } from "../model/resource.ts";
import { fieldChange, isSame } from "./diff.ts";

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Lists hold up to 25,000 entries and are looked at several times. */
const known = new WeakMap<Field, WeakMap<readonly unknown[], readonly string[]>>();

/** The comparison key of each entry, in the order of the list. */
const keysIn = (field: Field, entries: readonly unknown[]): readonly string[] => {
  const lists = known.get(field) ?? new WeakMap<readonly unknown[], readonly string[]>();
  const keys = lists.get(entries) ?? entries.map((entry) => JSON.stringify(field.canonical([entry])));
  known.set(field, lists.set(entries, keys));
  return keys;
};
const keysOf = (field: Field, entries: readonly unknown[]): ReadonlySet<string> => new Set(keysIn(field, entries));

/** The entries whose key is wanted. */
const pick = (field: Field, entries: readonly unknown[], isWanted: (key: string) => boolean): readonly unknown[] => {
  const keys = keysIn(field, entries);
  return entries.filter((_, index) => isWanted(keys[index]!));
};

/** Lists of which only the declared entries are ours: those that can be told apart, entry by entry. */
const additiveFields = (kind: Kind, { lifecycle, spec }: Resource): readonly Field[] =>
  (lifecycle.additive ?? []).flatMap((name) => {
    const field = kind.fields[name];
    return field === undefined || !Array.isArray(field.empty) || field.every || !Array.isArray(spec[name])
      ? []
      : [field];
  });

/** What an additive list cannot mean. */
export const checkAdditive = (kind: Kind, resource: Resource, live: Spec | undefined): readonly Diagnostic[] =>
  (resource.lifecycle.additive ?? []).flatMap((name): readonly Diagnostic[] => {
    const field = kind.fields[name];
    if (field === undefined) return [];
    const conflict = (message: string, hint: string): readonly Diagnostic[] => [
      { severity: "error", code: "additive-conflict", message, source: resource.at(["lifecycle", "additive"]), hint },
    ];
    if (!Array.isArray(field.empty)) return conflict(`${name} is no list`, "take it out of lifecycle.additive");
    if (field.every)
      return conflict(
        `every entry of ${name} has to match, so entries of others cannot stand beside ours`,
        "declare the whole list",
      );
    if (!Array.isArray(resource.spec[name]))
      return conflict(`${name} is additive, but no list is declared`, "declare the entries that are ours");
    const isAny = live !== undefined && field.role === "match" && isSame(field, live[name], field.empty);
    return isAny && listIn(resource.spec[name]).length > 0
      ? conflict(
          `${name} of the live ${kind.title} "${resource.name}" asks for nothing, which means any; an entry would narrow it for everybody`,
          "declare the whole list, or set the first entry in the portal",
        )
      : [];
  });

/** Entries that were ours at the base or after it. */
const formerEntries = (field: Field, former: readonly Resource[]): ReadonlySet<string> =>
  new Set(former.flatMap(({ spec }) => keysIn(field, listIn(spec[field.name]))));

/** The spec with additive lists completed by what others put there; entries that were ours and left are gone. */
export const withOthers = (kind: Kind, resource: Resource, former: readonly Resource[], live: Spec): Spec => {
  const completed = additiveFields(kind, resource).map((field): readonly [string, unknown] => {
    const own = listIn(resource.spec[field.name]);
    const [ours, were] = [keysOf(field, own), formerEntries(field, former)];
    const others = pick(field, listIn(live[field.name]), (key) => !ours.has(key) && !were.has(key));
    return [field.name, [...own, ...others]];
  });
  return completed.length === 0 ? resource.spec : { ...resource.spec, ...Object.fromEntries(completed) };
};

/** A live spec with those entries of additive lists that Git has declared before; an entry only now declared was another's. */
export const formerPart = (kind: Kind, resource: Resource, former: readonly Resource[], live: Spec): Spec => {
  const own = additiveFields(kind, resource).map((field): readonly [string, unknown] => {
    const keys = formerEntries(field, former);
    return [field.name, pick(field, listIn(live[field.name]), (key) => keys.has(key))];
  });
  return own.length === 0 ? live : { ...live, ...Object.fromEntries(own) };
};

/** A live spec without the entries of others, for comparing and hashing what is ours. */
export const ownPart = (kind: Kind, resource: Resource, former: readonly Resource[], live: Spec): Spec =>
  formerPart(kind, resource, [...former, resource], live);

/**
 * Changes of additive lists are told by our entries alone.
 *
 * @param own the live spec without the entries of others
 */
export const ownChanges = (
  kind: Kind,
  resource: Resource,
  own: Spec,
  fields: readonly FieldChange[],
): readonly FieldChange[] => {
  const names = new Set(additiveFields(kind, resource).map(({ name }) => name));
  if (names.size === 0) return fields;
  return fields.map((change) => {
    const field = kind.fields[change.path];
    return field === undefined || !names.has(change.path)
      ? change
      : fieldChange(field, own[change.path], resource.spec[change.path]);
  });
};
