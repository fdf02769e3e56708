import { describe, expect, test } from "vitest";
import { renderApplyMarkdown } from "../../src/apply/render/markdown.ts";
import { renderRefusal } from "../../src/apply/render/refusal.ts";
import { renderApplyText } from "../../src/apply/render/text.ts";
import { renderDriftJson } from "../../src/drift/render-json.ts";
import { renderDriftMarkdown } from "../../src/drift/render-markdown.ts";
import { renderDriftText } from "../../src/drift/render-text.ts";
import { renderPlanJson } from "../../src/plan/render/json.ts";
import { renderPlanMarkdown } from "../../src/plan/render/markdown.ts";
import { renderPlanText } from "../../src/plan/render/text.ts";
import { applied, believable, dangerous, drifted, empty, hostile, huge, longOrder } from "./fixtures.ts";

const golden = (name: string): string => `golden/${name}`;
const plain = { color: false } as const;

describe("plans", () => {
  const plans = { believable, dangerous, empty, hostile, "long-order": longOrder };

  test.each(Object.entries(plans))("%s as text", async (name, build) => {
    await expect(renderPlanText(build(), plain)).toMatchFileSnapshot(golden(`plan-${name}.txt`));
  });

  test.each(Object.entries(plans))("%s as Markdown", async (name, build) => {
    await expect(renderPlanMarkdown(build())).toMatchFileSnapshot(golden(`plan-${name}.md`));
  });

  test("verbose, on a terminal of 80 columns", async () => {
    const text = renderPlanText(dangerous(), { color: false, width: 80, verbose: true });
    await expect(text).toMatchFileSnapshot(golden("plan-dangerous-verbose.txt"));
  });

  test("in colour", async () => {
    await expect(renderPlanText(dangerous(), { color: true })).toMatchFileSnapshot(golden("plan-dangerous-color.txt"));
  });

  test("as JSON", async () => {
    await expect(renderPlanJson(believable())).toMatchFileSnapshot(golden("plan-believable.json"));
  });

  test("2,000 changes as Markdown, in a comment and in a very small one", async () => {
    await expect(renderPlanMarkdown(huge())).toMatchFileSnapshot(golden("plan-huge.md"));
    await expect(renderPlanMarkdown(huge(), { limit: 3_000 })).toMatchFileSnapshot(golden("plan-huge-small.md"));
  });

  test("2,000 changes as text begin with what matters and end with what to do", async () => {
    const lines = renderPlanText(huge(), plain).split("\n");
    const ends = [...lines.slice(0, 60), `[${lines.length - 80} lines]`, ...lines.slice(-20)].join("\n");
    await expect(ends).toMatchFileSnapshot(golden("plan-huge.txt"));
  });
});

describe("applies", () => {
  test.each(Object.entries(applied))("%s", async (name, { result, context }) => {
    await expect(renderApplyText(result, context, plain)).toMatchFileSnapshot(golden(`apply-${name}.txt`));
    await expect(renderApplyMarkdown(result, context)).toMatchFileSnapshot(golden(`apply-${name}.md`));
  });

  test("a refusal ends with what is live, what is staged, the next command", async () => {
    const text = renderRefusal({
      title: "the plan is stale",
      reasons: ["no longer planned: PUT zia/url-filtering-rule:Block gambling", "not in the saved plan: \u001b[31mPUT"],
      live: "nothing was written",
      staged: "nothing waits in ZIA",
      next: "zerodrift plan --format json --out plan.json",
    });
    await expect(text).toMatchFileSnapshot(golden("refusal.txt"));
  });
});

describe("drift", () => {
  test.each(Object.entries(drifted))("%s", async (name, build) => {
    const report = build();
    await expect(renderDriftText(report, plain)).toMatchFileSnapshot(golden(`drift-${name}.txt`));
    await expect(renderDriftMarkdown(report)).toMatchFileSnapshot(golden(`drift-${name}.md`));
    await expect(renderDriftJson(report)).toMatchFileSnapshot(golden(`drift-${name}.json`));
  });
});
