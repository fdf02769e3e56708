import type { ApprovalRules, LedgerFacts, MergedCommit, PlanSearch, PullFacts, TreeFacts } from "./facts.ts";
import type { Read } from "./read.ts";

/** What is judged: a pull request on its way, or the commit that its merge made. */
export interface Subject {
  readonly pull: PullFacts;
  /** Absent before the merge. */
  readonly commit?: MergedCommit;
}

/** What a record says before the first write. */
export interface RecordRequest {
  readonly commit: string;
  readonly digest: string;
  readonly head: string;
  readonly pull: number;
  readonly base: string | null;
  readonly artifact: { readonly id: number; readonly runId: number };
  readonly approvers: readonly string[];
}

/** What the proof needs of Git, the ledger and the artifacts. A GitHubError thrown by one is a missing fact. */
export interface ProofSources {
  /** Version of the tool that judges: the default branch's. */
  readonly tool: string;
  /** A commit of the default branch, from the local clone. */
  readonly commit: (sha: string) => Promise<Read<MergedCommit>>;
  /**
   * Before the merge: the head merged with the tip, and the tip. After it: the commit, and the first-parent commit before
   * what the pull request brought (of a rebase, before all of its commits).
   */
  readonly trees: (subject: Subject) => Promise<Read<TreeFacts>>;
  /** From zerodrift.yaml on the side without the pull request: a pull request must not loosen what it is judged by. */
  readonly approvals: (subject: Subject) => Promise<Read<ApprovalRules>>;
  /**
   * Whether a merge commit's tree is the automatic merge of its parents, and its second parent is on the first-parent chain
   * of the default branch as it was without the pull request. False when in doubt.
   */
  readonly isUpdate: (
    commit: { readonly sha: string; readonly parents: readonly string[] },
    subject: Subject,
  ) => Promise<boolean>;
  /** @param commit what is to be applied; absent before the merge */
  readonly ledger: (commit?: string) => Promise<Read<LedgerFacts>>;
  readonly plans: (head: string) => Promise<Read<PlanSearch>>;
  /** Files of the chosen plan's artifact, by name. */
  readonly files: (artifactId: number) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** Opens the record; returns its id. */
  readonly openRecord: (record: RecordRequest) => Promise<number>;
}

/** Everything that gathering works with. */
export interface ProofTools {
  readonly sources: ProofSources;
  readonly sleep: (ms: number) => Promise<void>;
}
