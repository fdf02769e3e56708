import type { GitHub } from "../client.ts";
import { planArtifact, workflows } from "../names.ts";
import type { Repository } from "../repository.ts";
import { type ReadRun, runReader } from "../run.ts";
import { type Artifact, artifactFrom, newestFirst } from "./artifact.ts";
import { type Objection, objectionAtSight, objectionToEnd, objectionToRun, type Producer } from "./provenance.ts";

/** An artifact whose run is proven to be one of the default branch's plan workflow. */
export interface TrustedArtifact extends Artifact {
  readonly runId: number;
}

/** The plans of a head commit, newest first, and what only looks like one. */
export interface TrustedPlans {
  readonly trusted: readonly TrustedArtifact[];
  readonly rejected: readonly { readonly artifact: Artifact; readonly reason: string }[];
}

/** Asked of the local clone, whose objects nobody else wrote. */
export type IsOnDefaultBranch = (commit: string) => Promise<boolean>;

const planner: Producer = { path: workflows.plan, events: ["workflow_run", "workflow_dispatch"] };

/** Whoever can start plans by hand can make any number; older ones than these decide nothing. */
const mostRuns = 30;

interface Judge {
  readonly readRun: ReadRun;
  readonly repository: Repository;
  readonly isOnDefaultBranch: IsOnDefaultBranch;
}

const objectionTo = async ({ readRun, repository, isOnDefaultBranch }: Judge, runId: number): Promise<Objection> => {
  const run = await readRun(runId);
  if (run === undefined) return "its run is gone, so nobody can say who made it";
  return objectionToRun(run, planner, repository, await isOnDefaultBranch(run.headSha)) ?? objectionToEnd(run);
};

const judged = async (judge: Judge, artifact: Artifact, index: number): Promise<Objection> => {
  if (index >= mostRuns) return `it is older than the newest ${mostRuns}`;
  return artifact.run === undefined ? undefined : objectionTo(judge, artifact.run.id);
};

const listFor = async (github: GitHub, head: string): Promise<readonly Artifact[]> => {
  const name = planArtifact(head);
  const listed = await github.paginate(github.rest.actions.listArtifactsForRepo, {
    ...github.at,
    name,
    per_page: 100,
  });
  return newestFirst(listed.map(artifactFrom).filter((artifact) => artifact.name === name));
};

/** All plans for a head commit, each with the proof of who made it. Names prove nothing: anybody's run can use any. */
export const plansFor = async (
  github: GitHub,
  head: string,
  repository: Repository,
  isOnDefaultBranch: IsOnDefaultBranch,
): Promise<TrustedPlans> => {
  const artifacts = await listFor(github, head);
  const judge: Judge = { readRun: runReader(github), repository, isOnDefaultBranch };
  const atSight = artifacts.map((artifact) => ({ artifact, reason: objectionAtSight(artifact, repository) }));
  const likely = atSight.filter(({ reason }) => reason === undefined).map(({ artifact }) => artifact);
  const reasons = new Map(
    await Promise.all(
      likely.map(async (artifact, index) => [artifact.id, await judged(judge, artifact, index)] as const),
    ),
  );
  const all = atSight.map(({ artifact, reason }) => ({ artifact, reason: reason ?? reasons.get(artifact.id) }));
  return {
    trusted: all.flatMap(({ artifact, reason }) =>
      reason === undefined && artifact.run !== undefined ? [{ ...artifact, runId: artifact.run.id }] : [],
    ),
    rejected: all.flatMap(({ artifact, reason }) => (reason === undefined ? [] : [{ artifact, reason }])),
  };
};
