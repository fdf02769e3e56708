import type { Repository } from "../repository.ts";
import { type Run, workflowPath } from "../run.ts";
import type { Artifact } from "./artifact.ts";

/** What runs may be believed: of which workflow, started by what. */
export interface Producer {
  readonly path: string;
  readonly events: readonly string[];
}

/** One sentence why something is not believed, lower case, no full stop; undefined: nothing is wrong. */
export type Objection = string | undefined;

/**
 * What the artifact's own line in the list says; saves asking for the runs of what anybody can upload from a pull
 * request.
 */
export const objectionAtSight = (artifact: Artifact, repository: Repository): Objection => {
  const { run, isExpired, createdAt } = artifact;
  if (run === undefined) return "the run that made it is gone";
  if (run.headRepositoryId !== undefined && run.headRepositoryId !== repository.id)
    return "it was made by a run of another repository";
  if (run.headBranch !== undefined && run.headBranch !== repository.defaultBranch)
    return `it was made by a run on "${run.headBranch}", not on the default branch: planted, or made by hand`;
  if (Number.isNaN(Date.parse(createdAt))) return "GitHub does not say when it was made";
  return isExpired ? "it has expired" : undefined;
};

/**
 * Whether a run is one of the default branch's own workflow: its file, event and code are then what was merged. The
 * branch's name alone proves nothing, as a tag may be called the same; what it points to has to be on the branch.
 */
export const objectionToRun = (
  run: Run,
  producer: Producer,
  repository: Repository,
  isOnDefaultBranch: boolean,
): Objection => {
  if (workflowPath(run.path, repository) !== producer.path)
    return `its run is one of "${run.path}", not of ${producer.path}`;
  if (!producer.events.includes(run.event)) return `its run was started by "${run.event}"`;
  if (run.headRepositoryId !== repository.id) return "its run belongs to another repository";
  if (run.headBranch !== repository.defaultBranch)
    return `its run was on "${run.headBranch ?? "nothing"}", not on the default branch`;
  if (!isOnDefaultBranch)
    return `its run was at ${run.headSha.slice(0, 7)}, which is not on the default branch (a tag may be called like it)`;
  return undefined;
};

/** Whether a run came to a good end: what a failed one leaves may be half of something. */
export const objectionToEnd = ({ status, conclusion }: Run): Objection => {
  if (status !== "completed") return "its run has not ended";
  return conclusion === "success" ? undefined : `its run ended with "${conclusion ?? "nothing"}"`;
};
