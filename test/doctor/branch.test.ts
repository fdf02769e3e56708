import { describe, expect, test } from "vitest";
import { type BranchFacts, type BranchRules, judgeBranch, mergeRules, noRules } from "../../src/doctor/branch.ts";
import { bad } from "./bad.ts";

const sound: BranchRules = {
  pullRequest: { approvals: 1, dismissesStale: true, lastPush: false },
  requiresReady: true,
  upToDate: true,
  blocksForcePush: true,
  blocksDeletion: true,
  mergeQueue: false,
};
const facts = (rules: Partial<BranchRules>, more: Partial<BranchFacts> = {}): BranchFacts => ({
  name: "main",
  rulesets: { value: { ...sound, ...rules } },
  classic: { value: null },
  required: 1,
  ...more,
});
const pullRequest = sound.pullRequest!;

describe("the default branch", () => {
  test.each<readonly [string, BranchFacts, readonly string[]]>([
    ["nothing is said against sound rules", facts({}), []],
    [
      "nothing at all is asked",
      facts(noRules),
      [
        "error main: pull request required",
        "warning main: approvals required",
        "warning main: stale approvals",
        "error main: zerodrift/ready required",
        "error main: branches up to date",
        "error main: force pushes",
        "warning main: deletion",
      ],
    ],
    [
      "GitHub asks for fewer approvals than the configuration",
      facts({}, { required: 2 }),
      ["warning main: approvals required"],
    ],
    [
      "an approval outlives a push",
      facts({ pullRequest: { ...pullRequest, dismissesStale: false } }),
      ["warning main: stale approvals"],
    ],
    [
      "the approval of the last push is as good as dismissing",
      facts({ pullRequest: { ...pullRequest, dismissesStale: false, lastPush: true } }),
      [],
    ],
    ["the check is not required", facts({ requiresReady: false }), ["error main: zerodrift/ready required"]],
    ["branches may be behind", facts({ upToDate: false }), ["error main: branches up to date"]],
    ["history may be rewritten", facts({ blocksForcePush: false }), ["error main: force pushes"]],
    ["the branch may be deleted", facts({ blocksDeletion: false }), ["warning main: deletion"]],
    ["a merge queue merges what nobody planned", facts({ mergeQueue: true }), ["error main: merge queue"]],
    ["nobody has to approve", facts({}, { required: 0 }), ["warning approvals.required"]],
    ["classic protection counts as much", facts(noRules, { classic: { value: sound } }), []],
    [
      "classic protection that cannot be read is no fault and no comfort",
      facts({ blocksForcePush: false }, { classic: { unknown: "403" } }),
      ["unknown main: force pushes"],
    ],
    ["rules that cannot be read", facts({}, { rulesets: { unknown: "502" } }), ["unknown main: rules"]],
  ])("%s", (_, given, expected) => {
    expect(bad(judgeBranch(given))).toEqual(expected);
  });

  test("a branch that is behind is the concern of the rule that requires the check", () => {
    const strictElsewhere = mergeRules({ ...noRules, requiresReady: true }, noRules);
    expect(bad(judgeBranch(facts({ ...strictElsewhere })))).toContain("error main: branches up to date");
  });

  test("of two rulesets the stricter counts", () => {
    const other: BranchRules = { ...noRules, pullRequest: { approvals: 2, dismissesStale: false, lastPush: true } };
    expect(mergeRules(sound, other).pullRequest).toEqual({ approvals: 2, dismissesStale: true, lastPush: true });
  });

  test("every fault comes with a step", () => {
    expect(judgeBranch(facts(noRules)).filter(({ state, fix }) => state !== "ok" && !fix)).toEqual([]);
  });
});
