import type { Extent, Relation } from "../field.ts";
import { combine, type Entries, setExtent } from "./extent.ts";

/**
 * Blocks that must all match, each by any of its entries: the conditions of an access rule, the tag filters of a group.
 * Keyed by what they ask for, so that two values of one criterion compare with each other.
 */
export type Blocks = ReadonlyMap<string, Entries>;

const entriesExtent = setExtent("any", (value) => (value as Entries | undefined) ?? new Map());
const asEntries = (values: readonly unknown[], ...sources: readonly Entries[]): Entries =>
  new Map(sources.flatMap((source) => [...source].filter(([, value]) => values.includes(value))));

/**
 * @param read answers undefined for a value that cannot be keyed; such values only compare as a whole
 * @param isSingle whether one flow has one of these entries
 */
export const blocksExtent = (
  read: (value: unknown) => Blocks | undefined,
  write: (blocks: Blocks) => unknown,
  isEqual: (a: unknown, b: unknown) => boolean,
  isSingle: (key: string, entries: Entries) => boolean = () => false,
): Extent => ({
  relate(a, b): Relation {
    const [old, now] = [read(a), read(b)];
    if (old === undefined || now === undefined) return isEqual(a, b) ? "equal" : "both";
    let all: Relation = "equal";
    for (const [key, entries] of old) {
      const other = now.get(key);
      all = combine([all, other === undefined ? "wider" : entriesExtent.relate(entries, other)]);
      if (all === "both") return all;
    }
    for (const key of now.keys()) if (!old.has(key)) return combine([all, "narrower"]);
    return all;
  },
  share(a, b) {
    const [old, now] = [read(a), read(b)];
    if (old === undefined || now === undefined) return undefined;
    const shared = new Map<string, Entries>();
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      const [one, other] = [old.get(key), now.get(key)];
      if (one === undefined || other === undefined) {
        shared.set(key, (one ?? other)!);
        continue;
      }
      const values = entriesExtent.share(one, other) as readonly unknown[] | undefined;
      if (values === undefined) return undefined;
      shared.set(key, asEntries(values, other));
    }
    return write(shared);
  },
  unite(a, b) {
    const [old, now] = [read(a), read(b)];
    if (old === undefined || now === undefined) return [];
    const united = new Map<string, Entries>();
    for (const [key, one] of old) {
      const other = now.get(key);
      if (other !== undefined) united.set(key, new Map([...one, ...other]));
    }
    return write(united);
  },
  apart(a, b) {
    const [one, other] = [read(a), read(b)];
    if (one === undefined || other === undefined) return false;
    return [...one].some(([key, entries]) => {
      const others = other.get(key);
      if (others === undefined || !isSingle(key, entries) || !isSingle(key, others)) return false;
      return [...entries.keys()].every((entry) => !others.has(entry));
    });
  },
});
