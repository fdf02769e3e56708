import { type Actor, modifiedBy } from "../actor.ts";
import type { Collection } from "../collection.ts";
import type { Wire } from "../json.ts";
import { invalidInput } from "./errors.ts";
import type { ZiaKind } from "./kind.ts";

/**
 * Order numbers of rules. Recorded: an insert shifts every rule from that number on by one, predefined rules
 * included, and stamps those it shifts; numbers may have gaps and ties. Inferred: a move closes the gap it leaves and
 * a delete closes its own, unless another rule shares the number.
 */
export interface Placement {
  /** Rules whose number changes, the placed one not among them. */
  readonly shifted: ReadonlyMap<Wire, number>;
}

export const orderOf = (rule: Wire): number => Number(rule.order ?? 0);

const rankOf = (rule: Wire): number => Number(rule.rank ?? 7);

/** Rules that share the numbers of one: recorded for cloud app control, each type counts for itself. */
export const neighboursOf = (kind: ZiaKind, rules: readonly Wire[], rule: Wire): readonly Wire[] =>
  kind.perType === undefined ? rules : rules.filter(({ type }) => type === rule.type);

/** The largest number a ZIA rule list uses for itself: sandbox default rules sit at 127, bandwidth ones at 2^31-1. */
const isOrderable = (rule: Wire): boolean => orderOf(rule) >= 1 && rule.defaultRule !== true;

const orderables = (rules: readonly Wire[]): Wire[] => rules.filter(isOrderable);

export const lastOrder = (rules: readonly Wire[]): number =>
  orderables(rules).reduce((last, rule) => Math.max(last, orderOf(rule)), 0);

/** Where all rules stand once the given one is at `order`; refuses numbers and ranks the service refuses. */
export function place(rules: readonly Wire[], rule: Wire, order: number): Placement {
  const others = orderables(rules).filter((other) => other.id !== rule.id);
  const before = rules.find((other) => other.id === rule.id);
  const open = new Map(others.map((other) => [other, orderOf(other)]));
  if (before && isOrderable(before) && !others.some((other) => orderOf(other) === orderOf(before))) {
    for (const [other, number] of open) if (number > orderOf(before)) open.set(other, number - 1);
  }
  const end = Math.max(0, ...open.values()) + 1;
  // Provider: numbers below 1 corrupt a tenant, numbers past the end are refused since 2026.
  if (order < 1 || order > end) throw invalidInput(`Rule is not allowed at order ${order}`);
  checkRank(open, rule, order);
  const shifted = new Map<Wire, number>();
  for (const [other, number] of open) {
    const final = number >= order ? number + 1 : number;
    if (final !== orderOf(other)) shifted.set(other, final);
  }
  return { shifted };
}

/** Documented: a rule of better rank stands before rules of worse rank. */
function checkRank(numbers: ReadonlyMap<Wire, number>, rule: Wire, order: number): void {
  const rank = rankOf(rule);
  if (rank < 0 || rank > 7) throw invalidInput(`Rule with rank ${rank} is not allowed at order ${order}`);
  for (const [other, number] of numbers) {
    const isWrong = number < order ? rankOf(other) > rank : rankOf(other) < rank;
    if (isWrong) throw invalidInput(`Rule with rank ${rank} is not allowed at order ${order}`);
  }
}

/** Checks a changed rank on a rule that stays where it is. */
export function checkRankInPlace(rules: readonly Wire[], rule: Wire): void {
  const others = orderables(rules).filter((other) => other.id !== rule.id && orderOf(other) !== orderOf(rule));
  checkRank(new Map(others.map((other) => [other, orderOf(other)])), rule, orderOf(rule));
}

export function closeGap(rules: readonly Wire[], removed: Wire): Placement {
  const others = orderables(rules).filter((other) => other.id !== removed.id);
  const shifted = new Map<Wire, number>();
  const number = orderOf(removed);
  if (!isOrderable(removed) || others.some((other) => orderOf(other) === number)) return { shifted };
  for (const other of others) if (orderOf(other) > number) shifted.set(other, orderOf(other) - 1);
  return { shifted };
}

/** Recorded: shifted rules carry the time and author of the operation that shifted them. */
export function applyPlacement(collection: Collection, placement: Placement, actor: Actor, seconds: number): void {
  for (const [rule, order] of placement.shifted) {
    collection.put({ ...rule, order, lastModifiedTime: seconds, lastModifiedBy: modifiedBy(actor) });
  }
}

/** Effective order: by number, ties by id, default rules (any number) last. */
export function inEffectiveOrder(rules: readonly Wire[]): Wire[] {
  const key = (rule: Wire): number => (rule.defaultRule === true ? Number.MAX_SAFE_INTEGER : orderOf(rule));
  return [...rules].sort((a, b) => key(a) - key(b) || Number(a.id) - Number(b.id));
}
