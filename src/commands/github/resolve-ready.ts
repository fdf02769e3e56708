import { type Checked, checked } from "../../diagnostics/diagnostic.ts";
import type { GitHub } from "../../github/client.ts";
import type { FlowEvent } from "../../github/event.ts";
import { planArtifact, workflows } from "../../github/names.ts";
import { openPull, openPulls, pullsFrom } from "../../github/pulls.ts";
import type { Repository } from "../../github/repository.ts";
import { refuse } from "../../history/problems.ts";
import { nothing, type Resolved, those } from "./resolved.ts";

/** What finding pull requests to judge needs. */
export interface ReadySearch {
  readonly github: GitHub;
  readonly repository: Repository;
}

type WorkflowRun = Extract<FlowEvent, { kind: "workflow-run" }>;
type Dispatch = Extract<FlowEvent, { kind: "dispatch" }>;

const allOpen = async ({ github, repository }: ReadySearch): Promise<Resolved> => {
  const pulls = await openPulls(github, repository);
  return pulls.length === 0 ? nothing("no pull request is open") : those(pulls);
};

/** The heads that a plan run made artifacts for: a run started by others does not say what it was about. */
const plannedHeads = async ({ github }: ReadySearch, runId: number): Promise<ReadonlySet<string>> => {
  const listed = await github.paginate(github.rest.actions.listWorkflowRunArtifacts, {
    ...github.at,
    run_id: runId,
    per_page: 100,
  });
  const prefix = planArtifact("");
  return new Set(listed.flatMap(({ name }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
};

const afterPlan = async (search: ReadySearch, run: WorkflowRun): Promise<Resolved> => {
  const heads = await plannedHeads(search, run.runId);
  if (heads.size === 0)
    return run.conclusion === "success" ? nothing("the plan run had nothing to plan") : allOpen(search);
  const pulls = (await openPulls(search.github, search.repository)).filter(({ head }) => heads.has(head));
  return pulls.length === 0
    ? nothing("no open pull request has a head that was planned; where it moved on, its next plan is judged")
    : those(pulls);
};

/**
 * A review was submitted, edited or dismissed. Whatever is judged is read anew, so it does no harm where the run, which
 * comes from the pull request, names the wrong one, or a head that is no more. INFERRED: the run of a review has the
 * branch of its pull request for a head.
 */
const afterReview = async (
  { github, repository }: ReadySearch,
  { headOwner: owner, headBranch: branch }: WorkflowRun,
): Promise<Resolved> => {
  if (owner === null || branch === null) return nothing("the branch that was reviewed is gone, or its fork is");
  const from = await pullsFrom(github, repository, { owner, branch });
  const pulls = from.filter(({ baseBranch }) => baseBranch === repository.defaultBranch);
  return pulls.length === 0
    ? nothing(`no open pull request onto "${repository.defaultBranch}" comes from "${owner}:${branch}"`)
    : those(pulls);
};

const byDispatch = async (search: ReadySearch, { inputs }: Dispatch): Promise<Checked<Resolved>> => {
  const { pr } = inputs;
  if (pr === undefined) return checked(await allOpen(search), []);
  if (!/^[1-9]\d{0,9}$/.test(pr))
    return refuse("invalid-value", `"${pr}" is no number of a pull request`, "give it as pr, e.g. 7");
  const pull = await openPull(search.github, search.repository, Number(pr));
  return pull === undefined
    ? refuse("invalid-value", `there is no open pull request #${pr}`, "look at the number")
    : checked(those([pull]), []);
};

const afterRun = async (search: ReadySearch, run: WorkflowRun): Promise<Resolved> => {
  if (run.workflow === workflows.plan) return afterPlan(search, run);
  if (run.workflow === workflows.signal) return afterReview(search, run);
  if (run.workflow === workflows.apply) return allOpen(search);
  return nothing(`nothing is judged after a run of "${run.workflow}"`);
};

/** The pull requests that an event asks to judge. */
export const pullsToJudge = async (search: ReadySearch, event: FlowEvent): Promise<Checked<Resolved>> => {
  if (event.kind === "dispatch") return byDispatch(search, event);
  if (event.kind === "workflow-run") return checked(await afterRun(search, event), []);
  if (event.kind !== "push") return checked(nothing(`nothing is judged on "${event.kind}"`), []);
  // The base of every open pull request moved.
  return event.ref === `refs/heads/${search.repository.defaultBranch}`
    ? checked(await allOpen(search), [])
    : checked(nothing(`"${event.ref}" is not the default branch`), []);
};
