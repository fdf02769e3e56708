import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstLongestIncreasing } from "../../src/plan/lis.ts";

/** Every strictly increasing choice of indexes, by trying all of them. */
const increasing = (values: readonly number[]): readonly (readonly number[])[] => {
  const all: (readonly number[])[] = [];
  for (let mask = 0; mask < 2 ** values.length; mask += 1) {
    const chosen = values.map((_, index) => index).filter((index) => (mask & (1 << index)) !== 0);
    if (chosen.every((index, at) => at === 0 || values[index]! > values[chosen[at - 1]!]!)) all.push(chosen);
  }
  return all;
};

/** Of two choices of one length, the one whose first difference comes earlier in the list. */
const earlier = (a: readonly number[], b: readonly number[]): readonly number[] => {
  const at = a.findIndex((index, place) => index !== b[place]);
  return at < 0 || a[at]! < b[at]! ? a : b;
};

const bruteForce = (values: readonly number[]): readonly number[] => {
  const all = increasing(values);
  const length = Math.max(...all.map((one) => one.length));
  return all.filter((one) => one.length === length).reduce(earlier);
};

describe("the rules that stay", () => {
  test.each<[string, readonly number[], readonly number[]]>([
    ["nothing declared, nothing stays", [], []],
    ["an order that stands already stays whole", [1, 2, 5, 9], [0, 1, 2, 3]],
    ["of a reversed list the first one stays", [3, 2, 1], [0]],
    ["of two rules with one number only the first stays", [4, 4], [0]],
    ["a rule that goes to the end moves alone", [2, 3, 4, 1], [0, 1, 2]],
    ["a rule that goes to the top moves alone", [4, 1, 2, 3], [1, 2, 3]],
    ["of two longest runs the one that differs first with an earlier entry stays", [2, 1, 4, 3], [0, 2]],
    ["numbers may be zero, negative and far apart", [-5, 0, 1_000_000], [0, 1, 2]],
  ])("%s", (_, values, expected) => {
    expect(firstLongestIncreasing(values)).toEqual(expected);
  });

  test("are, for every list of up to nine, the first of all longest increasing choices", () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 9 });
    fc.assert(
      fc.property(values, (given) => {
        expect(firstLongestIncreasing(given)).toEqual(bruteForce(given));
      }),
      { numRuns: 1_500 },
    );
  });

  test("are, for every order of five and every tie among four, the first of all longest", () => {
    const lists = (length: number, top: number): readonly (readonly number[])[] =>
      length === 0
        ? [[]]
        : lists(length - 1, top).flatMap((list) => Array.from({ length: top }, (_, value) => [...list, value]));
    for (const values of [...lists(5, 5), ...lists(4, 3)])
      if (JSON.stringify(firstLongestIncreasing(values)) !== JSON.stringify(bruteForce(values)))
        expect(firstLongestIncreasing(values), `of ${values}`).toEqual(bruteForce(values));
  });

  test("are found in a list of 20,000 in well under a second", () => {
    const values = Array.from({ length: 20_000 }, (_, index) => (index * 7_919) % 20_011);
    const started = performance.now();
    const kept = firstLongestIncreasing(values);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(kept.every((index, at) => at === 0 || values[index]! > values[kept[at - 1]!]!)).toBe(true);
  });
});
