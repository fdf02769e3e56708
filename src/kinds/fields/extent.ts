import type { Extent, Relation } from "../field.ts";

export const combine = (relations: Iterable<Relation>): Relation => {
  let all: Relation = "equal";
  for (const relation of relations) {
    if (relation === "equal" || relation === all) continue;
    all = all === "equal" ? relation : "both";
  }
  return all;
};

const opposite: Readonly<Record<Relation, Relation>> = {
  equal: "equal",
  narrower: "wider",
  wider: "narrower",
  both: "both",
};
export const invert = (relation: Relation): Relation => opposite[relation];

/** Entries by comparison key. Iteration keeps the author's order. */
export type Entries = ReadonlyMap<string, unknown>;

/** Rules are compared with each other by the hundred thousand, so a list is read once. Values are never edited. */
export const remembered = <T>(read: (value: unknown) => T): ((value: unknown) => T) => {
  const known = new WeakMap<object, { readonly result: T }>();
  return (value) => {
    if (typeof value !== "object" || value === null) return read(value);
    const found = known.get(value) ?? { result: read(value) };
    known.set(value, found);
    return found.result;
  };
};

/** Written as a loop: whole policies are held against each other, rule by rule. */
const isSubset = (a: Entries, b: Entries): boolean => {
  if (a.size > b.size) return false;
  for (const key of a.keys()) if (!b.has(key)) return false;
  return true;
};

/**
 * Sets of entries.
 * `any`: the empty set is the whole world (a criterion that is not asked for).
 * `nothing`: the empty set is empty (the URLs of a category).
 */
export const setExtent = (empty: "any" | "nothing", entriesOf: (value: unknown) => Entries): Extent => ({
  relate(a, b) {
    const [old, now] = [entriesOf(a), entriesOf(b)];
    if (empty === "any" && old.size === 0) return now.size === 0 ? "equal" : "narrower";
    if (empty === "any" && now.size === 0) return "wider";
    const within = isSubset(now, old);
    const around = isSubset(old, now);
    if (within && around) return "equal";
    return within ? "narrower" : around ? "wider" : "both";
  },
  share(a, b) {
    const [old, now] = [entriesOf(a), entriesOf(b)];
    if (empty === "any" && old.size === 0) return [...now.values()];
    if (empty === "any" && now.size === 0) return [...old.values()];
    const shared = [...now].filter(([key]) => old.has(key)).map(([, value]) => value);
    return shared.length === 0 ? undefined : shared;
  },
  unite(a, b) {
    const [old, now] = [entriesOf(a), entriesOf(b)];
    if (empty === "any" && (old.size === 0 || now.size === 0)) return [];
    return [...new Map([...old, ...now]).values()];
  },
});

/** The same for entries of which one flow has one: what shares none is apart. */
export const singleExtent = (entriesOf: (value: unknown) => Entries): Extent => ({
  ...setExtent("any", entriesOf),
  apart(a, b) {
    const [one, other] = [entriesOf(a), entriesOf(b)];
    return one.size > 0 && other.size > 0 && [...one.keys()].every((key) => !other.has(key));
  },
});

/** One word or, where there is none, any. */
export const wordExtent = (none: string): Extent => {
  const isAny = (value: unknown): boolean => value === none;
  return {
    relate: (a, b) => (a === b ? "equal" : isAny(a) ? "narrower" : isAny(b) ? "wider" : "both"),
    share: (a, b) => (isAny(a) ? b : isAny(b) || a === b ? a : undefined),
    unite: (a, b) => (a === b ? a : none),
    apart: (a, b) => a !== b && !isAny(a) && !isAny(b),
  };
};

/** On is more than off. */
export const flagExtent: Extent = {
  relate: (a, b) => (a === b ? "equal" : b === true ? "wider" : "narrower"),
  share: (a, b) => a === true && b === true,
  unite: (a, b) => a === true || b === true,
};
