import type { Field } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { spellingOf } from "../model/address.ts";
import { liveNameOf, type Resource, type Spec } from "../model/resource.ts";
import { respell } from "../plan/respell.ts";
import type { Names } from "../state/names.ts";
import type { Adoptable } from "./expressible.ts";

/** What a declared resource has to say instead, so that it says what the tenant has. */
export interface Correction {
  readonly resource: Resource;
  /** Declared fields that differ, as they should read; `name` among them. */
  readonly set: Spec;
}

const isSame = (field: Field, a: unknown, b: unknown): boolean =>
  JSON.stringify(field.canonical(a)) === JSON.stringify(field.canonical(b));

const keyIn = (field: Field, entry: unknown): string => JSON.stringify(field.canonical([entry]));

/** What says that a field holds nothing. */
const nothingIn = (field: Field): unknown => (field.empty === undefined || field.empty === "" ? null : field.empty);

/** Entries that look alike may stand in each other's place: texts, mappings of the same keys. */
const shapeOf = (entry: unknown): string =>
  typeof entry === "object" && entry !== null ? Object.keys(entry).sort().join(" ") : "";

/**
 * Entries the author wrote stay as they are written and where they stand; one that is gone leaves its place to one that is
 * new, and what is new besides comes last.
 *
 * @param written as the author spells the entries
 * @param spelled the same under the names of the tenant
 */
const merged = (field: Field, written: readonly unknown[], spelled: readonly unknown[], live: readonly unknown[]) => {
  const held = new Set(live.map((entry) => keyIn(field, entry)));
  const known = new Set(spelled.map((entry) => keyIn(field, entry)));
  const fresh = live.filter((entry) => !known.has(keyIn(field, entry)));
  const stays = spelled.map((entry) => held.has(keyIn(field, entry)));
  const places = stays.map((stay, index) => {
    if (stay) return index;
    const heir = fresh.findIndex((entry) => shapeOf(entry) === shapeOf(spelled[index]));
    return heir < 0 ? [] : fresh.splice(heir, 1);
  });
  const filled = (entries: readonly unknown[]): readonly unknown[] => [
    ...places.flatMap((place) => (typeof place === "number" ? [entries[place]] : place)),
    ...fresh,
  ];
  return { kept: written.filter((_, index) => stays[index]), written: filled(written), spelled: filled(spelled) };
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value a declared field should have; undefined: the one it has. */
const corrected = (field: Field, resource: Resource, spelled: unknown, live: unknown): unknown => {
  const declared = resource.spec[field.name];
  if (!Array.isArray(declared) || !Array.isArray(spelled))
    return isSame(field, spelled, live) ? undefined : (live ?? nothingIn(field));
  const all = merged(field, declared, spelled, listOf(live));
  if (resource.lifecycle.additive?.includes(field.name))
    return all.kept.length === declared.length ? undefined : all.kept;
  if (isSame(field, spelled, live)) return undefined;
  // Words such as ANY have no key of their own.
  return isSame(field, all.spelled, live) ? all.written : (live ?? nothingIn(field));
};

/** A new spelling of the name; what documents are about to rename keeps the name they give it. */
const newName = ({ name }: Resource, adoptable: Adoptable): string | undefined =>
  adoptable.live.standing === "custom" &&
  adoptable.live.renamedFrom === undefined &&
  spellingOf(liveNameOf(adoptable.live)) !== spellingOf(name)
    ? adoptable.name
    : undefined;

/** Compares a declared resource with its live object: what it does not say stays unsaid. */
export const correct = (
  kind: Kind,
  resource: Resource,
  adoptable: Adoptable,
  { find }: Pick<Names, "find">,
): Correction | undefined => {
  const spelled = respell(kind, resource.spec, find);
  const set: Record<string, unknown> = {};
  const name = newName(resource, adoptable);
  if (name !== undefined) set.name = name;
  for (const declared of Object.keys(resource.spec)) {
    const field = kind.fields[declared];
    if (field === undefined) continue;
    const value = corrected(field, resource, spelled[declared], adoptable.spec[declared]);
    if (value !== undefined) set[declared] = value;
  }
  return Object.keys(set).length === 0 ? undefined : { resource, set };
};
