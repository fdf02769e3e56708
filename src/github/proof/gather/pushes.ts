import type { GitHub } from "../../client.ts";
import type { PullFacts, Push } from "../facts.ts";
import { type Read, unknown } from "../read.ts";
import { accountFrom } from "./account.ts";
import { attempt } from "./attempt.ts";

/**
 * GitHub's log of the head branch, in the repository that holds it.
 * INFERRED: the log of a branch is still there once the branch was deleted after its merge.
 */
export const readPushes = async (github: GitHub, pull: PullFacts): Promise<Read<readonly Push[]>> => {
  const { headRepository, headBranch } = pull;
  if (headRepository === null)
    return unknown("the repository of the head branch is gone, so nobody can tell who pushed: push it to a new branch");
  return attempt(async () => {
    const listed = await github.paginate(github.rest.repos.listActivities, {
      owner: headRepository.owner,
      repo: headRepository.name,
      ref: `refs/heads/${headBranch}`,
      per_page: 100,
    });
    return listed.map(({ before, after, actor }) => ({ before, after, actor: accountFrom(actor) }));
  });
};
