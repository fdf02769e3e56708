import { describe, expect, test } from "vitest";
import { didYouMean, nearest } from "../../src/diagnostics/suggest.ts";

const fields = ["urlCategories", "urlCategories2", "groups", "action", "state", "description", "departments"];
const kinds = ["zia/url-filtering-rule", "zia/url-category", "zia/location", "zpa/access-rule"];

describe("near names", () => {
  test.each([
    ["a swapped letter", "urlCatgeories", fields, "urlCategories"],
    ["another case", "URLCATEGORIES", fields, "urlCategories"],
    ["another separator", "url_categories", fields, "urlCategories"],
    ["a forgotten product", "url-filtering-rule", kinds, "zia/url-filtering-rule"],
    ["a shortened name", "depart", fields, "departments"],
    ["two letters swapped in a short word", "sttae", fields, "state"],
    ["blanks for dashes", "Head Office", ["head-office", "branch"], "head-office"],
  ])("%s is found", (_, name, candidates, expected) => {
    expect(nearest(name, candidates)[0]).toBe(expected);
  });

  test.each([
    ["something else", "bandwidth", fields],
    ["the name itself", "state", ["state"]],
    ["nothing", "", fields],
    ["only separators", " - ", fields],
  ])("%s suggests nothing", (_, name, candidates) => {
    expect(nearest(name, candidates)).toEqual([]);
  });

  test("the order of candidates does not matter, and the limit holds", () => {
    const names = ["rule-1", "rule-2", "rule-3", "rule-4"];
    expect(nearest("rule-0", names)).toEqual(["rule-1", "rule-2", "rule-3"]);
    expect(nearest("rule-0", names.toReversed(), 2)).toEqual(["rule-1", "rule-2"]);
  });

  test("ten thousand candidates take no noticeable time", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `Application segment number ${index}`);
    const start = process.cpuUsage().user;
    expect(nearest("aplication segment number 77", names)[0]).toBe("Application segment number 77");
    expect((process.cpuUsage().user - start) / 1000).toBeLessThan(500);
  });

  test("the sentence names up to three", () => {
    expect(didYouMean("rule-0", ["rule-1"])).toBe('did you mean "rule-1"?');
    expect(didYouMean("rule-0", ["rule-1", "rule-2", "rule-3"])).toBe('did you mean "rule-1", "rule-2" or "rule-3"?');
    expect(didYouMean("rule-0", ["x"])).toBeUndefined();
  });
});
