import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { bodyLimit, changedText, composeBody, failedText, planLinks } from "../../../src/github/comment/body.ts";
import { commentLimit, renderNoPlanComment, renderPlanComment } from "../../../src/github/comment/plan-comment.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { attacks, believable, change, dangerous, hostile, huge, plan, segment } from "../../render/fixtures.ts";
import { read } from "../../render/markdown-reader.ts";
import { head, place } from "../scene.ts";

const links = planLinks(place, { pull: 7, head, run: 501, artifact: 9001 });
const golden = (name: string): string => `golden/${name}.md`;

const mistakes: readonly Diagnostic[] = [
  {
    severity: "error",
    code: "unknown-reference",
    message: 'no zia/location is named "hedd-office"',
    source: { file: "policies/web/block-gambling.yaml", line: 14, column: 9, length: 11 },
    excerpt: "      - hedd-office",
    hint: 'did you mean "head-office" (policies/locations.yaml:3)?',
  },
  {
    severity: "error",
    code: "broken-yaml",
    message: "``` </details> <!-- zerodrift:plan:1 --> @acme/all",
    source: { file: "policies/```.yaml", line: 1, column: 1 },
    excerpt: "kind: ```",
  },
];

const withEarlier = (): string =>
  renderPlanComment(dangerous(), {
    earlier: [
      { number: 12, addresses: ["zia/url-category:Old partners"] },
      { number: null, addresses: ["zia/url-filtering-rule:Allow marketing study"] },
    ],
  });

/** A reviewer is asked about every kind of risk at once. */
const everythingAsked = (): Plan => {
  const whole = dangerous();
  const taken = change(segment, "Found in the portal", "update", [], { takeover: true });
  return { ...whole, changes: [...whole.changes, taken] };
};

describe("what a pull request shows", () => {
  const pages: Readonly<Record<string, () => string>> = {
    small: () => renderPlanComment(believable()),
    dangerous: withEarlier,
    huge: () => renderPlanComment(huge()),
    hostile: () => renderPlanComment(hostile()),
    asked: () => renderPlanComment(everythingAsked(), { limit: 4_000 }),
    mistakes: () => renderNoPlanComment("acme", { why: "mistakes", diagnostics: mistakes }),
    conflict: () =>
      renderNoPlanComment("acme", { why: "conflict", files: ["policies/a.yaml", "a`b @all.yaml"], branch: "main" }),
    "moved-on": () => renderNoPlanComment("acme", { why: "moved-on" }),
    failed: () => failedText("It left no plan that can be read."),
  };

  test.each(Object.entries(pages))("%s", async (name, build) => {
    const body = composeBody(build(), links);
    await expect(body).toMatchFileSnapshot(golden(name));
    expect(body.length).toBeLessThanOrEqual(bodyLimit);
  });
});

describe("nobody gets out of a comment", () => {
  const pages: readonly string[] = [
    renderPlanComment(hostile()),
    renderPlanComment(hostile(), { limit: 3_000 }),
    renderPlanComment(hostile(), { earlier: [{ number: 12, addresses: attacks }] }),
    renderNoPlanComment("@all <b> ```", { why: "mistakes", diagnostics: mistakes }),
    renderNoPlanComment("@all <b> ```", { why: "conflict", files: attacks, branch: "`@all" }),
  ];

  test.each(pages.map((page, index) => [index, page] as const))("page %i", (_, page) => {
    const { prose, openFences, details, closedDetails } = read(page);
    expect(page).not.toContain("<!--");
    expect(page).not.toContain("-->");
    expect(page).not.toMatch(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]/);
    expect(openFences).toBe(0);
    expect(details).toBe(closedDetails);
    expect(prose).not.toMatch(/@|!\[|<(?!\/?(?:details(?: open)?|summary)>)|https?:|\$/);
  });
});

describe("a comment keeps to its size", () => {
  test("a plan of 2,000 changes is shown with every risk, and says what is left out", () => {
    const page = renderPlanComment(huge());
    expect(page.length).toBeLessThanOrEqual(commentLimit);
    expect(page.match(/^- \*\*(?:opens|deletes)\*\*/gm)).toHaveLength(22);
    expect(page).toContain("**Left out**");
    expect(page).toContain("1,595");
  });

  test("2,000 mistakes are cut with a count", () => {
    const diagnostics = Array.from(
      { length: 2_000 },
      (_, index): Diagnostic => ({ ...mistakes[0]!, message: `mistake ${index}` }),
    );
    const page = renderNoPlanComment("acme", { why: "mistakes", diagnostics });
    expect(page.length).toBeLessThanOrEqual(commentLimit);
    expect(page).toContain("NO PLAN, 2,000 errors");
    expect(page).toMatch(/of 2,000 mistakes/);
  });

  test("a page that was not made to fit is replaced by its first line and the links", () => {
    const body = composeBody(`### acme: 3 changes\n\n${"x".repeat(70_000)}`, links);
    expect(body.length).toBeLessThan(1_000);
    expect(body).toContain("### acme: 3 changes");
    expect(body).toContain("/actions/runs/501/artifacts/9001");
  });
});

test("a reviewer is asked only what applies", () => {
  expect(renderPlanComment(plan([change(segment, "A", "create", [])]))).not.toContain("- [ ]");
  expect(renderPlanComment(believable()).match(/^- \[ \] .*$/gm)).toEqual([
    "- [ ] 1 change opens access: who gets in, and where, is meant",
    "- [ ] 1 rule moves: the new order is right, also for the rules that are passed",
  ]);
});

test("a changed plan is named by both digests", () => {
  const text = changedText(
    { from: `sha256:${"a1b2".repeat(16)}`, to: `sha256:${"c3d4".repeat(16)}` },
    "### acme: 2 changes, 1 OPENS ACCESS\n\nand more",
    "e".repeat(40),
  );
  expect(text).toContain("Earlier approvals no longer count");
  expect(text).toContain("acme: 2 changes, 1 OPENS ACCESS");
  expect(text).not.toContain("and more");
  expect(text).toContain("`sha256:a1b2a1b2a1b2` → `sha256:c3d4c3d4c3d4`");
});
