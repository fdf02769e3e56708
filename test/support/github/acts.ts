import type { Content, Identity } from "./store.ts";
import {
  type Activity,
  type Fork,
  type Issue,
  type Merge,
  moment,
  nextId,
  type Pull,
  type User,
  userOf,
  type World,
} from "./world.ts";

/** What people do to branches and pull requests. Commands never come here: they ask over HTTP. */

export const identityOf = ({ id, login, type }: User): Identity => ({
  name: login,
  email: type === "Bot" ? `${id}+${login}@users.noreply.github.com` : `${login}@example.com`,
});

const webFlow: Identity = { name: "GitHub", email: "noreply@github.com" };
const nothing = "0".repeat(40);

/** Branches of forks lie in the same object store, as at GitHub, out of sight. */
const refOf = (branch: string, fork: Fork | null): string =>
  fork === null ? `refs/heads/${branch}` : `refs/forks/${fork.owner.login}/heads/${branch}`;

export const tipOf = (world: World, branch: string, fork: Fork | null = null): string | undefined =>
  world.store.find(refOf(branch, fork));

const record = (world: World, entry: Omit<Activity, "id">): void => {
  world.activities.push({ id: nextId(world), ...entry });
};

/** The commit GitHub makes to see whether a merge works; null where there is a conflict. */
export const testMergeOf = (world: World, pull: Pull): string | null => {
  const base = tipOf(world, pull.base);
  if (base === undefined) return null;
  pull.baseSha = base;
  const of = `${base} ${pull.headSha}`;
  if (pull.testMerge.of !== of) pull.testMerge = { of, commit: testMerge(world, pull, base) };
  return pull.testMerge.commit;
};

const testMerge = (world: World, pull: Pull, base: string): string | null => {
  const tree = world.store.mergeTree(base, pull.headSha);
  if (tree === undefined) return null;
  const message = `Merge ${pull.headSha} into ${base}`;
  const at = new Date(1_600_000_000_000);
  const commit = world.store.seal(
    { parents: [base, pull.headSha], message, author: webFlow, committer: webFlow, at },
    tree,
  );
  world.store.git("update-ref", `refs/pull/${pull.issue.number}/merge`, commit);
  return commit;
};

const dismissesStale = (world: World, branch: string): boolean =>
  (world.rules.get(branch) ?? []).some(
    (rule) =>
      (rule as { readonly parameters?: { readonly dismiss_stale_reviews_on_push?: boolean } }).parameters
        ?.dismiss_stale_reviews_on_push === true,
  );

const moveHead = (world: World, pull: Pull, sha: string): void => {
  if (pull.headSha === sha) return;
  pull.headSha = sha;
  pull.issue.updatedAt = new Date(world.now);
  world.store.git("update-ref", `refs/pull/${pull.issue.number}/head`, sha);
  if (dismissesStale(world, pull.base))
    for (const review of pull.reviews) if (review.state === "APPROVED") review.state = "DISMISSED";
};

const close = (pull: Pull, by: User, at: Date): void => {
  Object.assign(pull.issue, { state: "closed", closedAt: at, closedBy: by, updatedAt: at });
};

const introducedBy = (world: World, before: string, after: string): ReadonlySet<string> =>
  new Set(world.store.git("rev-list", `${before}..${after}`).split("\n"));

/** A pull request whose head arrived on its base by other means counts as merged. INFERRED: with the commit pushed. */
const closeArrived = (world: World, branch: string, before: string, after: string, by: User, at: Date): void => {
  for (const pull of world.pulls.values()) {
    if (pull.issue.state !== "open" || pull.base !== branch) continue;
    if (world.store.isAncestor(pull.headSha, before) || !world.store.isAncestor(pull.headSha, after)) continue;
    pull.merged = { at, by, commit: after, introduced: introducedBy(world, before, after) };
    close(pull, by, at);
  }
};

/** Moves a branch; open pull requests from it follow. */
export const push = (
  world: World,
  { branch, sha, actor, fork = null }: { branch: string; sha: string; actor: User; fork?: Fork | null },
): void => {
  const ref = refOf(branch, fork);
  const before = world.store.find(ref);
  const at = moment(world);
  world.store.git("update-ref", ref, sha);
  const isForced = before !== undefined && !world.store.isAncestor(before, sha);
  const type = before === undefined ? "branch_creation" : isForced ? "force_push" : "push";
  if (fork === null)
    record(world, { before: before ?? nothing, after: sha, ref: `refs/heads/${branch}`, type, at, actor });
  for (const pull of world.pulls.values())
    if (pull.issue.state === "open" && pull.head.ref === branch && pull.head.fork === fork) moveHead(world, pull, sha);
  if (fork === null && before !== undefined) closeArrived(world, branch, before, sha, actor, at);
};

export interface CommitOptions {
  readonly branch: string;
  readonly files?: Content;
  readonly message?: string;
  /** Who pushes; author and committer unless those are given. */
  readonly by?: string;
  readonly author?: Identity;
  readonly committer?: Identity;
  /** The parent; by default the tip of the branch, of the default branch, or none. */
  readonly from?: string;
  /** Owner of the fork that the branch belongs to. */
  readonly fork?: string;
}

export const forkOf = (world: World, owner: string): Fork => {
  const known = world.forks.find((fork) => fork.owner.login === owner && !fork.isDeleted);
  if (known !== undefined) return known;
  const fork: Fork = { id: nextId(world), owner: userOf(world, owner), isDeleted: false };
  world.forks.push(fork);
  return fork;
};

export const commit = (world: World, options: CommitOptions): string => {
  const actor = userOf(world, options.by ?? options.fork ?? world.owner);
  const fork = options.fork === undefined ? null : forkOf(world, options.fork);
  const { branch, from = tipOf(world, branch, fork) ?? tipOf(world, world.defaultBranch) } = options;
  const author = options.author ?? identityOf(actor);
  const at = moment(world);
  const sha = world.store.write(
    {
      parents: from === undefined ? [] : [from],
      message: options.message ?? "Change policies",
      author,
      committer: options.committer ?? author,
      at,
    },
    options.files ?? {},
  );
  push(world, { branch, sha, actor, fork });
  return sha;
};

export type MergeMethod = "merge" | "squash" | "rebase";

const mergedCommit = (world: World, pull: Pull, by: User, method: MergeMethod, at: Date): string => {
  const { headSha, issue } = pull;
  const base = tipOf(world, pull.base)!;
  if (method === "rebase") return world.store.replay(`${base}..${headSha}`, base, identityOf(by), at);
  const tree = world.store.mergeTree(base, headSha);
  if (tree === undefined) throw new Error(`#${issue.number} has a conflict`);
  const owner = pull.head.owner.login;
  const isSquash = method === "squash";
  return world.store.seal(
    {
      parents: isSquash ? [base] : [base, headSha],
      message: isSquash
        ? `${issue.title} (#${issue.number})`
        : `Merge pull request #${issue.number} from ${owner}/${pull.head.ref}\n\n${issue.title}`,
      author: identityOf(isSquash ? issue.user : by),
      committer: webFlow,
      at,
    },
    tree,
  );
};

/** Merges as the button does; the commit that the base branch ends with. */
export const merge = (world: World, pull: Pull, by: User, method: MergeMethod): string => {
  if (pull.issue.state !== "open") throw new Error(`#${pull.issue.number} is not open`);
  const before = tipOf(world, pull.base)!;
  const at = moment(world);
  const after = mergedCommit(world, pull, by, method, at);
  world.store.git("update-ref", `refs/heads/${pull.base}`, after);
  const merged: Merge = { at, by, commit: after, introduced: introducedBy(world, before, after) };
  pull.merged = merged;
  pull.baseSha = before;
  close(pull, by, at);
  record(world, { before, after, ref: `refs/heads/${pull.base}`, type: "pr_merge", at, actor: by });
  closeArrived(world, pull.base, before, after, by, at);
  return after;
};

/** "Update branch": merges the base into the head; its clicker pushes it and is its author. */
export const updateBranch = (world: World, pull: Pull, by: User): string => {
  const base = tipOf(world, pull.base)!;
  const tree = world.store.mergeTree(pull.headSha, base);
  if (tree === undefined) throw new Error(`#${pull.issue.number} has a conflict`);
  const message = `Merge branch '${pull.base}' into ${pull.head.ref}`;
  const at = moment(world);
  const parents = [pull.headSha, base];
  const sha = world.store.seal({ parents, message, author: identityOf(by), committer: webFlow, at }, tree);
  push(world, { branch: pull.head.ref, sha, actor: by, fork: pull.head.fork });
  return sha;
};

export interface OpenOptions {
  readonly branch: string;
  readonly base?: string;
  readonly title?: string;
  readonly body?: string | null;
  readonly by?: string;
  readonly fork?: string;
  readonly draft?: boolean;
}

export const openPull = (world: World, options: OpenOptions): Pull => {
  const fork = options.fork === undefined ? null : forkOf(world, options.fork);
  const headSha = tipOf(world, options.branch, fork);
  const base = options.base ?? world.defaultBranch;
  const baseSha = tipOf(world, base);
  if (headSha === undefined || baseSha === undefined) throw new Error(`no branch ${options.branch} or ${base}`);
  const user = userOf(world, options.by ?? options.fork ?? world.owner);
  const issue = openIssue(world, {
    title: options.title ?? options.branch,
    body: options.body ?? null,
    user,
    isPull: true,
  });
  const pull: Pull = {
    issue,
    id: nextId(world),
    base,
    baseSha,
    head: { owner: fork?.owner ?? userOf(world, world.owner), ref: options.branch, fork },
    headSha,
    merged: null,
    testMerge: { of: "", commit: null },
    draft: options.draft ?? false,
    reviews: [],
  };
  world.pulls.set(issue.number, pull);
  world.store.git("update-ref", `refs/pull/${issue.number}/head`, headSha);
  return pull;
};

export const openIssue = (
  world: World,
  { title, body, user, isPull }: { title: string; body: string | null; user: User; isPull: boolean },
): Issue => {
  const at = moment(world);
  world.numbers += 1;
  const issue: Issue = {
    id: nextId(world),
    number: world.numbers,
    user,
    isPull,
    title,
    body,
    state: "open",
    stateReason: null,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    labels: new Set<string>(),
    comments: [],
  };
  world.issues.set(issue.number, issue);
  return issue;
};

export const closePull = (world: World, pull: Pull, by: User): void => close(pull, by, moment(world));
