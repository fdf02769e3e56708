import type { FieldChange } from "../../model/change.ts";
import { type Fields, isAbbreviated, isAbsent, isRecord } from "./value.ts";

const listOf = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? value : isAbsent(value) ? [] : undefined;

/** Entries of a list that another one does not have. */
export const without = (list: readonly unknown[], other: readonly unknown[]): readonly unknown[] => {
  const known = new Set(other.map((one) => JSON.stringify(one)));
  return list.filter((one) => !known.has(JSON.stringify(one)));
};

export interface ListChange {
  readonly added: readonly unknown[];
  readonly removed: readonly unknown[];
  /** How many there are afterwards. */
  readonly size: number;
}

const isList = (value: unknown): boolean => Array.isArray(value) || isAbbreviated(value);

/** What came and went; undefined when the values are no lists. */
export const listChange = ({ before, after, added, removed }: FieldChange): ListChange | undefined => {
  if (!isList(before) && !isList(after)) return undefined;
  const [old, now] = [listOf(before), listOf(after)];
  if (old === undefined || now === undefined) {
    if (added === undefined && removed === undefined) return undefined;
    return {
      added: added ?? [],
      removed: removed ?? [],
      size: isAbbreviated(after) ? after.count : (now?.length ?? 0),
    };
  }
  return { added: added ?? without(now, old), removed: removed ?? without(old, now), size: now.length };
};

/** Lists inside an entry, and all the rest of it, by which an old and a new form of one entry find each other. */
interface Shape {
  readonly key: string;
  readonly rest: Fields;
  readonly lists: readonly string[];
}

const shapeOf = (value: unknown): Shape | undefined => {
  if (!isRecord(value)) return undefined;
  const parts = Object.entries(value);
  const lists = parts.filter(([, part]) => Array.isArray(part)).map(([name]) => name);
  if (lists.length === 0) return undefined;
  const rest = Object.fromEntries(parts.filter(([, part]) => !Array.isArray(part)));
  return { key: JSON.stringify([lists.toSorted(), Object.entries(rest).toSorted()]), rest, lists };
};

export interface Pair {
  readonly before: Fields;
  readonly after: Fields;
  readonly shape: Shape;
}

export interface Paired {
  readonly pairs: readonly Pair[];
  readonly added: readonly unknown[];
  readonly removed: readonly unknown[];
}

/** One entry that went and one that came, of one shape, are one entry that changed. */
export const pairUp = ({ added, removed }: Pick<ListChange, "added" | "removed">): Paired => {
  const only = (list: readonly unknown[], key: string): unknown => {
    const found = list.filter((one) => shapeOf(one)?.key === key);
    return found.length === 1 ? found[0] : undefined;
  };
  const pairs = added.flatMap((after): Pair[] => {
    const shape = shapeOf(after);
    if (shape === undefined || only(added, shape.key) === undefined) return [];
    const before = only(removed, shape.key);
    return before === undefined ? [] : [{ before: before as Fields, after: after as Fields, shape }];
  });
  return {
    pairs,
    added: added.filter((one) => !pairs.some(({ after }) => after === one)),
    removed: removed.filter((one) => !pairs.some(({ before }) => before === one)),
  };
};
