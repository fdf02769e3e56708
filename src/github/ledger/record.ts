import { z } from "zod";
import { type Objection, objectionToRun, type Producer } from "../artifacts/provenance.ts";
import { environmentName, recordTask, workflows } from "../names.ts";
import type { Repository } from "../repository.ts";
import { isOver, type Run } from "../run.ts";
import { commitShape as commit, sha256Shape as sha256 } from "../shapes.ts";

const id = z.number().int().positive();

/** What an apply is about to do, as its record keeps it. */
const intentSchema = z.object({
  version: z.literal(1),
  digest: sha256,
  head: commit,
  pull: id,
  base: commit.nullable(),
  artifact: z.object({ id, runId: id }),
  approvers: z.array(z.string().max(100)).max(100).readonly(),
  run: z.object({ id, attempt: id }),
});

/** The payload of a record. */
export type RecordedIntent = z.infer<typeof intentSchema>;

/** A deployment that is one of ours by its looks; what became of it its statuses say. */
export interface Entry extends RecordedIntent {
  /** Of the deployment; what came later has the greater one. */
  readonly id: number;
  /** The commit on the default branch that was applied. */
  readonly commit: string;
  readonly createdAt: string;
}

/** A deployment as the API tells it, as far as it is used. */
export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly payload: unknown;
  readonly creator: { readonly login: string } | null;
  readonly created_at: string;
}

/** Who keeps the ledger: the token of Actions. No person can be called so. */
export const recorder = "github-actions[bot]";

/** A payload that was sent as JSON may come back as its text. */
const payloadOf = (payload: unknown): unknown => {
  if (typeof payload !== "string") return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
};

const isOurs = (deployment: Deployment, tenant: string, creator: string): boolean =>
  deployment.task === recordTask &&
  deployment.environment === environmentName(tenant, "ledger") &&
  deployment.creator?.login === creator;

/** The entry a deployment is; undefined for one of another task, environment or creator, or with another payload. */
export const entryFrom = (deployment: Deployment, tenant: string, creator = recorder): Entry | undefined => {
  if (!isOurs(deployment, tenant, creator)) return undefined;
  const intent = intentSchema.safeParse(payloadOf(deployment.payload));
  // A branch or tag for a ref says nothing lasting.
  const isFull = commit.safeParse(deployment.sha).success && deployment.ref === deployment.sha;
  if (!intent.success || !isFull || Number.isNaN(Date.parse(deployment.created_at))) return undefined;
  return { ...intent.data, id: deployment.id, commit: deployment.sha, createdAt: deployment.created_at };
};

const applier: Producer = { path: workflows.apply, events: ["push", "workflow_dispatch"] };

/** Where the record's commit and its run's stand, as the local clone says. */
export interface Ancestry {
  readonly isRunOnDefaultBranch: boolean;
  /** The record's commit is the run's, or one the run's stands on. */
  readonly isCommitBehindRun: boolean;
}

/** Clocks of GitHub's parts may differ by this much. */
const slackMs = 60_000;

/**
 * Whether a record was made by the run it names. Any token with `deployments: write` makes deployments as the same bot,
 * so the payload alone is only a claim. A run that was pushed applies the very commit it runs on. One started by hand
 * resumes what an earlier run did not finish: its commit is an ancestor of the one it runs on. And a record is made
 * while its run goes on: an old run cannot be named for a new record.
 */
export const objectionToMaker = (entry: Entry, run: Run, repository: Repository, ancestry: Ancestry): Objection => {
  const wrong = objectionToRun(run, applier, repository, ancestry.isRunOnDefaultBranch);
  if (wrong !== undefined) return wrong;
  if (run.event === "push" && run.headSha !== entry.commit)
    return `its run applied ${run.headSha.slice(0, 7)}, not ${entry.commit.slice(0, 7)}`;
  if (!ancestry.isCommitBehindRun) return `its run at ${run.headSha.slice(0, 7)} does not contain its commit`;
  if (run.attempt < entry.run.attempt) return `its run has no attempt ${entry.run.attempt}`;
  const made = Date.parse(entry.createdAt);
  const isTooLate = run.status === "completed" && made > Date.parse(run.updatedAt) + slackMs;
  return isTooLate || made < Date.parse(run.createdAt) - slackMs ? "it was not made while its run went on" : undefined;
};

/** Whether nobody works on an entry any more; a run that is gone does not. */
export const isEntryOver = (entry: Entry, run: Run | undefined): boolean =>
  run === undefined || isOver(run, entry.run.attempt);
