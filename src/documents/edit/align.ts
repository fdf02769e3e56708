import { isRecord } from "../problems.ts";

/** Equal for equal values; the order of keys has no meaning. */
export const keyOf = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );

const isScalar = (value: unknown): boolean => typeof value !== "object" || value === null;

/** Whether every entry is a word, a number or the like. */
export const isPlainList = (list: readonly unknown[]): boolean => list.every(isScalar);

/** Entries that stay keep their place, new ones follow at the end; another order of the same entries is no edit. */
export const arrangedList = (before: readonly unknown[], after: readonly unknown[]): readonly unknown[] => {
  const left = new Map<string, number>();
  for (const entry of after) left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + 1);
  const take = (entry: unknown): boolean => {
    const count = left.get(keyOf(entry)) ?? 0;
    left.set(keyOf(entry), count - 1);
    return count > 0;
  };
  const stay = before.filter(take);
  const taken = new Map<string, number>();
  for (const entry of stay) taken.set(keyOf(entry), (taken.get(keyOf(entry)) ?? 0) + 1);
  const added = after.filter((entry) => {
    const count = taken.get(keyOf(entry)) ?? 0;
    taken.set(keyOf(entry), count - 1);
    return count <= 0;
  });
  return [...stay, ...added];
};

/** Pairs of places that hold equal entries in both lists, in order. */
export type Kept = readonly (readonly [before: number, after: number])[];

/** Beyond this many comparisons a list counts as replaced; nobody reads such a difference entry by entry. */
const mostComparisons = 4_000_000;

const longestCommon = (before: readonly string[], after: readonly string[]): Kept => {
  const width = after.length + 1;
  if ((before.length + 1) * width > mostComparisons) return [];
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const kept: [number, number][] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) kept.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return kept;
};

/** What two lists have in common. Entries that left are skipped first: then long lists of words cost one pass. */
export const alignLists = (before: readonly unknown[], after: readonly unknown[]): Kept => {
  const old = before.map(keyOf);
  const fresh = after.map(keyOf);
  const wanted = new Set(fresh);
  const known = new Set(old);
  const stay = old.flatMap((key, index) => (wanted.has(key) ? [index] : []));
  const found = fresh.flatMap((key, index) => (known.has(key) ? [index] : []));
  let head = 0;
  while (head < stay.length && head < found.length && old[stay[head] ?? 0] === fresh[found[head] ?? 0]) head++;
  const common = longestCommon(
    stay.slice(head).map((index) => old[index] ?? ""),
    found.slice(head).map((index) => fresh[index] ?? ""),
  );
  const pair = (i: number, j: number): [number, number] => [stay[i] ?? 0, found[j] ?? 0];
  return [
    ...stay.slice(0, head).map((_, index) => pair(index, index)),
    ...common.map(([i, j]) => pair(head + i, head + j)),
  ];
};
