import { isRecord } from "../problems.ts";
import { alignLists, arrangedList, isPlainList, keyOf } from "./align.ts";

/** Something new in a list or mapping. */
export interface Fresh {
  /** Absent in a list. */
  readonly key?: string;
  readonly value: unknown;
}

/** What becomes of a part: it stays, goes, or gets another value in its place. */
export type Fate = "stays" | "goes" | { readonly becomes: unknown };

/** What becomes of the parts of a list or mapping, and what is new behind each of them. */
export interface Revision {
  readonly fates: readonly Fate[];
  /** By the part they follow, -1 for the front. */
  readonly fresh: ReadonlyMap<number, readonly Fresh[]>;
}

const isSameShape = (a: unknown, b: unknown): boolean =>
  (isRecord(a) && isRecord(b)) || (Array.isArray(a) && Array.isArray(b));

const addTo = (fresh: Map<number, Fresh[]>, after: number, one: Fresh): void => {
  const there = fresh.get(after) ?? [];
  fresh.set(after, there);
  there.push(one);
};

/** Between two entries that stay, old and new mappings are taken for one another in turn; words are not. */
export const reviseList = (before: readonly unknown[], after: readonly unknown[]): Revision => {
  const fates: Fate[] = before.map(() => "stays");
  const fresh = new Map<number, Fresh[]>();
  let [i, j] = [0, 0];
  for (const [keptBefore, keptAfter] of [...alignLists(before, after), [before.length, after.length] as const]) {
    for (; i < keptBefore || j < keptAfter; ) {
      const isBoth = i < keptBefore && j < keptAfter;
      if (isBoth && isSameShape(before[i], after[j])) fates[i++] = { becomes: after[j++] };
      else {
        if (i < keptBefore) fates[i++] = "goes";
        if (j < keptAfter) addTo(fresh, i - 1, { value: after[j++] });
      }
    }
    [i, j] = [keptBefore + 1, keptAfter + 1];
  }
  return { fates, fresh };
};

/** The part a new key follows: the nearest one that the order of the kind's fields puts before it. */
const placeOf = (key: string, present: readonly string[], order: readonly string[]): number => {
  const rank = order.indexOf(key);
  const before = order.slice(0, Math.max(0, rank)).reverse();
  const found = before.map((field) => present.indexOf(field)).find((index) => index >= 0);
  if (found !== undefined) return found;
  const last = present.length - 1;
  return present[last] === "lifecycle" ? last - 1 : last;
};

export const reviseMap = (
  before: Readonly<Record<string, unknown>>,
  present: readonly string[],
  after: Readonly<Record<string, unknown>>,
  order: readonly string[],
): Revision => {
  const fates = present.map((key): Fate => {
    if (!Object.hasOwn(after, key)) return "goes";
    return keyOf(before[key]) === keyOf(after[key]) ? "stays" : { becomes: after[key] };
  });
  const fresh = new Map<number, Fresh[]>();
  const rank = (key: string): number => order.indexOf(key);
  const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
  for (const key of added.toSorted((a, b) => rank(a) - rank(b))) {
    addTo(fresh, placeOf(key, present, order), { key, value: after[key] });
  }
  return { fates, fresh };
};

const arrangedEntries = (before: readonly unknown[], after: readonly unknown[]): readonly unknown[] => {
  const { fates, fresh } = reviseList(before, after);
  const freshAfter = (index: number): readonly unknown[] => (fresh.get(index) ?? []).map(({ value }) => value);
  const entryOf = (fate: Fate, index: number): readonly unknown[] => {
    if (fate === "goes") return [];
    return [fate === "stays" ? before[index] : arranged(before[index], fate.becomes)];
  };
  return [...freshAfter(-1), ...fates.flatMap((fate, index) => [...entryOf(fate, index), ...freshAfter(index)])];
};

/**
 * The value as it can be written with the fewest edits: lists of words and numbers are sets for every kind, so what stays
 * of them stays where its author put it.
 */
export const arranged = (before: unknown, after: unknown): unknown => {
  if (Array.isArray(before) && Array.isArray(after)) {
    return isPlainList([...before, ...after]) ? arrangedList(before, after) : arrangedEntries(before, after);
  }
  if (!isRecord(before) || !isRecord(after)) return after;
  return Object.fromEntries(
    Object.entries(after).map(([key, value]) => [
      key,
      Object.hasOwn(before, key) ? arranged(before[key], value) : value,
    ]),
  );
};
