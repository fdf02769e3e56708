import { expect, test } from "vitest";
import { visible } from "../../src/diagnostics/visible.ts";

test.each([
  ["a line end", "a\nb", "a\\nb"],
  ["a mark that turns the direction", "a\u202eb", "a\\u202eb"],
  ["the Arabic letter mark, which turns it, too", "a\u061cb", "a\\u061cb"],
  ["a soft hyphen", "ad\u00admin", "ad\\xadmin"],
  ["a letter that shows nothing", "a\u3164", "a\\u3164"],
  ["a joiner of graphemes", "a\u034fb", "a\\u034fb"],
  ["half a character", "a\ud800", "a\\ud800"],
])("%s is shown", (_, text, expected) => {
  expect(visible(text)).toBe(expected);
});

test.each(["München", "👩‍🏭", "می‌خواهم", "안전", "naïve e\u0301"])("%s stays as it is", (text) => {
  expect(visible(text)).toBe(text);
});
