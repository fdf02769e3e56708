import { writeFileSync } from "node:fs";
import { test } from "vitest";
import { renderPlanMarkdown } from "../../src/plan/render/markdown.ts";
import { renderPlanText } from "../../src/plan/render/text.ts";
import * as fixtures from "./fixtures.ts";

test("preview", () => {
  for (const name of ["believable", "dangerous", "longOrder", "empty", "huge", "hostile"] as const) {
    const plan = fixtures[name]();
    writeFileSync(`/tmp/${name}.txt`, renderPlanText(plan, { color: false }));
    writeFileSync(`/tmp/${name}.md`, renderPlanMarkdown(plan));
    writeFileSync(`/tmp/${name}.small.md`, renderPlanMarkdown(plan, {limit: 4000}));
    writeFileSync(`/tmp/${name}.100.txt`, renderPlanText(plan, { color: true, width: 90, verbose: true }));
  }
});
