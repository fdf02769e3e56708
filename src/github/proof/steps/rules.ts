import { checks } from "../../names.ts";
import type { BranchRule, Facts } from "../facts.ts";
import { met, notNeeded, type StepResult } from "../step.ts";

const name = { number: 9, title: "Branch rules" };

const parametersOf = (rules: readonly BranchRule[], type: string): readonly BranchRule["parameters"][] =>
  rules.filter((rule) => rule.type === type).map(({ parameters }) => parameters);

const namesReady = ({ required_status_checks: listed }: BranchRule["parameters"]): boolean =>
  Array.isArray(listed) && listed.some((one: { readonly context?: unknown }) => one.context === checks.ready);

/** What the rules should demand: each with what to say when they do not. */
const demands: readonly (readonly [missing: string, holds: (rules: readonly BranchRule[]) => boolean])[] = [
  ["pull requests are not required", (rules) => parametersOf(rules, "pull_request").length > 0],
  [
    "neither are stale approvals dismissed nor must the last push be approved",
    (rules) =>
      parametersOf(rules, "pull_request").some(
        (one) => one.dismiss_stale_reviews_on_push === true || one.require_last_push_approval === true,
      ),
  ],
  [
    `the check "${checks.ready}" is not required`,
    (rules) => parametersOf(rules, "required_status_checks").some(namesReady),
  ],
  [
    "branches need not be up to date before they are merged",
    (rules) =>
      parametersOf(rules, "required_status_checks").some((one) => one.strict_required_status_checks_policy === true),
  ],
  ["force pushes are not blocked", (rules) => rules.some(({ type }) => type === "non_fast_forward")],
  ["a merge queue is on, and its merges are not judged", (rules) => !rules.some(({ type }) => type === "merge_queue")],
];

/** Reported, never a reason to refuse: the proof does not lean on rules, it repeats them. */
export const rulesStep = ({ rules }: Facts): StepResult => {
  if (!rules.ok)
    return {
      ...notNeeded(name, "they could not be read"),
      warnings: [`the branch rules could not be read: ${rules.reason}`],
    };
  const missing = demands.filter(([, holds]) => !holds(rules.value)).map(([text]) => text);
  if (missing.length === 0) return met(name, "as they should be");
  return {
    ...notNeeded(name, "weaker than they should be, as far as rulesets show it"),
    warnings: missing.map((text) => `branch rules: ${text}`),
  };
};
