import { describe, expect, test } from "vitest";
import { type EnvironmentFacts, type EnvironmentsFacts, judgeEnvironments } from "../../src/doctor/environments.ts";
import { bad } from "./bad.ts";

const sound: EnvironmentFacts = {
  admits: [{ name: "main", type: "branch" }],
  adminsBypass: false,
  reviewers: 0,
  preventsSelfReview: false,
  waitMinutes: 0,
};
const facts = (byRole: Partial<EnvironmentsFacts["byRole"]>): EnvironmentsFacts => ({
  tenant: "acme",
  defaultBranch: "main",
  repository: "acme/policies",
  byRole: { plan: { value: sound }, apply: { value: sound }, gate: { value: null }, ...byRole },
});
const apply = (more: Partial<EnvironmentFacts>): EnvironmentsFacts =>
  facts({ apply: { value: { ...sound, ...more } } });
const branch = (name: string) => ({ name, type: "branch" }) as const;

describe("environments", () => {
  test.each<readonly [string, EnvironmentsFacts, readonly string[]]>([
    ["nothing is said against sound ones; a gate is not needed", facts({}), []],
    ["one is missing", facts({ plan: { value: null } }), ["error zerodrift-acme-plan"]],
    ["one cannot be read", facts({ apply: { unknown: "403" } }), ["unknown zerodrift-acme-apply"]],
    ["any branch is admitted", apply({ admits: "everything" }), ["error zerodrift-acme-apply: branches"]],
    [
      "protected branches are more than the default branch",
      apply({ admits: "protected-branches" }),
      ["error zerodrift-acme-apply: branches"],
    ],
    [
      "a second pattern is admitted",
      apply({ admits: [branch("main"), branch("refs/pull/*/merge")] }),
      ["error zerodrift-acme-apply: branches"],
    ],
    ["another branch is admitted", apply({ admits: [branch("release")] }), ["error zerodrift-acme-apply: branches"]],
    ["no branch is admitted", apply({ admits: [] }), ["error zerodrift-acme-apply: branches"]],
    [
      "a tag called like the branch is not the branch",
      apply({ admits: [{ name: "main", type: "tag" }] }),
      ["error zerodrift-acme-apply: branches"],
    ],
    ["a pattern that happens to match", apply({ admits: [branch("ma*")] }), ["error zerodrift-acme-apply: branches"]],
    ["administrators may bypass", apply({ adminsBypass: true }), ["warning zerodrift-acme-apply: administrators"]],
    [
      "nobody tells whether administrators may bypass",
      apply({ adminsBypass: undefined }),
      ["unknown zerodrift-acme-apply: administrators"],
    ],
    ["a run would wait for reviewers", apply({ reviewers: 1 }), ["warning zerodrift-acme-apply: reviewers"]],
    ["a run would wait for a timer", apply({ waitMinutes: 5 }), ["warning zerodrift-acme-apply: wait timer"]],
    ["a gate that a job made, and that asks nobody", facts({ gate: { value: sound } }), []],
    [
      "a gate that whoever merges opens alone",
      facts({ gate: { value: { ...sound, reviewers: 1 } } }),
      ["warning zerodrift-acme-gate"],
    ],
    ["a sound gate", facts({ gate: { value: { ...sound, reviewers: 1, preventsSelfReview: true } } }), []],
  ])("%s", (_, given, expected) => {
    expect(bad(judgeEnvironments(given))).toEqual(expected);
  });

  test("the step for a missing one makes it with its branch rule", () => {
    const [finding] = judgeEnvironments(facts({ plan: { value: null } }));
    expect(finding?.fix).toContain("gh api -X PUT repos/acme/policies/environments/zerodrift-acme-plan ");
    expect(finding?.fix).toContain("/deployment-branch-policies -f name='main'");
  });
});
