import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { endingText, readEnding, recordOutcome } from "../../../src/commands/github/apply-report.ts";
import { outcomeOf } from "../../../src/github/ledger/outcome.ts";
import { closingStatus } from "../../../src/github/ledger/write.ts";
import type { Proof } from "../../../src/github/proof.ts";
import type { ApplyResult } from "../../../src/model/result.ts";
import { applied, attacks, outcome, result, urlRule } from "../../render/fixtures.ts";
import { read } from "../../render/markdown-reader.ts";

const sha = `sha256:${"a".repeat(64)}`;
const commit = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";

const proof: Proof = {
  version: 1,
  repository: "acme/policies",
  run: { id: 501, attempt: 1 },
  commit,
  pull: { number: 7, head: commit, title: "x" },
  base: null,
  tip: commit,
  tool: "0.1.0",
  tenant: { name: "acme", cloud: "production", customerId: "1" },
  artifact: { id: 1, runId: 2 },
  plan: sha,
  digest: sha,
  manifest: sha,
  approvers: [{ login: "ada", id: 1, at: "2026-11-20T02:17:00Z" }],
  record: 77,
  unfinished: null,
};

const saved = (text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), "zerodrift-report-")), "result.json");
  writeFileSync(file, text);
  return file;
};

const one = (status: "done" | "failed" | "skipped" | "converged") => outcome(`${urlRule}:A`, "update", status, "409");

describe("the record is closed as", () => {
  test.each<[string, ApplyResult, string, RegExp]>([
    ["success when all is written and ZIA is active", result([one("done")]), "success", /^applied and activated$/],
    [
      "success when ZIA was not needed",
      result([one("done")], { activation: { zia: "not-needed" } }),
      "success",
      /applied/,
    ],
    ["success when all was there already", result([one("converged")]), "success", /applied/],
    ["partial and staged when a write failed", applied.partial!.result, "failure", /^partial: .*staged$/],
    [
      "partial and staged when nobody knows of the activation",
      applied["activation-failed"]!.result,
      "failure",
      /staged/,
    ],
    ["partial and staged when ZIA was left unactivated", applied.withheld!.result, "failure", /staged/],
    [
      "partial without a word of staged when only ZPA was written",
      result([outcome("zpa/access-rule:A", "update", "done"), one("skipped")], {
        activation: { zia: "withheld" },
        problem: "x",
      }),
      "failure",
      /^partial: (?!.*staged)/,
    ],
    [
      "nothing when it stopped before the first write",
      applied["first-write"]!.result,
      "inactive",
      /^nothing was written$/,
    ],
    [
      "partial when a write may have landed without an answer",
      result([one("failed")], { activation: { zia: "withheld" }, problem: "no answer" }),
      "failure",
      /^partial/,
    ],
  ])("%s", (_, given, state, description) => {
    const told = closingStatus(outcomeOf(given));
    expect(told.state).toBe(state);
    expect(told.description).toMatch(description);
    expect(told.description.length).toBeLessThanOrEqual(140);
  });
});

describe("what apply left is read as", () => {
  test.each<[string, string | undefined, string | undefined, string]>([
    ["a result", JSON.stringify(applied.done!.result), "success", "told"],
    [
      "a refusal",
      JSON.stringify({ refused: { title: "stale", reasons: [] }, next: "x", outcomes: [] }),
      "failure",
      "refused",
    ],
    ["a plan that could not be made", JSON.stringify({ diagnostics: [{ message: "m" }] }), "failure", "failed"],
    ["lost, when the file is still empty", "", "cancelled", "lost"],
    ["lost, when the file is cut", '{"digest": "sha', "failure", "lost"],
    ["lost, when there is none", undefined, "cancelled", "lost"],
    ["never started, when the workflow skipped the job", undefined, "skipped", "skipped"],
  ])("%s", (_, text, conclusion, how) => {
    expect(readEnding(text === undefined ? undefined : saved(text), conclusion).how).toBe(how);
  });

  test("a lost run leaves the record open", () => {
    expect(recordOutcome({ how: "lost" })).toBeUndefined();
  });

  test("a refusal of any length fits the record", () => {
    const told = recordOutcome({ how: "refused", title: "x".repeat(500), reasons: [], next: "" });
    expect(told?.state).toBe("inactive");
    expect(told && closingStatus(told).description.length).toBeLessThanOrEqual(140);
  });
});

describe("the pull request is told", () => {
  const texts = {
    done: () => endingText({ how: "told", result: applied.done!.result }, proof),
    partial: () => endingText({ how: "told", result: applied.partial!.result }, proof),
    untouched: () => endingText({ how: "told", result: applied["first-write"]!.result }, proof),
    refused: () =>
      endingText(
        { how: "refused", title: "the plan is stale", reasons: ["no longer planned: PUT x"], next: "y" },
        proof,
      ),
    lost: () => endingText({ how: "lost" }, proof),
    skipped: () => endingText({ how: "skipped" }, proof),
  };

  test.each(Object.entries(texts))("%s", async (name, build) => {
    await expect(`${build()}\n`).toMatchFileSnapshot(`golden/report-${name}.md`);
  });

  test("to open a new pull request when only ZPA was written: a run by hand resumes what waits in ZIA", () => {
    const outcomes = [outcome("zpa/access-rule:A", "update", "done"), one("skipped")];
    const told = endingText(
      { how: "told", result: result(outcomes, { activation: { zia: "withheld" }, problem: "x" }) },
      proof,
    );
    expect(told).toContain("What is live stays live, and nothing waits in ZIA. Open a new pull request");
    expect(told).not.toContain("**Next:**");
  });

  test.each(attacks.map((attack) => [JSON.stringify(attack), attack]))(
    "nothing of %s that GitHub acts on",
    (_, attack) => {
      const told = endingText({ how: "refused", title: attack, reasons: [attack], next: attack }, proof);
      const { prose, openFences } = read(told);
      expect(openFences).toBe(0);
      expect(told).not.toContain("<!--");
      expect(prose.replace(/^### /, "").replace("contains #7", "")).not.toMatch(/@|!\[|<|https?:|\$|#/);
    },
  );
});
