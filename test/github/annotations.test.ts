import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { annotateDiagnostics, annotatePlan, mostAnnotations } from "../../src/github/annotations.ts";
import { annotationSchema } from "../../src/github/bundle.ts";
import type { Change } from "../../src/model/change.ts";
import { attacks, change, dangerous, hostile, huge, impact, segment } from "../render/fixtures.ts";

const at = (line: number) => ({ source: { file: "policies/a.yaml", line, column: 1 } });
const found = (severity: Diagnostic["severity"], line: number): Diagnostic => ({
  severity,
  code: "unknown-value",
  message: "m",
  hint: "h",
  ...at(line),
});
const one = (more: Partial<Change>): Change => change(segment, "A", "update", [], more);

describe("a line is annotated", () => {
  test.each<[string, readonly Change[], readonly Diagnostic[], string | undefined]>([
    ["as failure for an error", [], [found("error", 1)], "failure unknown-value"],
    ["as warning for a warning", [], [found("warning", 1)], "warning unknown-value"],
    ["as notice for a remark", [], [found("info", 1)], "notice unknown-value"],
    ["as warning for a change that opens access", [one(impact("broadens", "r"))], [], "warning OPENS ACCESS: A"],
    ["as warning for an unknown effect", [one(impact("unknown", "r"))], [], "warning UNKNOWN EFFECT: A"],
    ["as warning without a safe order", [one({ unsafePrefix: "r" })], [], "warning NO SAFE ORDER: A"],
    ["as warning for a takeover", [one({ takeover: true })], [], "warning takes over: A"],
    ["as warning for drift that is undone", [one({ cause: "drift" })], [], "warning undoes drift: A"],
    ["as notice for any other change", [one({})], [], "notice changes: A"],
    ["not where nobody knows the line", [change(segment, "A", "delete", [])], [], undefined],
  ])("%s", (_, changes, diagnostics, expected) => {
    const [first] = annotatePlan({ changes, diagnostics });
    expect(first === undefined ? undefined : `${first.level} ${first.title}`).toBe(expected);
  });
});

test("errors come first, then what opens access, then warnings, then the rest", () => {
  const annotations = annotatePlan({
    changes: [one(at(1)), one({ ...at(2), ...impact("broadens", "r") })],
    diagnostics: [found("info", 3), found("warning", 4), found("error", 5)],
  });
  expect(annotations.map(({ line }) => line)).toEqual([5, 2, 4, 3, 1]);
});

test("2,000 changes fit one request, and none that opens access is missing", () => {
  const annotations = annotatePlan(huge());
  expect(annotations).toHaveLength(mostAnnotations);
  expect(annotations.filter(({ title }) => title.startsWith("OPENS ACCESS"))).toHaveLength(5);
});

test("2,000 mistakes fit one request", () => {
  expect(annotateDiagnostics(Array.from({ length: 2_000 }, (_, index) => found("error", index + 1)))).toHaveLength(
    mostAnnotations,
  );
});

test("texts of others hold nothing hidden and fit GitHub's limits", () => {
  for (const annotation of annotatePlan({ ...hostile(), diagnostics: [] })) {
    expect(annotationSchema.safeParse(annotation).success).toBe(true);
    expect(`${annotation.title}${annotation.message}`).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
    expect(annotation.title.length).toBeLessThanOrEqual(255);
  }
  expect(attacks.length).toBeGreaterThan(0);
  expect(annotatePlan(dangerous()).length).toBeGreaterThan(0);
});
