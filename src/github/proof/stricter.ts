import { ageInMs } from "./age.ts";
import type { ApprovalRules } from "./facts.ts";

/** An age that cannot be read is the shorter one: then every plan is too old. */
const shorter = (one: string, other: string): string => ((ageInMs(one) ?? 0) <= (ageInMs(other) ?? 0) ? one : other);

/**
 * What two sets of rules ask for together. Loosened rules count from the apply on that follows their own approval: until
 * then a commit that nobody approved, pushed past the rules of the branch, would free the next one from approvals.
 */
export const stricter = (one: ApprovalRules, other: ApprovalRules): ApprovalRules => ({
  required: Math.max(one.required, other.required),
  teams: [...new Set([...one.teams, ...other.teams])],
  maxPlanAge: shorter(one.maxPlanAge, other.maxPlanAge),
});
