import type { Value } from "./value.ts";

export type Conclusion = "success" | "failure" | "cancelled" | "skipped";
export type Permissions = Readonly<Record<string, "read" | "write" | "none">>;
type Table = Readonly<Record<string, string>>;

/** What happened at GitHub, with the commit and ref that GitHub gives to the runs it starts. */
export interface Event {
  readonly name: string;
  readonly payload: Readonly<Record<string, Value>>;
  /** Of the default branch, or the test merge of a pull request; workflow files are taken from there. */
  readonly sha: string;
  /** `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  readonly actor: string;
}

/** A deployment environment as set up in the repository. */
export interface DeploymentEnvironment {
  /** Branches it admits by name; absent: every ref. */
  readonly branches?: readonly string[];
  readonly secrets: Table;
  readonly vars: Table;
  /** Asks its reviewers; absent: nobody has to be asked. */
  readonly review?: (runId: number) => Promise<"approved" | "rejected">;
}

export interface NewRun {
  readonly path: string;
  readonly name: string;
  readonly event: Event;
}

export interface NewJob {
  readonly name: string;
  readonly environment?: string;
}

/** The GitHub that workflows run at; the runner does nothing to it except through this. */
export interface Host {
  readonly repository: { readonly fullName: string; readonly id: number; readonly defaultBranch: string };
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** What actions/checkout clones from: http, or a path of this machine. Serves any commit by its SHA. */
  readonly cloneUrl: string;
  /** Secrets and variables of the repository itself. */
  readonly secrets: Table;
  readonly vars: Table;
  /** The files of .github/workflows at a commit, by path from the top of the repository. */
  workflowFiles(sha: string): Promise<ReadonlyMap<string, string>>;
  /** Undefined: never set up; GitHub then makes one that protects nothing. */
  environment(name: string): DeploymentEnvironment | undefined;
  startRun(run: NewRun): Promise<{ readonly id: number; readonly attempt: number; readonly number: number }>;
  finishRun(runId: number, conclusion: Conclusion): Promise<void>;
  startJob(runId: number, job: NewJob): Promise<number>;
  finishJob(runId: number, jobId: number, conclusion: Conclusion): Promise<void>;
  /** A token with exactly these rights, valid until its job is finished. */
  mintToken(job: {
    readonly runId: number;
    readonly jobId: number;
    readonly permissions: Permissions;
  }): Promise<string>;
  putArtifact(runId: number, artifact: NewArtifact): Promise<{ readonly id: number; readonly digest: string }>;
  /** The zip of the artifact of that name in that run. */
  getArtifact(runId: number, name: string): Promise<Uint8Array | undefined>;
  /** The entry of that very key, else the newest whose key begins with one of the prefixes. */
  getCache(
    key: string,
    prefixes: readonly string[],
  ): Promise<{ readonly key: string; readonly zip: Uint8Array } | undefined>;
  /** Keeps what is there already under that key. */
  putCache(key: string, zip: Uint8Array): Promise<void>;
}

export interface NewArtifact {
  readonly name: string;
  readonly zip: Uint8Array;
  readonly retentionDays?: number;
  /** Otherwise a second one of that name in a run is refused. */
  readonly overwrite: boolean;
}
