import type { NameOf } from "../kinds/field.ts";
import { findKind } from "../kinds/find.ts";
import { identityOf, type KindName } from "../model/address.ts";
import type { LiveState } from "../model/live.ts";
import type { LiveObject } from "../model/resource.ts";

/** Names to objects and back, over what was read. */
export interface Names {
  /** All live objects a name may mean; more than one is ambiguous. */
  find(kind: KindName, name: string, within?: readonly string[]): readonly LiveObject[];
  readonly nameOf: NameOf;
  withId(kind: KindName, id: string): LiveObject | undefined;
  namesOf(kind: KindName): readonly string[];
}

const keyOf = (within: readonly string[], name: string): string => [...within, name].map(identityOf).join("\u0000");

/** A predefined id is its own name and has a case: FINANCE is not the custom category "Finance". */
const exactKey = (name: string): string => `\u0001${name}`;
const keysOf = (object: LiveObject): readonly string[] =>
  object.name === object.id
    ? [exactKey(object.name)]
    : [object.name, ...object.aliases].map((name) => keyOf(object.within, name));

interface Index {
  readonly byName: ReadonlyMap<string, readonly LiveObject[]>;
  readonly byId: ReadonlyMap<string, LiveObject>;
}

const indexOf = (objects: readonly LiveObject[]): Index => {
  const byName = new Map<string, LiveObject[]>();
  const byId = new Map<string, LiveObject>();
  for (const object of objects) {
    byId.set(object.id, object);
    for (const name of new Set(keysOf(object))) {
      const found = byName.get(name);
      if (found === undefined) byName.set(name, [object]);
      else found.push(object);
    }
  }
  return { byName, byId };
};

/** A live name that identifies several objects is shown with its id, so that two of them never look equal. */
export const buildNames = (live: LiveState): Names => {
  const indexes = new Map<KindName, Index>();
  const indexFor = (kind: KindName): Index | undefined => {
    const known = indexes.get(kind);
    if (known !== undefined) return known;
    const listing = live.listings.get(kind);
    if (listing === undefined) return undefined;
    const index = indexOf(listing.objects);
    indexes.set(kind, index);
    return index;
  };
  return {
    find: (kind, name, within = []) => {
      const byName = indexFor(kind)?.byName;
      return byName?.get(exactKey(name)) ?? byName?.get(keyOf(within, name)) ?? [];
    },
    nameOf: (kind, id, given) =>
      indexFor(kind)?.byId.get(id)?.name ?? given ?? (findKind(kind)?.openIds?.test(id) ? id : `#${id}`),
    withId: (kind, id) => indexFor(kind)?.byId.get(id),
    namesOf: (kind) => live.listings.get(kind)?.objects.map(({ name }) => name) ?? [],
  };
};
