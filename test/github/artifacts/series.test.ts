import { describe, expect, test } from "vitest";
import { longestSeries, needsOlder, publishedAt } from "../../../src/github/artifacts/series.ts";

type Row = readonly (string | null | undefined)[];
const times = ["12:00", "11:00", "10:00", "09:00"];
const at = (index: number): string => `2026-11-01T${times[index] ?? "08:00"}:00Z`;
const readings = (digests: Row) => digests.map((digest, index) => ({ createdAt: at(index), digest }));

describe("a digest is published", () => {
  test.each<[string, Row, number | undefined]>([
    ["by the only plan", ["x"], 0],
    ["by the first of equal plans: making it again keeps approvals", ["x", "x", "x"], 2],
    ["anew after another plan stood in between", ["x", "y", "x"], 0],
    ["anew after a time without a plan", ["x", null, "x"], 0],
    ["anew after a plan nobody can read", ["x", undefined, "x"], 0],
    ["never where the newest has no plan", [null, "x"], undefined],
    ["never where the newest cannot be read", [undefined, "x"], undefined],
    ["never without a plan", [], undefined],
  ])("%s", (_sentence, digests, expected) => {
    expect(publishedAt(readings(digests))).toBe(expected === undefined ? undefined : at(expected));
  });
});

describe("an older plan is read", () => {
  test.each<[string, Row, string | undefined, boolean]>([
    ["while the digest is the same", ["x", "x"], undefined, true],
    ["no more after another digest", ["x", "y"], undefined, false],
    ["not where the newest has none", [null], undefined, false],
    ["not where what was read stands before every approval", ["x"], "2026-11-01T12:30:00Z", false],
    ["where an approval is older than what was read", ["x"], "2026-11-01T11:30:00Z", true],
    ["not beyond the longest series", Array.from({ length: longestSeries }, () => "x"), undefined, false],
  ])("%s", (_sentence, digests, neededBy, expected) => {
    expect(needsOlder(readings(digests), neededBy)).toBe(expected);
  });
});
