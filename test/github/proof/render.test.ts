import { describe, expect, test } from "vitest";
import type { Facts } from "../../../src/github/proof/facts.ts";
import { judge } from "../../../src/github/proof/judge.ts";
import { pullOf } from "../../../src/github/proof/pull-of-commit.ts";
import { known, unknown } from "../../../src/github/proof/read.ts";
import { renderProof, renderProofText, renderReady } from "../../../src/github/proof/render.ts";
import {
  approval,
  base,
  bob,
  hash,
  ledger,
  manifest,
  merge,
  merged,
  mergedPull,
  plan,
  pull,
  ready,
  trees,
} from "./facts.ts";

const early = known([approval({ at: "2026-03-02T10:00:00Z" })]);
const hostile = "x|`@ops` <!-- zerodrift --> ![](http://evil)\n\n# Ready \\|";

const checks: Readonly<Record<string, Facts>> = {
  ready: ready(),
  "ready-nothing": ready({ trees: known(trees({ planned: manifest("4") })) }),
  "ready-early-approval": ready({ reviews: early }),
  "ready-running": ready({ ledger: known(ledger({ running: [{ runId: 9, pull: 11 }] })), reviews: early }),
  "ready-hostile": ready({
    pulls: known([pull({ baseBranch: hostile })]),
    tool: hostile,
    rules: unknown("GitHub refused: Resource not accessible by integration (403)"),
  }),
};

const runs: Readonly<Record<string, Facts>> = {
  "proof-proven": merged({
    ledger: known(
      ledger({ relation: "after", unfinished: { record: 1, commit: base, digest: hash("3"), staging: true } }),
    ),
  }),
  "proof-direct-push": merged({ pulls: known([]) }),
  "proof-not-approved": merged({ reviews: known([approval({ account: bob, commit: null })]) }),
  "proof-stale": merged({
    pulls: known([mergedPull({ title: hostile })]),
    plan: known({ chosen: plan({}, { base: merge }), rejected: [] }),
  }),
};

const appliedOf = (facts: Facts) => ({ commit: merge, pull: pullOf(facts) });

describe("the check zerodrift/ready", () => {
  test.each(Object.entries(checks))("%s", async (name, facts) => {
    const { conclusion, title, summary } = renderReady(judge(facts));
    await expect(`${conclusion}: ${title}\n\n${summary}`).toMatchFileSnapshot(`golden/${name}.md`);
  });

  test("is red while another open pull request with the same head is", () => {
    const twin = { number: 13, verdict: judge(ready({ reviews: early })) };
    const text = renderReady(judge(ready()), [twin]);
    expect(text).toMatchObject({
      conclusion: "failure",
      title: "not ready: #13 has the same head (approved before this plan (approve again))",
    });
    expect(text.summary).toContain("**#13** has the same head commit");
    expect(renderReady(judge(ready()), [{ number: 13, verdict: judge(ready()) }]).conclusion).toBe("success");
  });

  test("every row has four cells, whatever stands in it", () => {
    const rows = renderReady(judge(checks["ready-hostile"]!))
      .summary.split("\n")
      .filter((line) => line.startsWith("|"));
    expect(rows.length).toBe(12);
    for (const row of rows) expect(row.split("|").length).toBe(6);
  });
});

describe("the proof in a run", () => {
  test.each(Object.entries(runs))("%s", async (name, facts) => {
    const page = renderProof(judge(facts), appliedOf(facts));
    const log = renderProofText(judge(facts), appliedOf(facts));
    await expect(`${page}\n--- log\n\n${log}`).toMatchFileSnapshot(`golden/${name}.md`);
  });
});
