import type { LiveObject } from "../model/resource.ts";
import { firstLongestIncreasing } from "./lis.ts";
import { place, type RuleList, type Spot } from "./rule-list.ts";

/** A declared rule of an ordered domain: `key` is the live id, or the address of a rule to be made. */
export interface Declared {
  readonly key: string;
  readonly isNew: boolean;
}

/** What has to happen to reach the declared order. */
export interface Arrangement {
  /** Live positions as read, built-ins without a number left out. */
  readonly list: RuleList;
  readonly declared: readonly Declared[];
  /** Declared rules that keep their place. */
  readonly staying: ReadonlySet<string>;
  /** Declared live rules that have to move, with the way they go among the rules that stay. */
  readonly moving: ReadonlyMap<string, "up" | "down">;
}

/** Live rules with a position of their own, ascending, ties by id; catch-alls and rules at order 0 or below have none. */
export const positions = (objects: readonly LiveObject[], key: string): RuleList =>
  objects
    .filter(({ standing, wire }) => standing !== "last" && Number(wire[key]) >= 1)
    .map(({ id, wire }) => ({ key: id, order: Number(wire[key]) }))
    .sort((a, b) => a.order - b.order || a.key.length - b.key.length || (a.key < b.key ? -1 : 1));

/** Directly below the nearest declared predecessor in place; else directly above the nearest successor in place; else last. */
export const spotFor = (key: string, declared: readonly Declared[], inPlace: ReadonlySet<string>): Spot => {
  const at = declared.findIndex((one) => one.key === key);
  for (let index = at - 1; index >= 0; index -= 1) {
    if (inPlace.has(declared[index]!.key)) return { after: declared[index]!.key };
  }
  for (let index = at + 1; index < declared.length; index += 1) {
    if (inPlace.has(declared[index]!.key)) return { before: declared[index]!.key };
  }
  return "last";
};

const rankAmong = (list: RuleList, key: string, still: ReadonlySet<string>): number => {
  const at = list.findIndex((slot) => slot.key === key);
  return list.slice(0, at).filter((slot) => still.has(slot.key)).length;
};

/** Every rule placed, in list order, whatever the phase: where each one ends up among those that stay. */
export const finalList = (list: RuleList, declared: readonly Declared[], staying: ReadonlySet<string>): RuleList => {
  const inPlace = new Set(staying);
  let current = list;
  for (const { key } of declared) {
    if (inPlace.has(key)) continue;
    current = place(current, key, spotFor(key, declared, inPlace)).list;
    inPlace.add(key);
  }
  return current;
};

/** Rules that may move and stand wrong beside one that may not: they cannot stay. */
const mustMove = (
  live: readonly Declared[],
  orders: ReadonlyMap<string, number>,
  movable: ReadonlySet<string>,
): ReadonlySet<string> => {
  const fixed = live.flatMap(({ key }, index) => (movable.has(key) ? [] : [{ index, order: orders.get(key)! }]));
  const isInverted = (index: number, order: number): boolean =>
    fixed.some((one) => one.index < index !== one.order < order);
  return new Set(
    live.flatMap(({ key }, index) => (movable.has(key) && isInverted(index, orders.get(key)!) ? [key] : [])),
  );
};

/**
 * @param movable ids that may move; others keep their place where the declared order lets them. Absent: any
 * @param unplaced ids that have to be placed wherever they stand, as if they were new
 */
export const arrange = (
  list: RuleList,
  declared: readonly Declared[],
  movable?: ReadonlySet<string>,
  unplaced: ReadonlySet<string> = new Set(),
): Arrangement => {
  const orders = new Map(list.map(({ key, order }) => [key, order]));
  const all = declared.filter(({ key, isNew }) => !isNew && orders.has(key));
  const forced = new Set([...unplaced, ...(movable === undefined ? [] : mustMove(all, orders, movable))]);
  const live = all.filter(({ key }) => !forced.has(key));
  const staying = new Set(
    firstLongestIncreasing(live.map(({ key }) => orders.get(key)!)).map((index) => live[index]!.key),
  );
  const movers = all.filter(({ key }) => !staying.has(key)).map(({ key }) => key);
  if (movers.length === 0) return { list, declared, staying, moving: new Map() };
  const moverSet = new Set(movers);
  const still = new Set(list.map(({ key }) => key).filter((key) => !moverSet.has(key)));
  const after = finalList(list, declared, staying);
  const ways = movers.map((key): [string, "up" | "down"] => [
    key,
    rankAmong(after, key, still) < rankAmong(list, key, still) ? "up" : "down",
  ]);
  return { list, declared, staying, moving: new Map(ways) };
};
