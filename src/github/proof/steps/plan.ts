import { ageInMs, ageText } from "../age.ts";
import type { ApprovalRules, Facts, PlanFacts, PlanSearch } from "../facts.ts";
import { met, type Objection, type StepResult, unmet } from "../step.ts";

const name = { number: 5, title: "Plan" };

const again = "anyone with write access: run the plan workflow for this pull request";

const missing = ({ rejected }: PlanSearch): Objection => ({
  reason:
    rejected.length === 0
      ? "there is no plan for this head"
      : `there is no plan for this head; not believed: ${rejected.map(({ artifact, reason }) => `artifact ${artifact} (${reason})`).join(", ")}`,
  short: "no plan",
  who: again,
});

/** What was downloaded is what its producer wrote, and says of itself what it holds. */
const isIntact = ({ binding, found }: PlanFacts): boolean =>
  binding.plan !== null &&
  binding.manifest !== null &&
  binding.digest !== null &&
  found.plan === binding.plan &&
  found.manifest === binding.manifest &&
  found.digest === binding.digest;

const verdictProblem = ({ binding }: PlanFacts): Objection | undefined => {
  if (binding.verdict === "accepted") return undefined;
  return binding.verdict === "refused"
    ? {
        reason:
          "the plan is refused: a guardrail, or an object that is still referred to, says no; approvals do not lift that",
        short: "the plan is refused",
        who: "the author: see the comment of the plan",
      }
    : { reason: "no plan could be made", short: "no plan could be made", who: "the author: see zerodrift/plan" };
};

/** Fails closed: an age or a time that cannot be read is too old. */
const ageProblem = (plan: PlanFacts, { maxPlanAge }: ApprovalRules, now: number): Objection | undefined => {
  const [limit, age] = [ageInMs(maxPlanAge), now - Date.parse(plan.createdAt)];
  if (limit !== undefined && age <= limit) return undefined;
  return {
    reason: Number.isNaN(age)
      ? "nobody knows how old the plan is"
      : `the plan is ${ageText(age)} old, and ${maxPlanAge} is the limit`,
    short: "the plan is too old",
    who: again,
  };
};

const waitProblem = ({ binding }: PlanFacts, maxWaitSeconds: number): Objection | undefined =>
  binding.counts.seconds <= maxWaitSeconds
    ? undefined
    : {
        reason: `applying takes about ${binding.counts.seconds} s under the rate limits, and ${maxWaitSeconds} s is the limit`,
        short: "applying would take too long",
        who: "the author: split the pull request; or an administrator: raise the limit",
      };

/** The newest trusted plan of this head may be applied at all. */
export const planStep = (facts: Facts): StepResult => {
  const { plan: search, approvals, now, maxWaitSeconds } = facts;
  if (!search.ok) return unmet(name, { reason: search.reason });
  if (!approvals.ok) return unmet(name, { reason: approvals.reason });
  const plan = search.value.chosen;
  if (plan === null) return unmet(name, missing(search.value));
  const problem =
    verdictProblem(plan) ??
    (isIntact(plan)
      ? undefined
      : { reason: "the plan's files do not fit its own hashes", short: "the plan is damaged", who: again }) ??
    waitProblem(plan, maxWaitSeconds) ??
    ageProblem(plan, approvals.value, now);
  return problem === undefined ? met(name, "there is a plan, made by the plan workflow") : unmet(name, problem);
};
