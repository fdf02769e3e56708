import fc from "fast-check";
import { expect, test } from "vitest";
import type { Wire } from "../../src/sandbox/json.ts";
import { closeGap, inEffectiveOrder, lastOrder, orderOf, place } from "../../src/sandbox/zia/ordering.ts";

/** Rules with the given numbers, gaps and ties included. */
const rulesAt = (orders: readonly number[]): Wire[] =>
  orders.map((order, index) => ({ id: index + 1, order, rank: 7 }));

const numbers = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 });

const apply = (rules: readonly Wire[], shifted: ReadonlyMap<Wire, number>): Wire[] =>
  rules.map((rule) => ({ ...rule, order: shifted.get(rule) ?? orderOf(rule) }));

const names = (rules: readonly Wire[], without: unknown): string[] =>
  inEffectiveOrder(rules)
    .filter((rule) => rule.id !== without)
    .map((rule) => `${String(rule.id)}`);

test("an insert leaves the order of all others, gaps and ties as they are", () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (orders, wish) => {
      const rules = rulesAt(orders);
      const order = 1 + (wish % (lastOrder(rules) + 1));
      const { shifted } = place(rules, { id: 99, order, rank: 7 }, order);
      const after = apply(rules, shifted);
      expect(names(after, 99)).toEqual(names(rules, 99));
      for (const [index, rule] of after.entries()) {
        const before = orderOf(rules[index] as Wire);
        expect(orderOf(rule)).toBe(before >= order ? before + 1 : before);
      }
      expect(after.some((rule) => orderOf(rule) === order)).toBe(false);
    }),
  );
});

test("a move leaves the order of all others as it is, and nobody shares its number", () => {
  fc.assert(
    fc.property(numbers, fc.nat(), fc.nat(), (orders, which, wish) => {
      const rules = rulesAt(orders);
      const moved = rules[which % rules.length] as Wire;
      const order = 1 + (wish % lastOrder(rules));
      const end = lastOrder(apply(rules, closeGap(rules, moved).shifted).filter((rule) => rule.id !== moved.id)) + 1;
      if (order > end) return void expect(() => place(rules, moved, order)).toThrow();
      const after = apply(rules, place(rules, moved, order).shifted);
      expect(names(after, moved.id)).toEqual(names(rules, moved.id));
      expect(after.some((rule) => rule.id !== moved.id && orderOf(rule) === order)).toBe(false);
    }),
  );
});

test("inserting and deleting again restores every number", () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (orders, wish) => {
      const rules = rulesAt(orders);
      const order = 1 + (wish % (lastOrder(rules) + 1));
      const added: Wire = { id: 99, order, rank: 7 };
      const with99 = [...apply(rules, place(rules, added, order).shifted), added];
      const restored = apply(with99, closeGap(with99, added).shifted).filter((rule) => rule.id !== 99);
      expect(restored.map(orderOf)).toEqual(orders);
    }),
  );
});
