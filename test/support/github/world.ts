import type { Store } from "./store.ts";

/** Roles in the repository, from most to least. */
export type Role = "admin" | "maintain" | "write" | "triage" | "read" | "none";

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot";
  role: Role;
}

export interface Comment {
  readonly id: number;
  readonly user: User;
  body: string;
  readonly createdAt: Date;
  updatedAt: Date;
  /** The reason, once minimized. */
  minimized: string | null;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly user: User;
  readonly isPull: boolean;
  title: string;
  body: string | null;
  state: "open" | "closed";
  stateReason: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  closedBy: User | null;
  readonly labels: Set<string>;
  readonly comments: Comment[];
}

export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";

export interface Review {
  readonly id: number;
  readonly user: User;
  state: ReviewState;
  readonly body: string;
  readonly commit: string;
  readonly submittedAt: Date;
}

export interface Merge {
  readonly at: Date;
  readonly by: User;
  readonly commit: string;
  /** Commits that came to the base branch with it. */
  readonly introduced: ReadonlySet<string>;
}

export interface Pull {
  readonly issue: Issue;
  readonly id: number;
  base: string;
  /** Tip of the base branch when last looked at; stays after the merge. */
  baseSha: string;
  readonly head: { readonly owner: User; readonly ref: string; readonly fork: Fork | null };
  headSha: string;
  merged: Merge | null;
  /** What GitHub merged last to see whether it can; null where that failed. */
  testMerge: { readonly of: string; readonly commit: string | null };
  draft: boolean;
  readonly reviews: Review[];
}

export interface Fork {
  readonly id: number;
  readonly owner: User;
  isDeleted: boolean;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface CheckRun {
  readonly id: number;
  readonly sha: string;
  readonly app: string;
  name: string;
  status: string;
  conclusion: string | null;
  startedAt: string | null;
  completedAt: string | null;
  externalId: string | null;
  detailsUrl: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  readonly annotations: unknown[];
}

export interface Run {
  readonly id: number;
  readonly number: number;
  readonly path: string;
  readonly workflowId: number;
  readonly event: string;
  readonly branch: string | null;
  readonly sha: string;
  /** Owner of the fork it ran for; null: this repository. */
  readonly fork: Fork | null;
  readonly actor: User;
  status: string;
  conclusion: string | null;
  attempt: number;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly run: Run;
  readonly zip: Uint8Array;
  readonly digest: string;
  readonly createdAt: Date;
  expired: boolean;
}

export interface Status {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly creator: User;
  readonly environment: string;
  readonly logUrl: string;
  readonly createdAt: Date;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly payload: unknown;
  readonly description: string | null;
  readonly creator: User;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly createdAt: Date;
  /** Oldest first. */
  readonly statuses: Status[];
}

export interface Activity {
  readonly id: number;
  readonly before: string;
  readonly after: string;
  readonly ref: string;
  readonly type: "push" | "force_push" | "branch_creation" | "branch_deletion" | "pr_merge";
  readonly at: Date;
  readonly actor: User;
}

export interface DeploymentEnvironment {
  readonly id: number;
  readonly name: string;
  /** Null: every branch; `protected`: protected branches; else patterns. */
  readonly branches: null | "protected" | readonly { readonly name: string; readonly type: "branch" | "tag" }[];
  readonly reviewers: readonly User[];
  readonly canAdminsBypass: boolean;
  readonly createdAt: Date;
}

export interface Token {
  readonly text: string;
  readonly actor: User;
  readonly permissions: Readonly<Record<string, "read" | "write">>;
}

export interface Settings {
  /** No page holds more, whatever `per_page` says. */
  pageSizeCap?: number;
  latencyMs?: number;
  /** How many calls per merged commit find no pull request yet. */
  lag?: number;
  /** Requests an hour of all tokens together. */
  rateLimit?: number;
  /** What one act moves the clock by. */
  tickMs?: number;
  hasIssues?: boolean;
}

/** All that the double remembers. Tests may look at everything and change what no act is for. */
export interface World {
  readonly owner: string;
  readonly repo: string;
  readonly repositoryId: number;
  readonly isPrivate: boolean;
  defaultBranch: string;
  /** Root of pages; REST lies under `/api`. */
  url: string;
  readonly store: Store;
  now: number;
  ids: number;
  numbers: number;
  readonly users: Map<string, User>;
  readonly teams: Map<string, Map<string, "member" | "maintainer">>;
  readonly forks: Fork[];
  readonly pulls: Map<number, Pull>;
  readonly issues: Map<number, Issue>;
  /** By name in lower case. */
  readonly labels: Map<string, Label>;
  readonly checks: CheckRun[];
  readonly workflows: Map<string, number>;
  readonly runs: Run[];
  readonly artifacts: Artifact[];
  readonly deployments: Deployment[];
  readonly activities: Activity[];
  readonly rules: Map<string, readonly object[]>;
  readonly protection: Map<string, object>;
  readonly environments: Map<string, DeploymentEnvironment>;
  readonly secrets: {
    readonly repository: Set<string>;
    readonly organization: Set<string>;
    readonly environments: Map<string, Set<string>>;
  };
  readonly tokens: Map<string, Token>;
  /** Where zips wait for whoever was sent there. */
  readonly blobs: Map<string, Uint8Array>;
  /** How often the pull requests of a commit were asked for. */
  readonly asked: Map<string, number>;
  settings: Settings;
}

export const nextId = (world: World): number => {
  world.ids += 1;
  return world.ids;
};

/** The time of an act; one act comes after the other. */
export const moment = (world: World): Date => {
  world.now += world.settings.tickMs ?? 1000;
  return new Date(world.now);
};

/** Someone with an account; roles are given by name. */
export const userOf = (world: World, login: string): User => {
  const known = world.users.get(login.toLowerCase());
  if (known !== undefined) return known;
  const user: User = {
    id: nextId(world),
    login,
    type: login.endsWith("[bot]") ? "Bot" : "User",
    role: login === world.owner ? "admin" : "none",
  };
  world.users.set(login.toLowerCase(), user);
  return user;
};
