import { type Bounds, noBounds } from "./bounds.ts";
import { placeAt, type RuleList, type Spot } from "./rule-list.ts";

/** A declared rule of an ordered domain: `key` is the live id, or the address of a rule to be made. */
export interface Declared {
  readonly key: string;
  readonly isNew: boolean;
}

/**
 * Directly below the rule declared before, or below the `after` anchor where that one stands lower. The first declared
 * rule has neither: directly above the nearest declared rule below it that stands, else last.
 */
const normalNumber = (
  list: RuleList,
  orders: ReadonlyMap<string, number>,
  declared: readonly Declared[],
  index: number,
  low: number | undefined,
): number => {
  const above = declared[index - 1];
  if (above !== undefined) return Math.max(orders.get(above.key)! + 1, low ?? 0);
  if (low !== undefined) return low;
  const below = declared.find(({ key }) => orders.has(key));
  return below === undefined ? (list.at(-1)?.order ?? 0) + 1 : orders.get(below.key)!;
};

/**
 * Every declared rule that does not stay is placed in list order: at its normal place, or as near to it as its bounds let
 * it. The numbers are of our own copy; what counts is the order.
 *
 * @param list live rules without those that leave
 */
export const finalList = (
  list: RuleList,
  declared: readonly Declared[],
  staying: ReadonlySet<string>,
  bounds: Bounds = noBounds,
): RuleList => {
  const isDeclared = new Set(declared.map(({ key }) => key));
  let current: RuleList = list.filter(({ key }) => staying.has(key) || !isDeclared.has(key));
  if (staying.size === declared.length) return current;
  for (const [index, { key }] of declared.entries()) {
    if (staying.has(key)) continue;
    const orders = new Map(current.map((slot) => [slot.key, slot.order]));
    const low = bounds.below[index];
    const high = bounds.above[index];
    const normal = normalNumber(current, orders, declared, index, low && orders.get(low.key)! + 1);
    current = placeAt(current, key, high === undefined ? normal : Math.min(normal, orders.get(high.key)!));
  }
  return current;
};

/**
 * Where a rule goes while others have not gone to their place yet: beside the nearest rule of the final order that
 * stands in its own, a declared one where there is the choice. So the final order is reached in whatever phases.
 */
export const spotAmong = (
  final: readonly string[],
  key: string,
  inPlace: (key: string) => boolean,
  isDeclared: (key: string) => boolean,
): Spot => {
  const at = final.indexOf(key);
  const above = final.slice(0, at).findLast(inPlace);
  const below = final.slice(at + 1).find(inPlace);
  if (above !== undefined && isDeclared(above)) return { after: above };
  if (below !== undefined && (above === undefined || isDeclared(below))) return { before: below };
  return above === undefined || below === undefined ? "last" : { after: above };
};
