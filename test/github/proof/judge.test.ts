import { describe, expect, test } from "vitest";
import type { Facts } from "../../../src/github/proof/facts.ts";
import { judge, type Verdict } from "../../../src/github/proof/judge.ts";
import { known, unknown } from "../../../src/github/proof/read.ts";
import {
  ann,
  approvals,
  base,
  bob,
  goodRules,
  hash,
  head,
  ledger,
  manifest,
  merge,
  mergeCommit,
  merged,
  mergedPull,
  plan,
  pull,
  ready,
  sha,
  tip,
  trees,
} from "./facts.ts";

const unmetOf = ({ steps }: Verdict): readonly number[] =>
  steps.filter(({ state }) => state === "unmet").map(({ number }) => number);
const reasonOf = ({ steps }: Verdict, number: number): string | undefined =>
  steps.find((step) => step.number === number)?.reason;

const chosen = (...given: Parameters<typeof plan>): Facts["plan"] => known({ chosen: plan(...given), rejected: [] });

describe("proven", () => {
  const cases: readonly (readonly [string, Facts])[] = [
    ["before the merge", ready()],
    ["a true merge", merged()],
    ["a squash", merged({ commit: known(mergeCommit({ parents: [tip] })) })],
    ["a rebase of several commits", merged({ commit: known(mergeCommit({ parents: [sha("e")] })) })],
    ["a first apply", ready({ ledger: known(ledger({ base: null })), plan: chosen({}, { base: null }) })],
    [
      "a first apply after the merge",
      merged({ ledger: known(ledger({ base: null, relation: "after" })), plan: chosen({}, { base: null }) }),
    ],
    ["a base that moved outside the policies folder", ready({ plan: chosen({}, { tip: sha("f") }) })],
    [
      "a fork whose pushes are known",
      ready({ pulls: known([pull({ headRepository: { id: 8, owner: "guest", name: "policy" } })]) }),
    ],
    [
      "an open pull request with the same head beside the merged one",
      merged({ pulls: known([mergedPull(), pull({ number: 13 })]) }),
    ],
    ["a plan that is exactly as old as it may be", ready({ plan: chosen({ createdAt: "2026-02-23T13:00:00Z" }) })],
    ["a cost of exactly the longest wait", ready({ maxWaitSeconds: 12 })],
    [
      "a second run of the same steps after one that was lost",
      merged({
        ledger: known(
          ledger({ relation: "after", unfinished: { record: 1, commit: merge, digest: hash("3"), staging: true } }),
        ),
      }),
    ],
  ];
  test.each(cases)("%s", (_name, facts) => {
    const verdict = judge(facts);
    expect(unmetOf(verdict)).toEqual([]);
    expect(verdict).toMatchObject({
      outcome: "proven",
      approvers: [{ login: "ann", id: 2, at: "2026-03-02T12:00:00Z" }],
    });
  });

  test("ten steps, in order", () => {
    expect(judge(merged()).steps.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe("refused, by the step that says so", () => {
  const cases: readonly (readonly [string, Facts, readonly number[], RegExp])[] = [
    [
      "a commit beside the first-parent chain",
      merged({ commit: known(mergeCommit({ isOnChain: false })) }),
      [1],
      /not on the first-parent history/,
    ],
    ["a direct push", merged({ pulls: known([]) }), [2, 6, 7], /did not come from a pull request/],
    [
      "a test merge of a pull request that is still open",
      merged({ pulls: known([pull({ mergeCommit: merge })]) }),
      [2, 6, 7],
      /did not come from/,
    ],
    [
      "a commit that only an open pull request holds",
      merged({ pulls: known([pull()]) }),
      [2, 6, 7],
      /did not come from/,
    ],
    [
      "a commit inside a rebase, not its last",
      merged({ pulls: known([mergedPull({ mergeCommit: sha("e") })]) }),
      [2, 6, 7],
      /did not come from/,
    ],
    [
      "a merge into another branch",
      merged({ pulls: known([mergedPull({ baseBranch: "next" })]) }),
      [2, 6, 7],
      /did not come from/,
    ],
    [
      "a merge in another repository",
      merged({ pulls: known([mergedPull({ baseRepositoryId: 8 })]) }),
      [2, 6, 7],
      /did not come from/,
    ],
    [
      "several pull requests of one commit",
      merged({ pulls: known([mergedPull(), mergedPull({ number: 13 })]) }),
      [2, 6, 7],
      /#12 and #13/,
    ],
    [
      "a merge of something else than the head",
      merged({ commit: known(mergeCommit({ parents: [tip, sha("e")] })) }),
      [2],
      /second parent/,
    ],
    ["an octopus", merged({ commit: known(mergeCommit({ parents: [tip, head, sha("e")] })) }), [2], /second parent/],
    [
      "a pull request retargeted to another branch",
      ready({ pulls: known([pull({ baseBranch: "next" })]) }),
      [2],
      /merged into "next"/,
    ],
    ["a pull request that was closed", ready({ pulls: known([pull({ state: "closed" })]) }), [2], /not open/],
    [
      "a conflict with the default branch",
      ready({ trees: known(trees({ planned: "conflict" })) }),
      [3, 6],
      /conflicts/,
    ],
    ["a commit older than what was applied", merged({ ledger: known(ledger({ relation: "before" })) }), [4], /newer/],
    ["a record that is not comparable", merged({ ledger: known(ledger({ relation: null })) }), [4], /newer/],
    ["an apply that is running", ready({ ledger: known(ledger({ running: [{ runId: 1, pull: 11 }] })) }), [4], /#11/],
    ["no plan", ready({ plan: known({ chosen: null, rejected: [] }) }), [5, 6, 7], /no plan/],
    [
      "an artifact that expired",
      ready({ plan: known({ chosen: null, rejected: [{ artifact: 5, reason: "expired" }] }) }),
      [5, 6, 7],
      /artifact 5 \(expired\)/,
    ],
    [
      "an artifact planted by a run of the pull request",
      ready({ plan: known({ chosen: null, rejected: [{ artifact: 6, reason: "made by a run on a pull request" }] }) }),
      [5, 6, 7],
      /artifact 6/,
    ],
    ["a plan that a guardrail refuses", ready({ plan: chosen({}, { verdict: "refused" }) }), [5], /refused/],
    [
      "documents that cannot be planned",
      ready({
        plan: chosen(
          { found: { plan: null, manifest: null, digest: null }, manifest: null },
          { verdict: "invalid", plan: null, manifest: null, digest: null },
        ),
      }),
      [5, 6],
      /no plan could be made/,
    ],
    [
      "a plan file that is not the one of the binding",
      ready({ plan: chosen({ found: { plan: hash("8"), manifest: hash("2"), digest: hash("3") } }) }),
      [5],
      /hashes/,
    ],
    [
      "a manifest that is not the one of the binding",
      ready({ plan: chosen({ found: { plan: hash("1"), manifest: hash("8"), digest: hash("3") } }) }),
      [5],
      /hashes/,
    ],
    [
      "a digest that is not the plan's",
      ready({ plan: chosen({ found: { plan: hash("1"), manifest: hash("2"), digest: hash("8") } }) }),
      [5],
      /hashes/,
    ],
    [
      "a plan without its hashes",
      ready({
        plan: chosen(
          { found: { plan: null, manifest: null, digest: null } },
          { plan: null, manifest: null, digest: null },
        ),
      }),
      [5],
      /hashes/,
    ],
    ["a cost above the longest wait", ready({ maxWaitSeconds: 11 }), [5], /12 s/],
    ["a plan that is too old", ready({ plan: chosen({ createdAt: "2026-02-23T12:59:59Z" }) }), [5], /7 days old/],
    ["a plan of unknown age", ready({ plan: chosen({ createdAt: "soon" }) }), [5], /how old/],
    ["an age that cannot be read", ready({ approvals: known(approvals({ maxPlanAge: "soon" })) }), [5], /limit/],
    ["a plan of another repository", ready({ plan: chosen({}, { repositoryId: 8 }) }), [6], /the plan is for/],
    ["a plan of another pull request", ready({ plan: chosen({}, { pull: 13 }) }), [6], /not for #12/],
    ["a plan of another head", ready({ plan: chosen({}, { head: sha("e") }) }), [6], /"eeeeeee"/],
    ["a plan that names no tenant", ready({ plan: chosen({}, { tenant: null }) }), [6], /tenant/],
    ["another version of the tool", ready({ tool: "0.2.0" }), [6], /"0.2.0"/],
    [
      "an upgrade of the tool together with policies",
      ready({ trees: known(trees({ tool: ["package-lock.json"] })) }),
      [6],
      /"package-lock.json"/,
    ],
    ["a plan from an older base", ready({ plan: chosen({}, { base: sha("e") }) }), [6], /starts from "eeeeeee"/],
    [
      "a second merge while the first was applied",
      merged({ ledger: known(ledger({ base: sha("e"), relation: "after" })) }),
      [6],
      /"eeeeeee" was applied/,
    ],
    ["a ledger that went missing", ready({ ledger: known(ledger({ base: null })) }), [6], /no apply is on record/],
    [
      "a plan without base when something was applied",
      ready({ plan: chosen({}, { base: null }) }),
      [6],
      /nothing applied yet/,
    ],
    [
      "a base that moved inside the policies folder",
      ready({ trees: known(trees({ planned: manifest("6") })) }),
      [6],
      /changed policies since/,
    ],
    [
      "a merge of other content than planned",
      merged({ trees: known(trees({ planned: manifest("6") })) }),
      [6],
      /not what was planned: "policies/,
    ],
    [
      "a file that became executable",
      merged({
        trees: known(
          trees({
            planned: {
              version: 1,
              files: { ...manifest("5").files, "zerodrift.yaml": { mode: "100755", sha256: hash("0") } },
            },
          }),
        ),
      }),
      [6],
      /"zerodrift.yaml"/,
    ],
    [
      "a file more than planned",
      merged({
        trees: known(
          trees({
            planned: {
              version: 1,
              files: { ...manifest("5").files, "policies/x.yaml": { mode: "100644", sha256: hash("0") } },
            },
          }),
        ),
      }),
      [6],
      /"policies\/x.yaml"/,
    ],
    ["no review", ready({ reviews: known([]) }), [7], /0 of 1 approval/],
    [
      "a team that did not approve",
      ready({ approvals: known(approvals({ teams: ["net"] })), teams: { net: known([bob.id]) } }),
      [8],
      /no valid approval from team "net"/,
    ],
    [
      "a team whose members cannot be read",
      ready({ approvals: known(approvals({ teams: ["net"] })), teams: { net: unknown("no rights") } }),
      [8],
      /no rights/,
    ],
    ["a team that nobody asked about", ready({ approvals: known(approvals({ teams: ["net"] })) }), [8], /nobody asked/],
  ];
  test.each(cases)("%s", (_name, facts, numbers, reason) => {
    const verdict = judge(facts);
    expect(unmetOf(verdict)).toEqual(numbers);
    expect(reasonOf(verdict, numbers[0]!)).toMatch(reason);
    expect(verdict).toMatchObject({ outcome: "refused", approvers: [] });
  });
});

describe("a fact that could not be read", () => {
  const gone = unknown("GitHub is down");
  const cases: readonly (readonly [keyof Facts, readonly number[]])[] = [
    ["commit", [1, 2, 6, 7]],
    ["pulls", [2, 6, 7]],
    ["trees", [3, 6]],
    ["ledger", [4, 6]],
    ["plan", [5, 6, 7]],
    ["approvals", [5, 7, 8]],
    ["commits", [7]],
    ["pushes", [7]],
    ["reviews", [7]],
  ];
  test.each(cases)("%s: refused, never assumed", (fact, numbers) => {
    const verdict = judge(merged({ [fact]: gone }));
    expect(unmetOf(verdict)).toEqual(numbers);
    expect(verdict.outcome).toBe("refused");
  });

  test("rules: a warning, because the proof does not lean on them", () => {
    expect(judge(merged({ rules: gone }))).toMatchObject({
      outcome: "proven",
      warnings: ["the branch rules could not be read: GitHub is down"],
    });
  });
});

describe("green without an approval", () => {
  const same = known(trees({ planned: manifest("4") }));
  const cases: readonly (readonly [string, Facts, Verdict["outcome"]])[] = [
    ["nothing of what is planned changes", ready({ trees: same, reviews: known([]) }), "nothing"],
    ["nothing changed, after the merge", merged({ trees: same, plan: unknown("not read") }), "nothing"],
    [
      "the policies folder is empty on both sides",
      ready({ trees: known({ planned: { version: 1, files: {} }, before: { version: 1, files: {} }, tool: [] }) }),
      "nothing",
    ],
    [
      "the commit was applied already",
      merged({ ledger: known(ledger({ relation: "equal", base: merge })), reviews: known([]) }),
      "done",
    ],
    [
      "nothing changed, but the base branch is another",
      ready({ trees: same, pulls: known([pull({ baseBranch: "next" })]) }),
      "refused",
    ],
    ["nothing changed, pushed directly", merged({ trees: same, pulls: known([]) }), "refused"],
    [
      "applied already, but not on the chain any more",
      merged({ commit: known(mergeCommit({ isOnChain: false })), ledger: known(ledger({ relation: "equal" })) }),
      "refused",
    ],
  ];
  test.each(cases)("%s: %s", (_name, facts, outcome) => {
    expect(judge(facts).outcome).toBe(outcome);
  });

  test("the last policy file is deleted: that is a change", () => {
    expect(judge(ready({ trees: known(trees({ planned: { version: 1, files: {} } })) })).outcome).toBe("refused");
  });

  test("what is unapplied is named all the same", () => {
    const unfinished = { record: 1, commit: base, digest: hash("3"), staging: true };
    const verdict = judge(merged({ trees: same, ledger: known(ledger({ relation: "after", unfinished })) }));
    expect(verdict.warnings.join()).toMatch(/"ccccccc" did not come to its end, and ZIA holds changes/);
  });
});

describe("branch rules are reported and refuse nothing", () => {
  const without = (type: string): Facts => ready({ rules: known(goodRules.filter((rule) => rule.type !== type)) });
  const cases: readonly (readonly [string, Facts, RegExp])[] = [
    ["no pull request is required", without("pull_request"), /pull requests are not required/],
    ["nothing is dismissed", ready({ rules: known([{ type: "pull_request", parameters: {} }]) }), /neither are stale/],
    ["ready is not required", without("required_status_checks"), /"zerodrift\/ready" is not required/],
    ["branches may be behind", without("required_status_checks"), /up to date/],
    ["force pushes are allowed", without("non_fast_forward"), /force pushes/],
    ["a merge queue", ready({ rules: known([...goodRules, { type: "merge_queue", parameters: {} }]) }), /merge queue/],
  ];
  test.each(cases)("%s", (_name, facts, warning) => {
    expect(judge(facts).outcome).toBe("proven");
    expect(judge(facts).warnings.join("\n")).toMatch(warning);
  });

  test("good rules are no warning", () => {
    expect(judge(ready()).warnings).toEqual([]);
  });
});

describe("teams", () => {
  test("a member's valid approval counts for the team", () => {
    const facts = ready({ approvals: known(approvals({ teams: ["net"] })), teams: { net: known([ann.id]) } });
    expect(judge(facts).outcome).toBe("proven");
  });

  test("a member's approval that does not count, does not count for the team", () => {
    const facts = ready({
      approvals: known(approvals({ teams: ["net"] })),
      teams: { net: known([ann.id]) },
      permissions: { [ann.id]: known("read") },
    });
    expect(unmetOf(judge(facts))).toEqual([7, 8]);
  });
});
