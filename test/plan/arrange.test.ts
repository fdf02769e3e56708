import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrange, positions } from "../../src/plan/arrange.ts";
import { firstLongestIncreasing } from "../../src/plan/lis.ts";
import { type Declared, finalList, spotAmong } from "../../src/plan/placement.ts";
import type { RuleList } from "../../src/plan/rule-list.ts";
import { objectOf } from "./given.ts";

/** A live list as a tenant may have it: gaps, ties, rules nobody declares, the vendor's own among them. */
interface Case {
  readonly list: RuleList;
  readonly declared: readonly Declared[];
}

const cases = (most: number): fc.Arbitrary<Case> =>
  fc
    .record({
      rules: fc.array(
        fc.record({ gap: fc.constantFrom(0, 1, 1, 1, 1, 2, 7), isDeclared: fc.boolean(), shuffle: fc.nat(1_000) }),
        { maxLength: most },
      ),
      made: fc.array(fc.nat(1_000), { maxLength: 6 }),
      isOrderly: fc.boolean(),
    })
    .map(({ rules, made, isOrderly }) => {
      let order = 0;
      const list = rules.map(({ gap }, index) => {
        order = Math.max(1, order + gap);
        return { key: `L${index}`, order };
      });
      const declared = [
        // An orderly list keeps most of its order, as people's edits do.
        ...rules.flatMap(({ isDeclared, shuffle }, index) =>
          isDeclared ? [{ key: `L${index}`, isNew: false, at: isOrderly && shuffle > 150 ? index * 5 : shuffle }] : [],
        ),
        ...made.map((at, index) => ({ key: `N${index}`, isNew: true, at })),
      ].sort((a, b) => a.at - b.at);
      return { list, declared: declared.map(({ key, isNew }) => ({ key, isNew })) };
    });

const keys = (list: RuleList): readonly string[] => list.map(({ key }) => key);
const orderOf = (list: RuleList, key: string): number => list.find((slot) => slot.key === key)!.order;

const holds = (most: number, numRuns: number, sentence: (given: Case) => void): void => {
  fc.assert(fc.property(cases(most), sentence), { numRuns });
};

describe("an arrangement", () => {
  test("ends in the declared order, strictly by number", () => {
    holds(200, 150, ({ list, declared }) => {
      const { staying } = arrange(list, declared);
      const orders = declared.map(({ key }) => orderOf(finalList(list, declared, staying), key));
      expect(orders.every((order, index) => index === 0 || order > orders[index - 1]!)).toBe(true);
    });
  });

  test("leaves undeclared rules in their mutual order, ties included", () => {
    holds(200, 150, ({ list, declared }) => {
      const { staying } = arrange(list, declared);
      const isDeclared = new Set(declared.map(({ key }) => key));
      const others = (of: RuleList) => of.filter(({ key }) => !isDeclared.has(key));
      const [before, after] = [others(list), others(finalList(list, declared, staying))];
      expect(keys(after)).toEqual(keys(before));
      const ties = (of: RuleList) => of.map(({ order }, index) => index > 0 && of[index - 1]!.order === order);
      expect(ties(after)).toEqual(ties(before));
    });
  });

  test("moves exactly the declared live rules that are not of the longest run", () => {
    holds(200, 150, ({ list, declared }) => {
      const live = declared.filter(({ isNew }) => !isNew).map(({ key }) => orderOf(list, key));
      const { moving, staying } = arrange(list, declared);
      expect(moving.size).toBe(live.length - firstLongestIncreasing(live).length);
      expect([...staying].some((key) => moving.has(key))).toBe(false);
      expect([...moving.keys()].every((key) => declared.some((one) => one.key === key && !one.isNew))).toBe(true);
    });
  });

  test("puts nothing inside a tie: rules with one number have it since before", () => {
    holds(60, 300, ({ list, declared }) => {
      const { staying } = arrange(list, declared);
      const after = finalList(list, declared, staying);
      for (const { key, order } of after) {
        for (const other of after.filter((one) => one.order === order && one.key !== key)) {
          expect(orderOf(list, key)).toBe(orderOf(list, other.key));
        }
      }
    });
  });

  test("moves nothing when it is arranged again", () => {
    holds(200, 150, ({ list, declared }) => {
      const { staying } = arrange(list, declared);
      const after = finalList(list, declared, staying);
      const again = arrange(
        after,
        declared.map(({ key }) => ({ key, isNew: false })),
      );
      expect([...again.moving.keys()]).toEqual([]);
      expect(keys(again.final)).toEqual(keys(after));
    });
  });

  test("puts a rule directly below its declared predecessor, or below the tie that one is in", () => {
    holds(60, 300, ({ list, declared }) => {
      const { staying, moving } = arrange(list, declared);
      const after = finalList(list, declared, staying);
      for (const [index, { key, isNew }] of declared.entries()) {
        if (index === 0 || (!isNew && !moving.has(key))) continue;
        const above = declared[index - 1]!.key;
        expect(orderOf(after, key)).toBe(orderOf(after, above) + 1);
      }
    });
  });

  test("says the way a rule goes among the rules that stay", () => {
    holds(60, 300, ({ list, declared }) => {
      const { staying, moving } = arrange(list, declared);
      const after = finalList(list, declared, staying);
      const still = list.filter(({ key }) => !moving.has(key));
      for (const [key, way] of moving) {
        const was = orderOf(list, key);
        const is = orderOf(after, key);
        // A rule that goes up leaves no rule below that was above, and the other way round.
        const passed = still.filter((one) => {
          const [old, now] = [one.order, orderOf(after, one.key)];
          return way === "up" ? old > was && now < is : old < was && now > is;
        });
        expect(passed).toEqual([]);
      }
    });
  });
});

const list = (text: string): RuleList =>
  text.split(" ").map((slot, index) => {
    const [key = "", order = `${index + 1}`] = slot.split("@");
    return { key, order: Number(order) };
  });
const declare = (text: string): readonly Declared[] =>
  text.split(" ").map((key) => ({ key: key.replace("+", ""), isNew: key.startsWith("+") }));

describe("where rules end", () => {
  test.each<[string, string, string, string, string]>([
    ["a new rule between two that stay", "A B", "A +N B", "", "A N B"],
    ["a new rule goes directly below its predecessor, above undeclared ones", "A u B", "A +N B", "", "A N u B"],
    ["a new first rule goes directly above its successor", "u A B", "+N A B", "", "u N A B"],
    ["new rules of an undeclared tenant go last", "u v", "+N +M", "", "u v N M"],
    ["two that change places: the first declared stays", "A B", "B A", "A", "B A"],
    ["P4: undeclared rules keep their mutual order and their neighbour", "U A B U2 C", "B A C", "A", "U B A U2 C"],
    ["of a declared tie, the first stays and the rest follow", "A@3 B@3 C@4", "B A C", "A", "B A C"],
    ["a rule that moves to the top goes above the first that stays", "u A B C", "C A B", "C", "u C A B"],
    ["a rule between an undeclared tie passes below it", "u@1 A@2 v@2 B@3", "A +N B", "", "u A v N B"],
  ])("%s", (_, before, declared, moving, after) => {
    const arrangement = arrange(list(before), declare(declared));
    expect([...arrangement.moving.keys()].join(" ")).toBe(moving);
    expect(keys(arrangement.final).join(" ")).toBe(after);
  });

  test.each<[string, string, string, object]>([
    ["below the declared rule above it, once that is in place", "u A N B", "u A B", { after: "A" }],
    ["above the declared rule below it, while the one above is still to come", "u A N B", "u B", { before: "B" }],
    ["below an undeclared rule where no declared one stands", "u A N B v", "u v", { after: "u" }],
    ["above what comes next, when nothing stands above", "A N u", "u", { before: "u" }],
  ])("on the way a rule goes %s", (_, final, inPlace, spot) => {
    const stands = inPlace.split(" ");
    const found = spotAmong(
      final.split(" "),
      "N",
      (key) => stands.includes(key),
      (key) => /[A-Z]/.test(key),
    );
    expect(found).toEqual(spot);
  });

  test("on the way a rule goes last when nothing comes below", () => {
    expect(
      spotAmong(
        ["u", "A", "N"],
        "N",
        (key) => key === "u",
        (key) => key === "A",
      ),
    ).toBe("last");
  });
});

describe("when only some rules may move", () => {
  test.each<[string, string, string, string, string]>([
    ["those that may not keep their place", "A B", "B A", "B", "B"],
    ["the longest run is sought among the rest", "A B C D", "D A B C", "D", "D"],
    ["nothing moves when nothing has to", "A B C", "A B C", "A B C", ""],
    ["a rule between two that may not goes between them again", "A B C", "A C B", "B", "B"],
    ["rules that may not move do so only where the declared order leaves no way", "A B C", "C B A", "", "B A"],
  ])("%s", (_, before, declared, movable, moving) => {
    const arrangement = arrange(list(before), declare(declared), {
      movable: new Set(movable.split(" ")),
    });
    expect([...arrangement.moving.keys()].join(" ")).toBe(moving);
  });
});

describe("positions of a listing", () => {
  const rule = (id: number, order: number, more: object = {}) =>
    objectOf("zia/firewall-filtering-rule", { id, name: `Rule ${id}`, order, ...more } as never);
  test.each<[string, readonly ReturnType<typeof rule>[], readonly string[]]>([
    ["ascend by number, whatever order the API answers in", [rule(1, 9), rule(2, 4)], ["2", "1"]],
    ["leave out the default rule at -1", [rule(1, 1), rule(2, -1, { defaultRule: true })], ["1"]],
    ["leave out the default rule at 127", [rule(1, 1), rule(2, 127, { defaultRule: true })], ["1"]],
    ["leave out the vendor's rules at negative numbers", [rule(1, 1), rule(2, -3, { predefined: true })], ["1"]],
    ["leave out a leftover at 0", [rule(1, 1), rule(2, 0)], ["1"]],
    ["hold the vendor's movable rules", [rule(1, 2), rule(2, 1, { predefined: true })], ["2", "1"]],
  ])("%s", (_, objects, expected) => {
    expect(keys(positions(objects, "order"))).toEqual(expected);
  });
});
