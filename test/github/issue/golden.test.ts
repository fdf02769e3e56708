import { describe, expect, test } from "vitest";
import { buildDrift } from "../../../src/drift/report.ts";
import { composeIssue, issueLimit, renderDriftIssue } from "../../../src/github/issue/body.ts";
import { parseDriftMarker } from "../../../src/github/issue/marker.ts";
import { driftDigest, scanOf } from "../../../src/github/scan.ts";
import type { DriftReport } from "../../../src/model/drift.ts";
import { drifted, huge, report } from "../../render/fixtures.ts";
import { read } from "../../render/markdown-reader.ts";

const times = {
  at: "2026-11-20T02:17:41.000Z",
  base: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
  lastClean: "2026-11-17T02:17:38.000Z",
};

const bodyOf = (one: DriftReport): string => {
  const scan = scanOf(one, times);
  return composeIssue({ ...scan, digest: scan.digest ?? "" }, renderDriftIssue(one, times), 41);
};

describe("the drift issue", () => {
  const reports: Readonly<Record<string, () => DriftReport>> = {
    opened: drifted.opened!,
    "without-log": drifted["without-log"]!,
    hostile: drifted.hostile!,
    huge: () => buildDrift(huge()),
    staged: () => ({ ...drifted.none!(), staged: { by: "unknown" } }),
  };

  test.each(Object.entries(reports))("%s", async (name, build) => {
    await expect(bodyOf(build())).toMatchFileSnapshot(`golden/${name}.md`);
  });

  test("nobody gets out of it", () => {
    for (const limit of [issueLimit, 3_000]) {
      const page = renderDriftIssue(drifted.hostile!(), { ...times, limit });
      const { prose, openFences, details, closedDetails } = read(page);
      expect(page).not.toContain("<!--");
      expect(openFences).toBe(0);
      expect(details).toBe(closedDetails);
      expect(prose).not.toMatch(/@|!\[|<(?!\/?(?:details(?: open)?|summary)>)|https?:|\$/);
    }
  });

  test("drift of 2,000 objects fits", () => {
    expect(renderDriftIssue(buildDrift(huge()), times).length).toBeLessThanOrEqual(issueLimit);
  });

  test("its marker is found again, and holds the digest of the drift", () => {
    expect(parseDriftMarker(bodyOf(report()))).toEqual({ tenant: "acme", digest: driftDigest(report()), risk: 1 });
  });

  test("the acknowledgements to paste name changed objects, and the order where a rule only moved", () => {
    const page = renderDriftIssue(report(), times);
    expect(page.match(/change: ".*?"/g)).toEqual([
      'change: "zia/url-filtering-rule:Block gambling"',
      'change: "zpa/access-rule:Finance to ERP"',
      'change: "zia/url-filtering-rule:*"',
    ]);
  });
});

describe("a scan", () => {
  const errors: DriftReport["diagnostics"] = [{ severity: "error", code: "unreadable-kind", message: "no right" }];

  test.each<[string, DriftReport, string]>([
    ["without drift is clean", drifted.none!(), "clean"],
    ["with drift is drift", report(), "drift"],
    ["that could not read everything is never clean", { ...drifted.none!(), diagnostics: errors }, "void"],
    ["that could not read everything and found drift tells of it", { ...report(), diagnostics: errors }, "drift"],
    ["that found staged changes tells of them", { ...drifted.none!(), staged: { by: "ours" } }, "drift"],
  ])("%s", (_, one, state) => {
    expect(scanOf(one, times).state).toBe(state);
  });

  test("has the same digest when only the author of the drift becomes known", () => {
    expect(driftDigest(drifted.opened!())).toBe(driftDigest(report()));
  });

  test("has another digest when another object drifted, too", () => {
    const one = report();
    expect(driftDigest({ ...one, items: one.items.slice(1) })).not.toBe(driftDigest(one));
  });
});
