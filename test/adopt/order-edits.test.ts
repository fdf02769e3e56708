import { describe, expect, test } from "vitest";
import { isReordered, orderEdits, type PlacedRule } from "../../src/adopt/order-edits.ts";
import type { Resource } from "../../src/model/resource.ts";

/** `a.yaml:0` and the names of the rules of that document. */
const placed = (...documents: readonly (readonly [file: string, document: number, names: string])[]) =>
  documents.flatMap(([file, document, names]) =>
    [...names].map(
      (name, resource): PlacedRule => ({
        resource: { name, source: { file, line: 1, column: 1 } } as Resource,
        spot: { document, resource },
      }),
    ),
  );

const edits = (declared: readonly PlacedRule[], live: string) => {
  const found = orderEdits(declared, [...live]);
  return found && Object.fromEntries(found);
};

describe("a live order", () => {
  test("is told from one that only undeclared rules differ in", () => {
    expect(isReordered(placed(["a", 0, "ABC"]), [..."xAyBCz"])).toBe(false);
    expect(isReordered(placed(["a", 0, "ABC"]), [..."xByACz"])).toBe(true);
  });

  test("is the order of the document, undeclared rules left out", () => {
    expect(edits(placed(["a", 0, "ABC"]), "CxAB")).toEqual({ a: [{ do: "order", document: 0, sequence: [2, 0, 1] }] });
  });

  test("leaves rules that are not live in their place", () => {
    expect(edits(placed(["a", 0, "ABCD"]), "DCA")).toEqual({
      a: [{ do: "order", document: 0, sequence: [3, 1, 2, 0] }],
    });
  });

  test("of several documents concerns those alone whose rules moved", () => {
    const declared = placed(["a", 0, "AB"], ["a", 1, "CD"], ["b", 0, "EF"]);
    expect(edits(declared, "ABDCFE")).toEqual({
      a: [{ do: "order", document: 1, sequence: [1, 0] }],
      b: [{ do: "order", document: 0, sequence: [1, 0] }],
    });
  });

  test("that mixes documents cannot be said", () => {
    expect(edits(placed(["a", 0, "AB"], ["b", 0, "CD"]), "ACBD")).toBeUndefined();
  });
});
