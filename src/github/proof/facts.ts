import type { Manifest, PlanBinding } from "../bundle.ts";
import type { Read } from "./read.ts";

/** Whoever did something at GitHub. Accounts are told apart by id: a login can be given away. */
export interface Account {
  readonly id: number;
  readonly login: string;
  /** `User`, `Bot`, `Organization`, `Mannequin`. */
  readonly type: string;
}

/** A pull request as the API tells it. */
export interface PullFacts {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  /** Null for an account that no longer exists. */
  readonly author: Account | null;
  readonly head: string;
  readonly headBranch: string;
  /** Where the head branch lies; null when that repository is gone. */
  readonly headRepository: { readonly id: number; readonly owner: string; readonly name: string } | null;
  readonly baseBranch: string;
  readonly baseRepositoryId: number;
  readonly mergedAt: string | null;
  readonly mergeCommit: string | null;
}

/** The commit that is applied, as Git and the event tell it. */
export interface MergedCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  /** Whether it is on the first-parent chain of the default branch's tip. */
  readonly isOnChain: boolean;
}

/** A name and address from a `Co-authored-by` line: written by whoever wrote the commit. */
export interface CoAuthor {
  readonly name: string;
  readonly email: string;
}

/** A commit of the pull request. */
export interface CommitFacts {
  readonly sha: string;
  readonly parents: readonly string[];
  /** Null where no account has that address. */
  readonly author: Account | null;
  readonly committer: Account | null;
  readonly coAuthors: readonly CoAuthor[];
  /** It only brings in the default branch: its tree is the automatic merge of its parents, the second of which is there. */
  readonly isUpdate: boolean;
}

/** One movement of the head branch, as GitHub logged it: the one thing here that nobody can write. */
export interface Push {
  readonly before: string;
  readonly after: string;
  readonly actor: Account | null;
}

export interface Review {
  readonly id: number;
  readonly account: Account | null;
  /** `APPROVED`, `CHANGES_REQUESTED`, `DISMISSED`, `COMMENTED`, `PENDING`. */
  readonly state: string;
  /** Null when that commit is gone. */
  readonly commit: string | null;
  readonly at: string | null;
}

/** The planned files, or that there are none. */
export type PlannedTree = Manifest | "conflict";

/** Policies and configuration on both sides of the pull request. */
export interface TreeFacts {
  /** After the merge the tree of the merged commit, before it that of head merged with the tip. */
  readonly planned: PlannedTree;
  /** The side without the pull request. */
  readonly before: Manifest;
  /** Files between the two that say which tool runs and how: its lockfile, the workflows. */
  readonly tool: readonly string[];
}

/** Where the ledger says we stand. */
export interface LedgerFacts {
  /** The commit applied last; null: none yet. */
  readonly base: string | null;
  /** Where the commit to be applied stands towards it, on the first-parent chain; null before the merge. */
  readonly relation: "equal" | "before" | "after" | null;
  /** Apply runs that are queued, waiting or in progress. */
  readonly running: readonly { readonly runId: number; readonly pull: number | null }[];
  readonly unfinished: {
    readonly record: number;
    readonly commit: string;
    readonly digest: string;
    readonly staging: boolean;
  } | null;
  readonly warnings: readonly string[];
  /** After the merge: what was merged since the base and is not applied, as people call it. */
  readonly unapplied?: readonly string[];
}

/** A plan whose producer is proven to be the plan workflow of the default branch. */
export interface PlanFacts {
  readonly artifact: { readonly id: number; readonly runId: number };
  readonly createdAt: string;
  /** When this digest was published for this head: the start of the latest unbroken series of it. */
  readonly publishedAt: string;
  readonly binding: PlanBinding;
  /** Hashes of the bytes that were downloaded. */
  readonly found: { readonly plan: string | null; readonly manifest: string | null; readonly digest: string | null };
  readonly manifest: Manifest | null;
}

/** The newest trusted plan, and what was passed over. */
export interface PlanSearch {
  readonly chosen: PlanFacts | null;
  readonly rejected: readonly { readonly artifact: number; readonly reason: string }[];
}

/** What the side without the pull request asks for: a pull request never loosens its own rules. */
export interface ApprovalRules {
  readonly required: number;
  readonly teams: readonly string[];
  /** `7d`, `12h`, `30m`. */
  readonly maxPlanAge: string;
}

/** A rule of the default branch, in the words of the API. */
export interface BranchRule {
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Everything a verdict is made from, as plain data. */
export interface Facts {
  readonly when: "before-merge" | "after-merge";
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly repository: { readonly id: number; readonly defaultBranch: string; readonly ownerType: string };
  /** Null before the merge. */
  readonly commit: Read<MergedCommit> | null;
  /** Pull requests that GitHub connects with the commit; before the merge the one that is judged. */
  readonly pulls: Read<readonly PullFacts[]>;
  readonly trees: Read<TreeFacts>;
  readonly ledger: Read<LedgerFacts>;
  readonly plan: Read<PlanSearch>;
  /** Of the tool of the default branch, which judges here. */
  readonly tool: string;
  readonly maxWaitSeconds: number;
  readonly approvals: Read<ApprovalRules>;
  readonly commits: Read<{ readonly list: readonly CommitFacts[]; readonly total: number }>;
  readonly pushes: Read<readonly Push[]>;
  readonly reviews: Read<readonly Review[]>;
  /** By account id, of those whose review would count: `admin`, `write`, `read`, `none`. */
  readonly permissions: Readonly<Record<number, Read<string>>>;
  /** Members, as account ids, by team; only of accounts whose approval counts. */
  readonly teams: Readonly<Record<string, Read<readonly number[]>>>;
  readonly rules: Read<readonly BranchRule[]>;
}
