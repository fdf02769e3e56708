import type { Facts } from "../facts.ts";
import { met, notNeeded, type StepResult, unmet } from "../step.ts";
import { short } from "../words.ts";

const name = { number: 1, title: "Commit" };

/** The commit that is applied stands on the default branch itself, not on something merged into it. */
export const commitStep = ({ commit, repository }: Facts): StepResult => {
  if (commit === null) return notNeeded(name, "looked at when it is merged");
  if (!commit.ok) return unmet(name, { reason: commit.reason });
  const { sha, isOnChain } = commit.value;
  return isOnChain
    ? met(name, `${short(sha)} is on "${repository.defaultBranch}"`)
    : unmet(name, {
        reason: `${short(sha)} is not on the first-parent history of "${repository.defaultBranch}"`,
        short: "the commit is not on the default branch",
        who: "whoever rewrote the branch; a new pull request starts from what it is now",
      });
};
