import { findKind } from "../kinds/find.ts";
import { type KindName, writtenName } from "../model/address.ts";
import type { LiveState } from "../model/live.ts";
import type { LiveObject } from "../model/resource.ts";
import type { Names } from "../state/names.ts";
import { pluralOf } from "./plural.ts";

/** What a document may call an object that is referred to; with a problem, the name is for messages only. */
export interface Called {
  readonly name: string;
  readonly problem?: string;
}

/** Tells names for ids, and why there is none that a document could use. */
export type Calling = (kind: KindName, id: string, given?: string) => Called;

const titleOf = (kind: KindName): string => findKind(kind)?.title ?? kind;

/** The first spelling that means this object and no other: a user's mail address where two have one name. */
const spellingFor = (object: LiveObject, { find }: Names): string | undefined =>
  [object.name, ...object.aliases].find((name) => {
    const found = find(object.kind, name, object.within);
    return found.length === 1 && found[0]?.id === object.id;
  });

const callListed = (object: LiveObject, names: Names): Called => {
  const spelling = spellingFor(object, names);
  if (spelling !== undefined) return { name: writtenName(spelling) };
  const count = names.find(object.kind, object.name, object.within).length;
  return {
    name: object.name,
    problem: `it refers to "${object.name}", and ${count} ${pluralOf(titleOf(object.kind))} are called so`,
  };
};

/** The list of the kind was not to be had: what the reference says itself has to do. */
const callUnlisted = (kind: KindName, id: string, given: string | undefined, reason: string | undefined): Called =>
  given === undefined
    ? {
        name: `#${id}`,
        problem: `it refers to the ${titleOf(kind)} with the id ${id}, whose name is not known: ${reason ?? `${kind} was not read`}`,
      }
    : { name: writtenName(given) };

const callGone = (kind: KindName, id: string, given: string | undefined): Called => ({
  name: given ?? `#${id}`,
  problem: `the ${titleOf(kind)} it refers to is gone: ${given === undefined ? `id ${id}` : `"${given}" (id ${id})`}`,
});

/** Names over what was read: stricter than those of a plan, because what is written has to mean the same object. */
export const callingIn = (live: LiveState, names: Names): Calling => {
  const known = new Map<LiveObject, Called>();
  return (kind, id, given) => {
    const object = names.withId(kind, id);
    if (object !== undefined) {
      const called = known.get(object) ?? callListed(object, names);
      known.set(object, called);
      return called;
    }
    const openId = [id, given].find((one) => one !== undefined && findKind(kind)?.openIds?.test(one));
    if (openId !== undefined) return { name: openId };
    return live.listings.has(kind)
      ? callGone(kind, id, given)
      : callUnlisted(kind, id, given, live.unreadable.get(kind));
  };
};
