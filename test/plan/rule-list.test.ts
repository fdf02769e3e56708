import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { place, type RuleList, type Spot, without } from "../../src/plan/rule-list.ts";
import type { Wire } from "../../src/sandbox/json.ts";
import { closeGap, inEffectiveOrder, place as placeOnServer } from "../../src/sandbox/zia/ordering.ts";

/** The emulated service's rules; it was written without knowledge of the planner. */
const serverOf = (list: RuleList): Wire[] => list.map(({ key, order }) => ({ id: key, order }));

const moved = (rules: readonly Wire[], shifted: ReadonlyMap<Wire, number>): Wire[] =>
  rules.map((rule) => ({ ...rule, order: shifted.get(rule) ?? rule.order! }));

const placeThere = (rules: readonly Wire[], id: string, order: number): Wire[] => {
  const known = rules.find((rule) => rule.id === id) ?? { id, order: 0 };
  const { shifted } = placeOnServer(rules, { ...known, order }, order);
  return [...moved(rules, shifted).filter((rule) => rule.id !== id), { id, order }];
};

const numbers = (rules: readonly Wire[]): Readonly<Record<string, number>> =>
  Object.fromEntries(rules.map(({ id, order }) => [String(id), Number(order)]));
const ours = (list: RuleList): Readonly<Record<string, number>> =>
  Object.fromEntries(list.map(({ key, order }) => [key, order]));

/** Numbers with gaps (2, 3) and ties (0), the first at 1 or later. */
const lists: fc.Arbitrary<RuleList> = fc.array(fc.constantFrom(0, 1, 1, 1, 2, 3), { maxLength: 12 }).map((gaps) => {
  let order = 0;
  return gaps.map((gap, index) => {
    order = Math.max(1, order + gap);
    return { key: `${index + 1}`, order };
  });
});

interface Operation {
  readonly what: "create" | "move" | "delete";
  readonly which: number;
  readonly beside: number;
  readonly how: "after" | "before" | "last";
}
const operations: fc.Arbitrary<readonly Operation[]> = fc.array(
  fc.record({
    what: fc.constantFrom("create", "move", "move", "delete"),
    which: fc.nat(50),
    beside: fc.nat(50),
    how: fc.constantFrom("after", "before", "after", "last"),
  }),
  { maxLength: 15 },
);

const spotOf = (list: RuleList, own: string | undefined, { beside, how }: Operation): Spot => {
  const others = list.filter(({ key }) => key !== own);
  const other = others[beside % Math.max(1, others.length)];
  if (how === "last" || other === undefined) return "last";
  return how === "after" ? { after: other.key } : { before: other.key };
};

describe("our copy of the service's renumbering", () => {
  test("agrees with the emulated service on any run of creates, moves and deletes among gaps and ties", () => {
    fc.assert(
      fc.property(lists, operations, (start, steps) => {
        let list = start;
        let server = serverOf(start);
        let next = 100;
        for (const step of steps) {
          const key = list[step.which % Math.max(1, list.length)]?.key;
          if (step.what === "delete") {
            if (key === undefined) continue;
            const { shifted } = closeGap(server, server.find(({ id }) => id === key)!);
            server = moved(server, shifted).filter(({ id }) => id !== key);
            list = without(list, key);
          } else {
            next += 1;
            const own = step.what === "create" ? String(next) : (key ?? String(next));
            const placed = place(list, own, spotOf(list, own, step));
            // The service refuses numbers below 1 and past the end: ours never are.
            server = placeThere(server, own, placed.order);
            list = placed.list;
          }
          expect(ours(list)).toEqual(numbers(server));
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test("shows the same order as the service evaluates, ties by id as both listings are", () => {
    fc.assert(
      fc.property(lists, operations, (start, steps) => {
        let list = start;
        for (const [index, step] of steps.entries())
          list = place(list, `${200 + index}`, spotOf(list, undefined, step)).list;
        const byNumber = [...list].sort((a, b) => a.order - b.order || Number(a.key) - Number(b.key));
        expect(inEffectiveOrder(serverOf(list)).map(({ id }) => id)).toEqual(byNumber.map(({ key }) => key));
        expect(list.map(({ order }) => order)).toEqual(byNumber.map(({ order }) => order));
      }),
      { numRuns: 500 },
    );
  });
});

const list = (text: string): RuleList =>
  text === ""
    ? []
    : text.split(" ").map((slot) => {
        const [key = "", order = ""] = slot.split("@");
        return { key, order: Number(order) };
      });
const shown = (rules: RuleList): string => rules.map(({ key, order }) => `${key}@${order}`).join(" ");

describe("placing a rule", () => {
  test.each<[string, string, string, Spot, string]>([
    ["directly below its neighbour, the rest shifts", "A@1 B@2 C@3", "N", { after: "A" }, "A@1 N@2 B@3 C@4"],
    ["directly above its neighbour", "A@1 B@2", "N", { before: "B" }, "A@1 N@2 B@3"],
    ["into an empty list at 1", "", "N", "last", "N@1"],
    ["at the end", "A@1 B@5", "N", "last", "A@1 B@5 N@6"],
    ["below a tie, never inside it", "A@1 B@3 C@3 D@4", "N", { after: "B" }, "A@1 B@3 C@3 N@4 D@5"],
    ["above a tie, never inside it", "A@1 B@3 C@3 D@4", "N", { before: "C" }, "A@1 N@3 B@4 C@4 D@5"],
    ["downwards closes the gap it leaves first", "A@1 B@2 C@3", "A", { after: "B" }, "B@1 A@2 C@3"],
    ["upwards", "A@1 B@2 C@3", "C", { before: "A" }, "C@1 A@2 B@3"],
    ["out of a tie leaves the number to the others", "A@2 B@2 C@3", "A", { after: "C" }, "B@2 C@3 A@4"],
    ["next to a gap keeps the gap below", "A@1 B@9", "N", { after: "A" }, "A@1 N@2 B@10"],
    ["where it is already, nothing changes", "A@1 B@2 C@3", "B", { after: "A" }, "A@1 B@2 C@3"],
  ])("%s", (_, before, key, spot, expected) => {
    const placed = place(list(before), key, spot);
    expect(shown(placed.list)).toBe(expected);
    expect(placed.list.find((slot) => slot.key === key)?.order).toBe(placed.order);
  });

  test("beside a rule that is not in the list is a mistake of ours, said by name", () => {
    expect(() => place(list("A@1"), "N", { after: "X" })).toThrow("no rule X");
    expect(() => without(list("A@1"), "X")).toThrow("no rule X");
  });
});
