/**
 * A model of GitHub on this machine, for tests:
 *
 *     const github = await startDouble();
 *     github.user("lee", "write");
 *     github.user("kim", "write");
 *     github.commit({ branch: "main", files: { "zerodrift.yaml": "tenant: acme\n" } });
 *     const head = github.commit({ branch: "rules", by: "kim", files: { "policies/rules.yaml": "..." } });
 *     const pull = github.open({ branch: "rules", by: "kim", title: "Block gambling" });
 *     const run = github.run({ path: workflows.plan, event: "workflow_run", sha: github.tip("main") });
 *     github.artifact({ run, name: planArtifact(head), files: { "plan.json": "{}" } });
 *     github.review(pull, "lee", "APPROVED");
 *     const token = github.token({ "pull-requests": "read", contents: "read" });
 *     await ready(..., github.env(token));
 *     const merged = github.merge(pull, { by: "lee", method: "squash" });
 *     expect(github.violations).toEqual([]);
 *     await github.stop();
 *
 * It runs in the process of the test: a Git or a command that talks to it must not block that process (`execFile`,
 * never `execFileSync`). State that no act is for is changed in `github.world`.
 */

import { type ArtifactFiles, addArtifact, addRun, type RunOptions } from "./actions.ts";
import {
  type CommitOptions,
  closePull,
  commit,
  forkOf,
  type MergeMethod,
  merge,
  type OpenOptions,
  openIssue,
  openPull,
  push,
  tipOf,
  updateBranch,
} from "./acts.ts";
import type { Handler } from "./answers.ts";
import { addDeployment, type DeploymentOptions } from "./deployments.ts";
import { type EventOptions, eventOf } from "./events.ts";
import { type Fault, openFaults } from "./faults.ts";
import { addComment, addLabels } from "./issues.ts";
import type { Violation } from "./judge.ts";
import type { Body } from "./objects.ts";
import { addReview } from "./pulls.ts";
import { type Desk, listen, type RequestEntry } from "./server.ts";
import { openStore } from "./store.ts";
import {
  type Artifact,
  type CheckRun,
  type Comment,
  type Deployment,
  type DeploymentEnvironment,
  type Issue,
  moment,
  nextId,
  type Pull,
  type Review,
  type ReviewState,
  type Role,
  type Run,
  type Settings,
  type User,
  userOf,
  type World,
} from "./world.ts";

export interface DoubleOptions {
  readonly owner?: string;
  readonly repo?: string;
  readonly defaultBranch?: string;
  readonly isPrivate?: boolean;
  /** When it all begins; by default an hour ago, so that no act lies in the future. */
  readonly now?: Date;
  readonly settings?: Settings;
}

export interface Double {
  readonly url: string;
  readonly owner: string;
  readonly repo: string;
  readonly world: World;
  /** Everything that either side did against GitHub's description; expected to be empty. */
  readonly violations: readonly Violation[];
  readonly requests: readonly RequestEntry[];
  forget(): void;
  readonly clock: { now(): Date; advance(ms: number): void };
  settings(changes: Settings): void;
  fault(fault: Fault): void;
  clearFaults(): void;
  /** Answers an operation (`pulls/get`) otherwise; undefined puts it back. */
  override(operation: string, handler: Handler | undefined): void;
  /** A token with these rights, named as in a workflow; without `actor` that of a job. */
  token(permissions: Readonly<Record<string, "read" | "write">>, actor?: string): string;
  /** What a workflow's environment says. */
  env(token: string, run?: Run): Record<string, string>;
  user(login: string, role?: Role): User;
  team(slug: string, logins: readonly string[]): void;
  /** Runs Git in the bare repository. */
  git(...args: readonly string[]): string;
  /** The commit a branch is at. */
  tip(branch: string, fork?: string): string;
  commit(options: CommitOptions): string;
  /** Moves a branch, by force where needed; `from` is a folder whose repository has the commit. */
  push(options: { branch: string; sha: string; by?: string; fork?: string; from?: string }): void;
  open(options: OpenOptions): number;
  retarget(pull: number, base: string): void;
  close(pull: number, by?: string): void;
  merge(pull: number, options?: { by?: string; method?: MergeMethod }): string;
  updateBranch(pull: number, by: string): string;
  deleteFork(owner: string): void;
  /** Of the head as it is, unless `commit` says otherwise. */
  review(
    pull: number,
    login: string,
    state: Exclude<ReviewState, "DISMISSED">,
    more?: { body?: string; commit?: string },
  ): Review;
  dismiss(review: Review): void;
  pull(number: number): Pull;
  issue(number: number): Issue;
  issues(): readonly Issue[];
  openIssue(options: { title: string; body?: string; by?: string; labels?: readonly string[] }): number;
  comment(number: number, login: string, body: string): Comment;
  comments(number: number): readonly Comment[];
  label(number: number, ...names: readonly string[]): void;
  labels(number: number): readonly string[];
  run(options: RunOptions & { readonly by?: string; readonly fork?: string }): Run;
  artifact(options: { run: Run; name: string; files: ArtifactFiles | Uint8Array; createdAt?: Date }): Artifact;
  /** The newest check of a name on a commit. */
  check(sha: string, name: string): CheckRun | undefined;
  deployment(options: DeploymentOptions): Deployment;
  deployments(): readonly Deployment[];
  /** Active rules of a branch, as `repos.getBranchRules` shows them. */
  rules(branch: string, rules: readonly object[]): void;
  environment(name: string, options?: Partial<Omit<DeploymentEnvironment, "id" | "name">>): void;
  secret(name: string, where: "repository" | "organization" | { environment: string }): void;
  event(name: string, options?: EventOptions): Body;
  stop(): Promise<void>;
}

const wellKnown: readonly (readonly [login: string, id: number, type: "User" | "Bot"])[] = [
  ["github-actions[bot]", 41_898_282, "Bot"],
  ["web-flow", 19_864_447, "User"],
  ["github", 9919, "User"],
];

const emptyWorld = (options: DoubleOptions): World => {
  const { owner = "acme", repo = "policies", defaultBranch = "main", isPrivate = true } = options;
  const world: World = {
    owner,
    repo,
    repositoryId: 700_001,
    isPrivate,
    defaultBranch,
    url: "",
    store: openStore(owner, repo, defaultBranch),
    now: Math.floor((options.now?.getTime() ?? Date.now() - 3_600_000) / 1000) * 1000,
    ids: 1_000_000,
    numbers: 0,
    users: new Map(),
    teams: new Map(),
    forks: [],
    pulls: new Map(),
    issues: new Map(),
    labels: new Map(),
    checks: [],
    workflows: new Map(),
    runs: [],
    artifacts: [],
    deployments: [],
    activities: [],
    rules: new Map(),
    protection: new Map(),
    environments: new Map(),
    secrets: { repository: new Set(), organization: new Set(), environments: new Map() },
    tokens: new Map(),
    blobs: new Map(),
    asked: new Map(),
    settings: options.settings ?? {},
  };
  for (const [login, id, type] of wellKnown) world.users.set(login, { id, login, type, role: "none" });
  userOf(world, owner);
  return world;
};

const pullOf = (world: World, number: number): Pull => {
  const pull = world.pulls.get(number);
  if (pull === undefined) throw new Error(`no pull request #${number}`);
  return pull;
};

const issueOf = (world: World, number: number): Issue => {
  const issue = world.issues.get(number);
  if (issue === undefined) throw new Error(`no issue #${number}`);
  return issue;
};

type Part<Names extends keyof Double> = Pick<Double, Names>;

const people = (world: World): Part<"user" | "team" | "token" | "env" | "environment" | "secret" | "rules"> => ({
  user(login, role) {
    const user = userOf(world, login);
    if (role !== undefined) user.role = role;
    return user;
  },
  team(slug, logins) {
    world.teams.set(slug, new Map(logins.map((login) => [login.toLowerCase(), "member"])));
  },
  token(permissions, actor = "github-actions[bot]") {
    const text = `ghs_${nextId(world)}`;
    const named = Object.entries(permissions).map(([name, level]) => [name.replaceAll("-", "_"), level]);
    world.tokens.set(text, { text, actor: userOf(world, actor), permissions: Object.fromEntries(named) });
    return text;
  },
  env: (token, run) => ({
    GITHUB_TOKEN: token,
    GITHUB_REPOSITORY: `${world.owner}/${world.repo}`,
    GITHUB_API_URL: `${world.url}/api`,
    GITHUB_SERVER_URL: world.url,
    ...(run === undefined ? {} : { GITHUB_RUN_ID: String(run.id), GITHUB_RUN_ATTEMPT: String(run.attempt) }),
  }),
  environment(name, options = {}) {
    const usual = { branches: null, reviewers: [], canAdminsBypass: true, createdAt: moment(world) };
    world.environments.set(name, { id: nextId(world), name, ...usual, ...options });
    world.ids += 3;
  },
  secret(name, where) {
    if (typeof where === "string") return void world.secrets[where].add(name);
    const { environments } = world.secrets;
    environments.set(where.environment, new Set([...(environments.get(where.environment) ?? []), name]));
  },
  rules: (branch, rules) => void world.rules.set(branch, rules),
});

const code = (
  world: World,
): Part<
  | "git"
  | "tip"
  | "commit"
  | "push"
  | "open"
  | "retarget"
  | "close"
  | "merge"
  | "updateBranch"
  | "deleteFork"
  | "review"
  | "dismiss"
  | "pull"
> => ({
  git: (...args) => world.store.git(...args),
  tip(branch, fork) {
    const sha = tipOf(world, branch, fork === undefined ? null : forkOf(world, fork));
    if (sha === undefined) throw new Error(`no branch ${branch}`);
    return sha;
  },
  commit: (options) => commit(world, options),
  push({ branch, sha, by = world.owner, fork, from }) {
    if (from !== undefined) world.store.git("fetch", "--quiet", "--no-write-fetch-head", from, sha);
    push(world, { branch, sha, actor: userOf(world, by), fork: fork === undefined ? null : forkOf(world, fork) });
  },
  open: (options) => openPull(world, options).issue.number,
  retarget(number, base) {
    const pull = pullOf(world, number);
    pull.base = base;
    pull.issue.updatedAt = moment(world);
  },
  close: (number, by = world.owner) => closePull(world, pullOf(world, number), userOf(world, by)),
  merge: (number, { by = world.owner, method = "merge" } = {}) =>
    merge(world, pullOf(world, number), userOf(world, by), method),
  updateBranch: (number, by) => updateBranch(world, pullOf(world, number), userOf(world, by)),
  deleteFork(owner) {
    forkOf(world, owner).isDeleted = true;
  },
  review(number, login, state, { body = "", commit: of } = {}) {
    const pull = pullOf(world, number);
    const user = userOf(world, login);
    return addReview(world, pull, { user, state, body, commit: of ?? pull.headSha, submittedAt: moment(world) });
  },
  dismiss(review) {
    review.state = "DISMISSED";
  },
  pull: (number) => pullOf(world, number),
});

const talk = (
  world: World,
): Part<
  | "issue"
  | "issues"
  | "openIssue"
  | "comment"
  | "comments"
  | "label"
  | "labels"
  | "run"
  | "artifact"
  | "check"
  | "deployment"
  | "deployments"
  | "event"
> => ({
  issue: (number) => issueOf(world, number),
  issues: () => [...world.issues.values()].filter(({ isPull }) => !isPull),
  openIssue({
    title,
    body = null,
    by = world.owner,
    labels = [],
  }: {
    title: string;
    body?: string | null;
    by?: string;
    labels?: readonly string[];
  }) {
    const issue = openIssue(world, { title, body, user: userOf(world, by), isPull: false });
    addLabels(world, issue, labels);
    return issue.number;
  },
  comment: (number, login, body) => addComment(world, issueOf(world, number), userOf(world, login), body),
  comments: (number) => issueOf(world, number).comments,
  label: (number, ...names) => addLabels(world, issueOf(world, number), names),
  labels: (number) => [...issueOf(world, number).labels],
  run: ({ by = world.owner, fork, ...options }) =>
    addRun(world, { ...options, actor: userOf(world, by), fork: fork === undefined ? null : forkOf(world, fork) }),
  artifact: (options) => addArtifact(world, options),
  check: (sha, name) => world.checks.findLast((check) => check.sha === sha && check.name === name),
  deployment: (options) => addDeployment(world, options),
  deployments: () => world.deployments,
  event: (name, options = {}) => eventOf(world, name, options),
});

/** Starts a GitHub with one empty repository. */
export const startDouble = async (options: DoubleOptions = {}): Promise<Double> => {
  const world = emptyWorld(options);
  const desk: Desk = { world, faults: openFaults(), requests: [], violations: [], overrides: new Map() };
  const server = await listen(desk);
  return {
    url: world.url,
    owner: world.owner,
    repo: world.repo,
    world,
    violations: desk.violations,
    requests: desk.requests,
    forget: () => void desk.requests.splice(0),
    clock: {
      now: () => new Date(world.now),
      advance(ms) {
        world.now += ms;
      },
    },
    settings(changes) {
      world.settings = { ...world.settings, ...changes };
    },
    fault: (fault) => desk.faults.add(fault),
    clearFaults: () => desk.faults.clear(),
    override: (operation, handler) =>
      void (handler === undefined ? desk.overrides.delete(operation) : desk.overrides.set(operation, handler)),
    ...people(world),
    ...code(world),
    ...talk(world),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      world.store.remove();
    },
  };
};
