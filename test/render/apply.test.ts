import { describe, expect, test } from "vitest";
import { renderApplyMarkdown } from "../../src/apply/render/markdown.ts";
import { renderApplyText } from "../../src/apply/render/text.ts";
import { applied } from "./fixtures.ts";

const lines = (name: string): readonly string[] => {
  const { result, context } = applied[name]!;
  return renderApplyText(result, context, { color: false }).trimEnd().split("\n");
};

describe("the first line", () => {
  test.each([
    ["done", "acme: applied 5 of 5 changes, ZIA activated, 14 s"],
    ["done-resumed", "acme: applied 5 of 5 changes (2 were there already), ZIA activated, 8 s"],
    ["done-many", "acme: applied 60 of 60 changes, 61 s"],
    ["nothing", "acme: nothing to write"],
    ["partial", "acme: STOPPED after 2 of 5 changes; ZIA NOT activated"],
    ["first-write", "acme: STOPPED before the first write of 5 changes; ZIA NOT activated"],
    ["withheld", "acme: all 5 changes written; ZIA NOT activated"],
    ["activation-failed", "acme: all 5 changes written; ZIA activation FAILED"],
  ])("%s", (name, expected) => {
    expect(lines(name)[0]).toBe(expected);
    const { result, context } = applied[name]!;
    expect(renderApplyMarkdown(result, context).split("\n")[0]).toBe(`### ${expected}`);
  });
});

test.each(["partial", "first-write", "withheld", "activation-failed"])("%s ends with live, staged and next", (name) => {
  const text = lines(name);
  expect(text.some((line) => line.startsWith("live:"))).toBe(true);
  expect(text.at(-2)).toMatch(/^staged: /);
  expect(text.at(-1)).toMatch(/^next: {3}zerodrift /);
});

test("ZIA writes are not called live before the activation", () => {
  const text = lines("partial");
  const live = text.slice(
    text.findIndex((line) => line.startsWith("live:")),
    text.findIndex((line) => line.startsWith("waiting in ZIA:")),
  );
  expect(live.join("\n")).not.toContain("zia/");
});

test("a done list is folded, unless everything is asked for", () => {
  const { result, context } = applied["done-many"]!;
  expect(lines("done-many")).toContain("  … 50 more");
  expect(renderApplyText(result, context, { color: false, verbose: true })).toContain("Segment 59");
});
