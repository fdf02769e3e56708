import type { LiveObject } from "../model/resource.ts";
import { type Bounds, isWithin, noBounds } from "./bounds.ts";
import { firstLongestIncreasing } from "./lis.ts";
import { type Declared, finalList } from "./placement.ts";
import type { RuleList } from "./rule-list.ts";

/** What has to happen to reach the declared order. */
export interface Arrangement {
  /** Live positions as read, built-ins without a number left out. */
  readonly list: RuleList;
  readonly declared: readonly Declared[];
  /** Declared rules that keep their place. */
  readonly staying: ReadonlySet<string>;
  /** Declared live rules that have to move, with the way they go among the rules that stay. */
  readonly moving: ReadonlyMap<string, "up" | "down">;
  /** Where everything will stand when all is done, known before the phases are. */
  readonly final: RuleList;
}

/** What an arrangement depends on besides the two lists. */
export interface ArrangeOptions {
  /** Keys that may move; others keep their place where the declared order lets them. Absent: any. */
  readonly movable?: ReadonlySet<string> | undefined;
  /** Keys that have to be placed wherever they stand, as if they were new. */
  readonly unplaced?: ReadonlySet<string> | undefined;
  readonly bounds?: Bounds;
  /** Live rules that the plan deletes; nothing is placed beside them. */
  readonly leaving?: ReadonlySet<string>;
  /** The order is out of scope: new rules are placed, nothing else moves. */
  readonly isFrozen?: boolean;
}

/** Live rules with a position of their own, ascending, ties by id; catch-alls and rules at order 0 or below have none. */
export const positions = (objects: readonly LiveObject[], key: string): RuleList =>
  objects
    .filter(({ standing, wire }) => standing !== "last" && Number(wire[key]) >= 1)
    .map(({ id, wire }) => ({ key: id, order: Number(wire[key]) }))
    .sort((a, b) => a.order - b.order || a.key.length - b.key.length || (a.key < b.key ? -1 : 1));

/** A declared live rule with its index in the declared list and its number. */
interface Standing {
  readonly key: string;
  readonly index: number;
  readonly order: number;
}

/** Rules that may move and stand wrong beside one that may not: they cannot stay. */
const besideFixed = (live: readonly Standing[], movable: ReadonlySet<string> | undefined): readonly Standing[] => {
  if (movable === undefined) return [];
  const fixed = live.filter(({ key }) => !movable.has(key));
  return live.filter(
    ({ key, index, order }) => movable.has(key) && fixed.some((one) => one.index < index !== one.order < order),
  );
};

/** As many as can stay, of those that no bound and no fixed rule forces to move. */
const stayingIn = (live: readonly Standing[], options: ArrangeOptions): ReadonlySet<string> => {
  const placed = live.filter(({ key }) => options.unplaced?.has(key) !== true);
  if (options.isFrozen) return new Set(placed.map(({ key }) => key));
  const bounded = placed.filter(({ index, order }) => isWithin(options.bounds ?? noBounds, index, order));
  const forced = new Set(besideFixed(bounded, options.movable));
  const free = bounded.filter((one) => !forced.has(one));
  return new Set(firstLongestIncreasing(free.map(({ order }) => order)).map((index) => free[index]!.key));
};

/** How many of the rules that keep their place stand above a number, and how many at it. */
const standingAt = (list: RuleList, still: ReadonlySet<string>, order: number): readonly [number, number] => {
  const others = list.filter(({ key }) => still.has(key));
  return [others.filter((slot) => slot.order < order).length, others.filter((slot) => slot.order === order).length];
};

/** A rule that leaves a block upwards is taken to go up: where in the block it stood is not known. */
const waysOf = (
  list: RuleList,
  final: RuleList,
  movers: readonly Standing[],
  still: ReadonlySet<string>,
): ReadonlyMap<string, "up" | "down"> => {
  const now = new Map<string, number>();
  let above = 0;
  for (const { key } of final) {
    now.set(key, above);
    if (still.has(key)) above += 1;
  }
  return new Map(
    movers.map(({ key, order }): [string, "up" | "down"] => {
      const [was, tied] = standingAt(list, still, order);
      const is = now.get(key)!;
      return [key, is < was || (is === was && tied > 0) ? "up" : "down"];
    }),
  );
};

/** Which rules stay, which move and which way, and where all of them end. */
export const arrange = (list: RuleList, declared: readonly Declared[], options: ArrangeOptions = {}): Arrangement => {
  const remaining = list.filter(({ key }) => options.leaving?.has(key) !== true);
  const orders = new Map(remaining.map(({ key, order }) => [key, order]));
  const live = declared.flatMap(({ key, isNew }, index): readonly Standing[] =>
    isNew || !orders.has(key) ? [] : [{ key, index, order: orders.get(key)! }],
  );
  const staying = stayingIn(live, options);
  const movers = live.filter(({ key }) => !staying.has(key));
  const final = finalList(remaining, declared, staying, options.bounds);
  const moved = new Set(movers.map(({ key }) => key));
  const still = new Set(remaining.map(({ key }) => key).filter((key) => !moved.has(key)));
  return {
    list,
    declared,
    staying,
    moving: waysOf(remaining, final, movers, still),
    final,
  };
};
