import type { GitHub } from "../../client.ts";
import type { Facts, PullFacts } from "../facts.ts";
import { pullsMeant } from "../pull-of-commit.ts";
import { known } from "../read.ts";
import { accountFrom } from "./account.ts";

interface Listed {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly user: Parameters<typeof accountFrom>[0];
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    readonly repo: { readonly id: number; readonly name: string; readonly owner: { readonly login: string } } | null;
  };
  readonly base: { readonly ref: string; readonly repo: { readonly id: number } | null };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
}

const pullFrom = ({ head, base, ...listed }: Listed): PullFacts => ({
  number: listed.number,
  title: listed.title,
  state: listed.state,
  author: accountFrom(listed.user),
  head: head.sha,
  headBranch: head.ref,
  // Null for a fork that was deleted.
  headRepository: head.repo === null ? null : { id: head.repo.id, owner: head.repo.owner.login, name: head.repo.name },
  baseBranch: base.ref,
  baseRepositoryId: base.repo?.id ?? -1,
  mergedAt: listed.merged_at,
  mergeCommit: listed.merge_commit_sha,
});

/** A pull request and how many commits it has: lists of them stop at 250 without a word. */
export const readPull = async (
  github: GitHub,
  number: number,
): Promise<{ readonly pull: PullFacts; readonly commits: number }> => {
  const { data } = await github.rest.pulls.get({ ...github.at, pull_number: number });
  return { pull: pullFrom(data), commits: data.commits };
};

const listPulls = async (github: GitHub, commit: string): Promise<readonly PullFacts[]> => {
  const listed = await github.paginate(github.rest.repos.listPullRequestsAssociatedWithCommit, {
    ...github.at,
    commit_sha: commit,
    per_page: 100,
  });
  return listed.map(pullFrom);
};

/** GitHub connects a merge with its commit a little later: about a minute is waited for it. */
const pausesMs = [2_000, 4_000, 8_000, 16_000, 30_000];

/** The pull requests of a merged commit; those that are meant are why somebody waits. */
export const pullsOfCommit = async (
  github: GitHub,
  place: Pick<Facts, "commit" | "repository"> & { readonly sha: string },
  sleep: (ms: number) => Promise<void>,
): Promise<readonly PullFacts[]> => {
  const asked = { when: "after-merge", commit: place.commit, repository: place.repository } as const;
  for (const pause of pausesMs) {
    const found = await listPulls(github, place.sha);
    if (pullsMeant(found, asked).length > 0) return found;
    await sleep(pause);
  }
  return listPulls(github, place.sha);
};

/** Other open pull requests into the default branch with the same head: they share its checks. */
export const twinsOf = async (
  github: GitHub,
  pull: PullFacts,
  repository: Facts["repository"],
): Promise<readonly number[]> => {
  const listed = await listPulls(github, pull.head);
  return listed
    .filter(
      (other) =>
        other.number !== pull.number &&
        other.state === "open" &&
        other.head === pull.head &&
        other.baseBranch === repository.defaultBranch &&
        other.baseRepositoryId === repository.id,
    )
    .map(({ number }) => number);
};

/** The candidates as a fact, the one that is meant as read last. */
export const withPull = (pulls: readonly PullFacts[], latest: PullFacts): Facts["pulls"] =>
  known(pulls.map((one) => (one.number === latest.number ? latest : one)));
