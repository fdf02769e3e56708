import type { Source } from "../diagnostics/source.ts";
import type { Position } from "../model/position.ts";
import type { RuleList } from "./rule-list.ts";

/** A document's position once its rule is found, with the part of the declared list it holds. */
export interface FoundAnchor {
  /** With live ids in place of names. */
  readonly position: Position;
  /** Index of the document's first rule, and the one behind its last. */
  readonly from: number;
  readonly to: number;
  readonly source: Source;
}

/** An undeclared rule that others have to stand below, or above, and why. */
export interface Bound {
  readonly key: string;
  readonly order: number;
  readonly anchor: FoundAnchor;
}

/** For each declared rule by index: what it stands below, and what it stands above. */
export interface Bounds {
  readonly below: readonly (Bound | undefined)[];
  readonly above: readonly (Bound | undefined)[];
}

export const noBounds: Bounds = { below: [], above: [] };

const later = (a: Bound | undefined, b: Bound | undefined): Bound | undefined =>
  a === undefined || (b !== undefined && b.order > a.order) ? b : a;
const earlier = (a: Bound | undefined, b: Bound | undefined): Bound | undefined =>
  a === undefined || (b !== undefined && b.order < a.order) ? b : a;

/**
 * `first` and `last` are about the undeclared rules that a rule can reach without passing a fixed one; a new rule stands
 * below every fixed one.
 */
const reachable = (list: RuleList, declared: readonly string[], fixed: ReadonlySet<string>) => {
  const isDeclared = new Set(declared);
  const sections = new Map<string, number>();
  let section = 0;
  for (const { key } of list) {
    if (fixed.has(key)) section += 1;
    sections.set(key, section);
  }
  const others = list.filter(({ key }) => !isDeclared.has(key) && !fixed.has(key));
  const sectionOf = (key: string): number => sections.get(key) ?? section;
  return {
    first: (key: string) =>
      fixed.has(key) ? undefined : others.find((other) => sectionOf(other.key) >= sectionOf(key)),
    last: (key: string) =>
      fixed.has(key) ? undefined : others.findLast((other) => sectionOf(other.key) <= sectionOf(key)),
  };
};

/**
 * What stands below an anchor counts for all rules listed after, what stands above one for all listed before: otherwise
 * the declared order could not hold.
 *
 * @param list live rules that stay in the tenant; anchors name undeclared ones among them
 * @param declared keys of the declared rules, in their order
 * @param fixed keys of rules that never move
 */
export const boundsOf = (
  list: RuleList,
  declared: readonly string[],
  anchors: readonly FoundAnchor[],
  fixed: ReadonlySet<string>,
): Bounds => {
  if (anchors.length === 0) return noBounds;
  const slots = new Map(list.map((slot) => [slot.key, slot]));
  const ends = reachable(list, declared, fixed);
  const below: (Bound | undefined)[] = declared.map(() => undefined);
  const above: (Bound | undefined)[] = declared.map(() => undefined);
  const bound = (anchor: FoundAnchor, slot: RuleList[number] | undefined): Bound | undefined =>
    slot === undefined ? undefined : { ...slot, anchor };
  for (const anchor of anchors) {
    const { position, from, to } = anchor;
    for (const [index, key] of declared.entries()) {
      if (index >= from && (position === "last" || (typeof position === "object" && "after" in position))) {
        const slot = position === "last" ? ends.last(key) : slots.get(position.after);
        below[index] = later(below[index], bound(anchor, slot));
      }
      if (index < to && (position === "first" || (typeof position === "object" && "before" in position))) {
        const slot = position === "first" ? ends.first(key) : slots.get(position.before);
        above[index] = earlier(above[index], bound(anchor, slot));
      }
    }
  }
  for (let index = 1; index < declared.length; index += 1) below[index] = later(below[index - 1], below[index]);
  for (let index = declared.length - 2; index >= 0; index -= 1) above[index] = earlier(above[index + 1], above[index]);
  return { below, above };
};

/** Whether a rule with this number keeps its bounds; one that shares a number with its bound stands on neither side. */
export const isWithin = ({ below, above }: Bounds, index: number, order: number): boolean =>
  order > (below[index]?.order ?? Number.NEGATIVE_INFINITY) &&
  order < (above[index]?.order ?? Number.POSITIVE_INFINITY);

/** A pair of bounds that leaves a declared rule no place. */
export interface Exclusion {
  readonly below: Bound;
  readonly above: Bound;
}

/** Every pair of positions that exclude each other, once. */
export const exclusions = ({ below, above }: Bounds): readonly Exclusion[] => {
  const found: Exclusion[] = [];
  for (const [index, low] of below.entries()) {
    const high = above[index];
    if (low === undefined || high === undefined || low.order < high.order) continue;
    if (!found.some((one) => one.below.anchor === low.anchor && one.above.anchor === high.anchor))
      found.push({ below: low, above: high });
  }
  return found;
};
