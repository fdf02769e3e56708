import type { Facts, PullFacts } from "./facts.ts";

type Place = Pick<Facts, "when" | "commit" | "repository">;

/** Whether a pull request is the one whose merge made this commit, into this repository's default branch. */
const made = (pull: PullFacts, { commit, repository }: Place): boolean =>
  pull.mergedAt !== null &&
  pull.baseBranch === repository.defaultBranch &&
  pull.baseRepositoryId === repository.id &&
  commit?.ok === true &&
  pull.mergeCommit === commit.value.sha;

/** Those of GitHub's candidates that can be meant; GitHub also connects open ones and those of other branches. */
export const pullsMeant = (pulls: readonly PullFacts[], place: Place): readonly PullFacts[] =>
  place.when === "before-merge" ? pulls : pulls.filter((pull) => made(pull, place));

/** The pull request that is judged; undefined when there is none, or more than one. */
export const pullOf = (facts: Place & Pick<Facts, "pulls">): PullFacts | undefined => {
  if (!facts.pulls.ok) return undefined;
  const meant = pullsMeant(facts.pulls.value, facts);
  return meant.length === 1 ? meant[0] : undefined;
};
