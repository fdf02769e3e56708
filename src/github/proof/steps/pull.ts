import type { Facts, PullFacts } from "../facts.ts";
import { pullsMeant } from "../pull-of-commit.ts";
import { met, notNeeded, type StepResult, unmet } from "../step.ts";
import { short } from "../words.ts";

const name = { number: 2, title: "Pull request" };

const open = (pull: PullFacts, { repository }: Facts): StepResult =>
  pull.baseBranch !== repository.defaultBranch || pull.baseRepositoryId !== repository.id
    ? unmet(name, {
        reason: `it would be merged into "${pull.baseBranch}", and only "${repository.defaultBranch}" is applied`,
        short: "another base branch",
        who: "the author can change the base branch",
      })
    : pull.state === "open"
      ? notNeeded(name, "looked at when it is merged")
      : unmet(name, { reason: "it is not open", short: "not open" });

/** A true merge has the head as its second parent; squashed and rebased commits have one. */
const isMergeOf = ({ head }: PullFacts, parents: readonly string[]): boolean =>
  parents.length < 2 || (parents.length === 2 && parents[1] === head);

const merged = (pulls: readonly PullFacts[], facts: Facts): StepResult => {
  const [pull, ...others] = pullsMeant(pulls, facts);
  if (pull === undefined)
    return unmet(name, {
      reason: "the commit did not come from a pull request into the default branch",
      short: "no pull request",
      who: "anyone with write access: open a pull request",
    });
  if (others.length > 0)
    return unmet(name, {
      reason: `the commit belongs to more than one pull request: ${[pull, ...others].map(({ number }) => `#${number}`).join(" and ")}`,
      short: "several pull requests",
      who: "anyone with write access: open a pull request",
    });
  const parents = facts.commit?.ok === true ? facts.commit.value.parents : [];
  return isMergeOf(pull, parents)
    ? met(name, `merged from #${pull.number} at ${short(pull.head)}`)
    : unmet(name, {
        reason: `the merge does not have the head ${short(pull.head)} of #${pull.number} as its second parent`,
        short: "the merge is of something else",
        who: "anyone with write access: open a pull request",
      });
};

/** The one pull request whose merge made the commit. */
export const pullStep = (facts: Facts): StepResult => {
  if (!facts.pulls.ok) return unmet(name, { reason: facts.pulls.reason });
  if (facts.when === "after-merge") return merged(facts.pulls.value, facts);
  const [pull] = facts.pulls.value;
  return pull === undefined ? unmet(name, { reason: "there is no such pull request" }) : open(pull, facts);
};
