import { testMergeOf, tipOf } from "./acts.ts";
import { type Call, type Handler, notFound, ok, paged } from "./answers.ts";
import { commitBody, diffBodies, readCommits } from "./commits.ts";
import { association, type Body, labelsOf, node, page, repoApi, repository, simpleUser, time } from "./objects.ts";
import { nextId, type Pull, type Review, type World } from "./world.ts";

const sideBody = (world: World, side: "head" | "base", pull: Pull): Body => {
  const { head } = pull;
  const owner = side === "head" ? head.owner : world.users.get(world.owner.toLowerCase())!;
  const ref = side === "head" ? head.ref : pull.base;
  const isGone = side === "head" && head.fork?.isDeleted === true;
  return {
    label: `${owner.login}:${ref}`,
    ref,
    sha: side === "head" ? pull.headSha : pull.baseSha,
    user: simpleUser(world, owner),
    repo: isGone ? null : repository(world, side === "head" ? head.fork : null),
  };
};

const baseShaOf = (world: World, pull: Pull): string =>
  pull.issue.state === "open" ? (tipOf(world, pull.base) ?? pull.baseSha) : pull.baseSha;

/** What merging was tried with; the merge itself once there is one. */
const mergeCommitOf = (world: World, pull: Pull): string | null => {
  if (pull.merged !== null) return pull.merged.commit;
  return pull.issue.state === "open" ? testMergeOf(world, pull) : pull.testMerge.commit;
};

/** A pull request as lists hold it. */
export const pullBody = (world: World, pull: Pull): Body => {
  const { issue } = pull;
  const url = `${repoApi(world)}/pulls/${issue.number}`;
  const html = `${page(world)}/pull/${issue.number}`;
  const issueUrl = `${repoApi(world)}/issues/${issue.number}`;
  pull.baseSha = baseShaOf(world, pull);
  const links = {
    self: url,
    html,
    issue: issueUrl,
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repoApi(world)}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${repoApi(world)}/statuses/${pull.headSha}`,
  };
  return {
    url,
    id: pull.id,
    node_id: node("PullRequest", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: issue.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: simpleUser(world, issue.user),
    body: issue.body,
    labels: labelsOf(world, issue),
    milestone: null,
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : time(issue.closedAt),
    merged_at: pull.merged === null ? null : time(pull.merged.at),
    merge_commit_sha: mergeCommitOf(world, pull),
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: sideBody(world, "head", pull),
    base: sideBody(world, "base", pull),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: association(world, issue.user),
    auto_merge: null,
    draft: pull.draft,
  };
};

const rangeOf = (pull: Pull): string => `${pull.baseSha}..${pull.headSha}`;

const forkPoint = (world: World, pull: Pull): string => world.store.git("merge-base", pull.baseSha, pull.headSha);

/** A pull request asked for by its number. */
export const fullPullBody = (world: World, pull: Pull): Body => {
  const body = pullBody(world, pull);
  const files = diffBodies(world, forkPoint(world, pull), pull.headSha);
  const sum = (key: string): number => files.reduce((total, file) => total + file[key], 0);
  const isOpen = pull.issue.state === "open";
  return {
    ...body,
    merged: pull.merged !== null,
    mergeable: isOpen ? body.merge_commit_sha !== null : null,
    rebaseable: isOpen ? body.merge_commit_sha !== null : null,
    mergeable_state: isOpen ? (body.merge_commit_sha === null ? "dirty" : "clean") : "unknown",
    merged_by: pull.merged === null ? null : simpleUser(world, pull.merged.by),
    comments: pull.issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: Number(world.store.git("rev-list", "--count", rangeOf(pull))),
    additions: sum("additions"),
    deletions: sum("deletions"),
    changed_files: files.length,
  };
};

export const reviewBody = (world: World, pull: Pull, review: Review): Body => {
  const html = `${page(world)}/pull/${pull.issue.number}#pullrequestreview-${review.id}`;
  const href = `${repoApi(world)}/pulls/${pull.issue.number}`;
  return {
    id: review.id,
    node_id: node("PullRequestReview", review.id),
    user: simpleUser(world, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: href,
    author_association: association(world, review.user),
    _links: { html: { href: html }, pull_request: { href } },
    submitted_at: time(review.submittedAt),
    commit_id: review.commit,
  };
};

const withPull =
  (act: (call: Call, pull: Pull) => ReturnType<Handler>): Handler =>
  (call) => {
    const pull = call.world.pulls.get(Number(call.path.pull_number));
    return pull === undefined ? notFound() : act(call, pull);
  };

/** `user:branch`; without a user GitHub does not filter at all. */
const isFrom = (pull: Pull, head: string | null): boolean =>
  head === null || !head.includes(":") || `${pull.head.owner.login}:${pull.head.ref}` === head;

const list: Handler = (call) => {
  const { world, query } = call;
  const state = query.get("state") ?? "open";
  const base = query.get("base");
  const key = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const isAscending =
    query.get("direction") === "asc" || (query.has("sort") && !query.has("direction") && key !== "createdAt");
  const found = [...world.pulls.values()]
    .filter((pull) => state === "all" || pull.issue.state === state)
    .filter((pull) => isFrom(pull, query.get("head")) && (base === null || pull.base === base))
    .sort(
      (one, other) => one.issue[key].getTime() - other.issue[key].getTime() || one.issue.number - other.issue.number,
    );
  return paged(call, isAscending ? found : found.reverse(), (pull) => pullBody(world, pull));
};

/** The description says 250 at most. */
const mostCommits = 250;

const holds = (world: World, pull: Pull, sha: string): boolean =>
  pull.merged !== null
    ? pull.merged.introduced.has(sha) || pull.headSha === sha
    : pull.issue.state === "open" &&
      world.store.isAncestor(sha, pull.headSha) &&
      !world.store.isAncestor(sha, baseShaOf(world, pull));

/** On the default branch the merged pull request that brought the commit; elsewhere open ones too. */
const ofCommit: Handler = (call) => {
  const { world } = call;
  const sha = world.store.find(`${call.path.commit_sha}^{commit}`);
  if (sha === undefined) return { status: 422, body: { message: `No commit found for SHA: ${call.path.commit_sha}` } };
  const isOnDefault = world.store.isAncestor(sha, tipOf(world, world.defaultBranch)!);
  const asked = world.asked.get(sha) ?? 0;
  world.asked.set(sha, asked + 1);
  if (isOnDefault && asked < (world.settings.lag ?? 0)) return ok([]);
  const found = [...world.pulls.values()].filter(
    (pull) => holds(world, pull, sha) && (!isOnDefault || pull.merged?.introduced.has(sha) === true),
  );
  return paged(call, found, (pull) => pullBody(world, pull));
};

/** Handlers by operation. */
export const pullEndpoints: Readonly<Record<string, Handler>> = {
  "pulls/list": list,
  "pulls/get": withPull(({ world }, pull) => ok(fullPullBody(world, pull))),
  "pulls/list-reviews": withPull((call, pull) =>
    paged(call, pull.reviews, (review) => reviewBody(call.world, pull, review)),
  ),
  "pulls/list-commits": withPull((call, pull) => {
    pull.baseSha = baseShaOf(call.world, pull);
    const commits = readCommits(call.world, "--reverse", "--topo-order", rangeOf(pull));
    return paged(call, commits.slice(0, mostCommits), (facts) => commitBody(call.world, facts));
  }),
  "pulls/list-files": withPull((call, pull) => {
    pull.baseSha = baseShaOf(call.world, pull);
    return paged(
      call,
      diffBodies(call.world, forkPoint(call.world, pull), pull.headSha).slice(0, 3000),
      (file) => file,
    );
  }),
  "repos/list-pull-requests-associated-with-commit": ofCommit,
};

/** A review is of the head as it is. */
export const addReview = (world: World, pull: Pull, review: Omit<Review, "id">): Review => {
  if (review.user === pull.issue.user && review.state !== "COMMENTED")
    throw new Error("GitHub lets nobody approve or refuse a pull request of their own");
  const made: Review = { id: nextId(world), ...review };
  pull.reviews.push(made);
  pull.issue.updatedAt = review.submittedAt;
  return made;
};
