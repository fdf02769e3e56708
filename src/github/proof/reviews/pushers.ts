import type { Account, CommitFacts, Push } from "../facts.ts";
import { known, type Read, unknown } from "../read.ts";
import { short } from "../words.ts";

/**
 * Who brought the branch to its head. Updates from the default branch bring nothing of their own: whoever clicked one is
 * passed over, and the push before it counts. Author and committer are words in a commit that anybody can write; this is
 * GitHub's own log.
 */
export const lastPushers = (
  pushes: readonly Push[],
  commits: readonly CommitFacts[],
  head: string,
): Read<readonly Account[]> => {
  const seen = new Set<string>();
  let at = head;
  while (!seen.has(at)) {
    seen.add(at);
    const into = pushes.filter(({ after }) => after === at);
    if (into.length === 0) return unknown(`GitHub's log does not say who pushed ${short(at)}`);
    const commit = commits.find(({ sha }) => sha === at);
    const previous = commit?.isUpdate === true ? commit.parents[0] : undefined;
    const own = into.filter(({ before }) => previous === undefined || before !== previous);
    if (own.some(({ actor }) => actor === null))
      return unknown(`the account that pushed ${short(at)} no longer exists`);
    if (own.length > 0 || previous === undefined)
      return known(own.flatMap(({ actor }) => (actor === null ? [] : [actor])));
    at = previous;
  }
  return unknown("GitHub's log of pushes goes round in a circle");
};
