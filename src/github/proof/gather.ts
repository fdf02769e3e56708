import type { GitHub } from "../client.ts";
import type { Account, Facts, PullFacts } from "./facts.ts";
import { attempt } from "./gather/attempt.ts";
import { readCommits } from "./gather/commits.ts";
import { readPermissions } from "./gather/permissions.ts";
import { pullsOfCommit, readPull, withPull } from "./gather/pull.ts";
import { readPushes } from "./gather/pushes.ts";
import { readReviews } from "./gather/reviews.ts";
import { readRules } from "./gather/rules.ts";
import { readTeams } from "./gather/teams.ts";
import { pullOf } from "./pull-of-commit.ts";
import { known, type Read, unknown } from "./read.ts";
import { accountsToAsk } from "./reviews/approvals.ts";
import type { ProofTools, Subject } from "./sources.ts";
import { isDone } from "./steps/ledger.ts";
import { hasNothing } from "./steps/nothing.ts";

/** Where, when and by which limits is judged. */
export interface Setting extends ProofTools {
  readonly github: GitHub;
  /** For teams, whose members a job's own token cannot read. */
  readonly teamsGitHub?: GitHub;
  readonly now: number;
  readonly maxWaitSeconds: number;
}

const notRead = unknown("not read");

type Start = Omit<Facts, "pulls" | "commit" | "when">;

const startOf = async ({ github, sources, now, maxWaitSeconds }: Setting): Promise<Start> => {
  const { data } = await github.rest.repos.get(github.at);
  return {
    now,
    maxWaitSeconds,
    repository: { id: data.id, defaultBranch: data.default_branch, ownerType: data.owner.type },
    tool: sources.tool,
    trees: notRead,
    ledger: notRead,
    plan: notRead,
    approvals: notRead,
    commits: notRead,
    pushes: notRead,
    reviews: notRead,
    permissions: {},
    teams: {},
    rules: notRead,
  };
};

/** What a source cannot get from GitHub is as missing as what it says is. */
const from = async <T>(read: () => Promise<Read<T>>): Promise<Read<T>> => {
  const found = await attempt(read);
  return found.ok ? found.value : found;
};

const readReview = async (
  { github, sources }: Setting,
  subject: Subject,
  total: number,
  branch: string,
): Promise<Pick<Facts, "plan" | "approvals" | "commits" | "pushes" | "reviews" | "rules">> => {
  const { pull } = subject;
  const [plan, approvals, commits, pushes, reviews, rules] = await Promise.all([
    from(() => sources.plans(pull.head)),
    from(() => sources.approvals(subject)),
    attempt(async () => ({
      list: await readCommits(github, pull.number, (commit) => sources.isUpdate(commit, subject)),
      total,
    })),
    readPushes(github, pull),
    attempt(() => readReviews(github, pull.number)),
    attempt(() => readRules(github, branch)),
  ]);
  return { plan, approvals, commits, pushes, reviews, rules };
};

/** Rights and teams are asked for last, and only of those whose review then counts. */
const withRights = async (facts: Facts, { github, teamsGitHub = github }: Setting): Promise<Facts> => {
  const accounts: readonly Account[] = accountsToAsk(facts);
  const teams = facts.approvals.ok ? facts.approvals.value.teams : [];
  const [permissions, members] = await Promise.all([
    readPermissions(github, accounts),
    readTeams(teamsGitHub, teams, accounts),
  ]);
  return { ...facts, permissions, teams: members };
};

/** What is the same before and after the merge, for the pull request that was found. */
const complete = async (facts: Facts, pull: PullFacts, total: number, setting: Setting): Promise<Facts> => {
  const { sources } = setting;
  const commit = facts.commit?.ok === true ? facts.commit.value : undefined;
  const subject: Subject = { pull, ...(commit === undefined ? {} : { commit }) };
  const [trees, ledger] = await Promise.all([
    from(() => sources.trees(subject)),
    from(() => sources.ledger(commit?.sha)),
  ]);
  const stand: Facts = { ...facts, trees, ledger };
  // Then no more is needed to say so.
  if (hasNothing(stand) || isDone(stand)) return stand;
  return withRights(
    { ...stand, ...(await readReview(setting, subject, total, facts.repository.defaultBranch)) },
    setting,
  );
};

/** Reads everything there is to know about an open pull request. */
export const gatherBefore = async (setting: Setting, number: number): Promise<Facts> => {
  const start = await startOf(setting);
  const { pull, commits } = await readPull(setting.github, number);
  const facts: Facts = { ...start, when: "before-merge", commit: null, pulls: known([pull]) };
  return complete(facts, pull, commits, setting);
};

/** Reads everything there is to know about a commit that was pushed to the default branch. */
export const gatherAfter = async (setting: Setting, sha: string): Promise<Facts> => {
  const { github, sources, sleep } = setting;
  const start = await startOf(setting);
  const commit = await from(() => sources.commit(sha));
  const place = { ...start, when: "after-merge", commit } as const;
  const pulls: Facts["pulls"] = commit.ok
    ? await attempt(() => pullsOfCommit(github, { ...place, sha }, sleep))
    : notRead;
  const found = pullOf({ ...place, pulls });
  if (found === undefined) return { ...place, pulls };
  const latest = await attempt(() => readPull(github, found.number));
  if (!latest.ok) return { ...place, pulls: latest };
  const facts: Facts = { ...place, pulls: pulls.ok ? withPull(pulls.value, latest.value.pull) : pulls };
  return complete(facts, latest.value.pull, latest.value.commits, setting);
};
