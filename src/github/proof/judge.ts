import type { Facts } from "./facts.ts";
import { type Approver, approvalsOf } from "./reviews/approvals.ts";
import type { StepResult } from "./step.ts";
import { bindingStep } from "./steps/binding.ts";
import { commitStep } from "./steps/commit.ts";
import { isDone, ledgerStep } from "./steps/ledger.ts";
import { hasNothing, nothingStep } from "./steps/nothing.ts";
import { planStep } from "./steps/plan.ts";
import { pullStep } from "./steps/pull.ts";
import { recordStep } from "./steps/record.ts";
import { reviewsStep } from "./steps/reviews.ts";
import { rulesStep } from "./steps/rules.ts";
import { teamsStep } from "./steps/teams.ts";
import { names } from "./words.ts";

/** What the facts come to. */
export interface Verdict {
  /**
   * `proven`: this plan may be applied. `nothing`: policies and configuration stay as they are. `done`: it was applied
   * already. `refused`: a step is not met.
   */
  readonly outcome: "proven" | "nothing" | "done" | "refused";
  readonly steps: readonly StepResult[];
  readonly approvers: readonly Approver[];
  readonly warnings: readonly string[];
}

type Judge = (facts: Facts) => StepResult;

/** These hold in every case: also nothing, and what is done already, is said of a commit and a pull request that are real. */
const always: readonly Judge[] = [commitStep, pullStep, nothingStep];
const ofPlan: readonly Judge[] = [ledgerStep, planStep, bindingStep, reviewsStep, teamsStep, rulesStep, recordStep];

const isMet = ({ state }: StepResult): boolean => state !== "unmet";

const outcomeOf = (facts: Facts, first: readonly StepResult[], all: readonly StepResult[]): Verdict["outcome"] => {
  if (!first.every(isMet)) return "refused";
  if (isDone(facts)) return "done";
  if (hasNothing(facts)) return "nothing";
  return all.every(isMet) ? "proven" : "refused";
};

/** What a pull request that changes nothing leaves as it was: not applied. */
const waitingTexts = ({ ledger }: Facts): readonly string[] => {
  if (!ledger.ok) return [];
  const { base, unapplied = [] } = ledger.value;
  if (base === null) return ["nothing was applied yet: the next pull request that changes policies brings all of them"];
  if (unapplied.length === 0) return [];
  const listed = names(unapplied);
  return [`merged and not applied: ${listed}; the next pull request that changes policies brings it`];
};

/** Whether what is there may be applied (or merged): the same code before and after the merge. */
export const judge = (facts: Facts): Verdict => {
  const first = always.map((step) => step(facts));
  const all = [...first, ...ofPlan.map((step) => step(facts))];
  const outcome = outcomeOf(facts, first, all);
  const ledgerWarnings = ledgerStep(facts).warnings ?? [];
  const approvals = approvalsOf(facts);
  const isShort = outcome === "nothing" || outcome === "done";
  return {
    outcome,
    steps: isShort ? first : all,
    approvers: outcome === "proven" && approvals.ok ? approvals.value.valid : [],
    warnings: isShort
      ? [...ledgerWarnings, ...(outcome === "nothing" ? waitingTexts(facts) : [])]
      : all.flatMap(({ warnings }) => warnings ?? []),
  };
};
