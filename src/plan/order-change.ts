import type { FieldChange } from "../model/change.ts";
import type { Crossing, OrderChange } from "../model/plan.ts";
import type { RuleList } from "./rule-list.ts";

/** The rules of a domain by key, for people and for judging moves. */
export interface RuleNames {
  nameOf(key: string): string;
  isDeclared(key: string): boolean;
}

const indexes = (keys: readonly string[]): ReadonlyMap<string, number> =>
  new Map(keys.map((key, index) => [key, index]));

export interface OrderView {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Rules that a moved rule passes on its way. */
  passed(key: string): readonly string[];
  position(key: string): FieldChange;
}

/** @param list live positions as read: of rules with one number nobody knows which stands above which */
export const orderView = (list: RuleList, after: readonly string[], names: RuleNames): OrderView => {
  const before = list.map(({ key }) => key);
  const orders = new Map(list.map(({ key, order }) => [key, order]));
  const [old, now] = [indexes(before), indexes(after)];
  const above = (keys: readonly string[], at: number | undefined): { readonly after: string | null } | null =>
    at === undefined ? null : { after: at === 0 ? null : names.nameOf(keys[at - 1]!) };
  return {
    before,
    after,
    passed(key) {
      const [from, to] = [orders.get(key), now.get(key)];
      if (from === undefined || to === undefined) return [];
      return list.flatMap(({ key: other, order: was }) => {
        const is = now.get(other);
        return other !== key && is !== undefined && (was === from || was < from !== is < to) ? [other] : [];
      });
    },
    position: (key) => ({ path: "position", before: above(before, old.get(key)), after: above(after, now.get(key)) }),
  };
};

const isSameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index]);

/** Undeclared rules never change order among themselves; every one that a declared rule passes is named. */
export const orderChange = (
  view: OrderView,
  moved: readonly string[],
  names: RuleNames,
  tail: readonly string[],
): OrderChange | undefined => {
  if (isSameOrder(view.before, view.after)) return undefined;
  const crossings: Crossing[] = moved.flatMap((key) =>
    view
      .passed(key)
      .filter((other) => !names.isDeclared(other))
      .map((other) => ({ rule: names.nameOf(key), crosses: names.nameOf(other) })),
  );
  return {
    before: [...view.before.map(names.nameOf), ...tail],
    after: [...view.after.map(names.nameOf), ...tail],
    crossings,
  };
};
