import { posix } from "node:path";
import type { GitHub } from "../github/client.ts";
import { isNotFound } from "../github/failure.ts";
import { labels, planArtifact, workflows } from "../github/names.ts";
import { ask } from "./known.ts";
import type { DriftFacts, LifetimeFacts } from "./lifetimes.ts";

const dayMs = 86_400_000;
const driftWorkflow = posix.basename(workflows.drift);

/** One page is enough: plans are made all the time, and only the newest tells how long they are kept now. */
const readArtifactDays = async ({ rest, at }: GitHub): Promise<number | null> => {
  const { data } = await rest.actions.listArtifactsForRepo({ ...at, per_page: 100 });
  const plans = data.artifacts.filter(({ name }) => name.startsWith(planArtifact(""))).toSorted((a, b) => b.id - a.id);
  const { created_at: created, expires_at: expires } = plans[0] ?? {};
  if (typeof created !== "string" || typeof expires !== "string") return null;
  return (Date.parse(expires) - Date.parse(created)) / dayMs;
};

const readWorkflowState = async ({ rest, at }: GitHub): Promise<string | null> => {
  try {
    return (await rest.actions.getWorkflow({ ...at, workflow_id: driftWorkflow })).data.state;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
};

const readDrift = async (github: GitHub, branch: string): Promise<DriftFacts> => {
  const { rest, paginate, at } = github;
  const workflow = await readWorkflowState(github);
  if (workflow === null) return { workflow, lastSuccess: null, issue: null };
  const { data } = await rest.actions.listWorkflowRuns({
    ...at,
    workflow_id: driftWorkflow,
    branch,
    status: "success",
    per_page: 1,
  });
  const issues = await paginate(rest.issues.listForRepo, { ...at, labels: labels.drift, state: "open", per_page: 100 });
  return {
    workflow,
    lastSuccess: data.workflow_runs[0]?.created_at ?? null,
    issue: issues.find(({ pull_request: pull }) => pull === undefined)?.number ?? null,
  };
};

/** How long plans are kept, and how the drift scan is doing. */
export const readLifetimes = async (
  github: GitHub,
  branch: string,
): Promise<Pick<LifetimeFacts, "planArtifactDays" | "drift">> => ({
  planArtifactDays: await ask(() => readArtifactDays(github)),
  drift: await ask(() => readDrift(github, branch)),
});
