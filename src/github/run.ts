import type { GitHub } from "./client.ts";
import { isNotFound } from "./failure.ts";
import type { Repository } from "./repository.ts";

/** A workflow run, as the server tells it; nobody but the server writes these. */
export interface Run {
  readonly id: number;
  readonly attempt: number;
  /** The workflow's file. */
  readonly path: string;
  readonly event: string;
  /** `queued`, `in_progress`, `waiting`, `completed`, … */
  readonly status: string;
  /** Null while it runs. */
  readonly conclusion: string | null;
  /** A branch, or a tag that is called like one. */
  readonly headBranch: string | null;
  readonly headSha: string;
  readonly headRepositoryId: number | null;
  readonly createdAt: string;
  /** For a run that has ended, not before its end. */
  readonly updatedAt: string;
}

/** Runs that have been asked for; the same one is not asked for twice. */
export type ReadRun = (id: number) => Promise<Run | undefined>;

/** A path may carry the branch it was read from: `.github/workflows/a.yml@main`. INFERRED from the API's example. */
export const workflowPath = (path: string, { defaultBranch }: Pick<Repository, "defaultBranch">): string =>
  [`@${defaultBranch}`, `@refs/heads/${defaultBranch}`].reduce(
    (rest, end) => (rest.endsWith(end) ? rest.slice(0, -end.length) : rest),
    path,
  );

/** Whether the run has come to its end, or to that of an earlier attempt. */
export const isOver = (run: Run, attempt: number): boolean => run.status === "completed" || run.attempt > attempt;

const fetchRun = async (github: GitHub, id: number): Promise<Run | undefined> => {
  try {
    const { data } = await github.rest.actions.getWorkflowRun({ ...github.at, run_id: id });
    return {
      id: data.id,
      attempt: data.run_attempt ?? 1,
      path: data.path,
      event: data.event,
      status: data.status ?? "queued",
      conclusion: data.conclusion,
      headBranch: data.head_branch,
      headSha: data.head_sha,
      // Null for a fork that is gone, whatever the description says.
      headRepositoryId: (data.head_repository as { readonly id: number } | null)?.id ?? null,
      createdAt: data.created_at,
      updatedAt: data.updated_at,
    };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
};

/** Reads runs by their id; undefined: expired or deleted. */
export const runReader = (github: GitHub): ReadRun => {
  const known = new Map<number, Promise<Run | undefined>>();
  return (id) => {
    const asked = known.get(id) ?? fetchRun(github, id);
    known.set(id, asked);
    return asked;
  };
};
