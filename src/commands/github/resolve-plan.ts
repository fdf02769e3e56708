import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Checked, checked } from "../../diagnostics/diagnostic.ts";
import { loadConfiguration } from "../../documents/configuration.ts";
import { readBundle } from "../../github/artifacts/download.ts";
import { type IsOnDefaultBranch, plansFor } from "../../github/artifacts/list.ts";
import type { GitHub } from "../../github/client.ts";
import type { FlowEvent } from "../../github/event.ts";
import { readLedger } from "../../github/ledger/read.ts";
import { workflows } from "../../github/names.ts";
import { admission, type OpenPull, openPull, openPulls, pullsFrom } from "../../github/pulls.ts";
import type { Repository } from "../../github/repository.ts";
import { shortName } from "../../history/git.ts";
import { refuse } from "../../history/problems.ts";
import type { Clone } from "./clone.ts";
import { mostPulls, nothing, type Resolved, those } from "./resolved.ts";

/** What finding pull requests to plan needs; the clone only after an apply. */
export interface PlanSearch {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly openClone: () => Promise<Checked<Clone>>;
}

type WorkflowRun = Extract<FlowEvent, { kind: "workflow-run" }>;
type Dispatch = Extract<FlowEvent, { kind: "dispatch" }>;

const found = (resolved: Resolved): Checked<Resolved> => checked(resolved, []);

const byHand = "somebody with write access can start zerodrift-plan by hand, with its number and head_sha";

/** Why a pull request gets no plan unasked; undefined: it does. */
const objectionTo = async (
  pull: OpenPull,
  headSha: string,
  admits: (pull: OpenPull) => Promise<boolean>,
): Promise<string | undefined> => {
  if (pull.head !== headSha)
    return `#${pull.number} has moved on to ${shortName(pull.head)}; the check of that commit starts its plan`;
  if (!pull.isOwn) return `#${pull.number} comes from a fork, which gets no plan unasked: ${byHand}`;
  return (await admits(pull))
    ? undefined
    : `the author of #${pull.number} may not push to this repository, so it gets no plan unasked: ${byHand}`;
};

/** How the check ended does not matter: its file comes from the pull request, and a plan says more. */
const afterCheck = async ({ github, repository }: PlanSearch, run: WorkflowRun): Promise<Resolved> => {
  const { headBranch, headOwner, headSha } = run;
  if (run.event !== "pull_request") return nothing(`the check was started by "${run.event}", not by a pull request`);
  if (headBranch === null || headOwner === null) return nothing("the branch that was checked is gone, or its fork is");
  const from = await pullsFrom(github, repository, { owner: headOwner, branch: headBranch });
  const pulls = from.filter(({ baseBranch }) => baseBranch === repository.defaultBranch);
  if (pulls.length === 0)
    return nothing(`no open pull request onto "${repository.defaultBranch}" comes from "${headOwner}:${headBranch}"`);
  const admits = admission(github);
  const judged = await Promise.all(
    pulls.map(async (pull) => ({ pull, objection: await objectionTo(pull, headSha, admits) })),
  );
  return those(
    judged.flatMap(({ pull, objection }) => (objection === undefined ? [pull] : [])),
    judged.flatMap(({ objection }) => objection ?? []),
  );
};

/** Whether a plan was made from something else than what is applied by now; a sentence where nobody can say. */
const isOutdated = async (
  { github, repository }: PlanSearch,
  pull: OpenPull,
  now: { readonly base: string | null; readonly isOnDefaultBranch: IsOnDefaultBranch },
): Promise<boolean | string> => {
  const { trusted } = await plansFor(github, pull.head, repository, now.isOnDefaultBranch);
  const newest = trusted[0];
  // Its own check starts the first plan.
  if (newest === undefined) return false;
  const bundle = await readBundle(github, newest);
  if (bundle.ok) return bundle.value.binding.base !== now.base;
  return `#${pull.number}: ${bundle.diagnostics[0]?.message ?? "its plan cannot be read"}`;
};

const afterApply = async (search: PlanSearch): Promise<Checked<Resolved>> => {
  const { github, repository } = search;
  const clone = await search.openClone();
  if (!clone.ok) return clone;
  const { root, file, tip, isAncestor } = clone.value;
  const configuration = loadConfiguration(readFileSync(join(root, file), "utf8"), file);
  if (!configuration.ok) return configuration;
  const { base, warnings } = await readLedger(github, configuration.value.tenant, clone.value, { repository });
  const now = { base, isOnDefaultBranch: (commit: string) => isAncestor(commit, tip) };
  const own = (await openPulls(github, repository)).filter(({ isOwn }) => isOwn);
  const admits = admission(github);
  const judged = await Promise.all(
    own.slice(0, mostPulls).map(async (pull) => ({
      pull,
      answer: (await admits(pull)) && (await isOutdated(search, pull, now)),
    })),
  );
  const outdated = judged.flatMap(({ pull, answer }) => (answer === true ? [pull] : []));
  const notes = [...warnings, ...judged.flatMap(({ answer }) => (typeof answer === "string" ? [answer] : []))];
  if (outdated.length > 0) return found(those(outdated, notes));
  return found(nothing("no open pull request was planned from anything older than what is applied now", ...notes));
};

const wrong = (message: string, hint: string): Checked<never> => refuse("invalid-value", message, hint);

/** Whoever starts this by hand has write access and answers for the pull request; a fork's commit has to be named. */
const byDispatch = async (
  { github, repository }: PlanSearch,
  { ref, inputs }: Dispatch,
): Promise<Checked<Resolved>> => {
  const { pr = "", head_sha: head } = inputs;
  if (ref !== `refs/heads/${repository.defaultBranch}`)
    return wrong(
      `the run was started on "${ref}", and plans of other branches are not believed`,
      `start it on ${repository.defaultBranch}`,
    );
  if (!/^[1-9]\d{0,9}$/.test(pr)) return wrong(`"${pr}" is no number of a pull request`, "give it as pr, e.g. 7");
  const pull = await openPull(github, repository, Number(pr));
  if (pull === undefined) return wrong(`there is no open pull request #${pr}`, "look at the number");
  if (pull.baseBranch !== repository.defaultBranch)
    return wrong(
      `#${pr} goes to "${pull.baseBranch}"`,
      `only what is merged to ${repository.defaultBranch} is applied`,
    );
  if (head === undefined && !pull.isOwn)
    return wrong(
      `#${pr} comes from a fork, which may push while you look at it`,
      "give the full commit you looked at as head_sha",
    );
  if (head !== undefined && head !== pull.head)
    return wrong(`the head of #${pr} is "${pull.head}", not "${head}"`, "look at what was pushed, then start it again");
  return found(those([pull]));
};

/** The pull requests that an event asks to plan. */
export const pullsToPlan = async (search: PlanSearch, event: FlowEvent): Promise<Checked<Resolved>> => {
  if (event.kind === "dispatch") return byDispatch(search, event);
  if (event.kind !== "workflow-run") return found(nothing(`nothing is planned on "${event.kind}"`));
  if (event.workflow === workflows.check) return found(await afterCheck(search, event));
  if (event.workflow === workflows.apply) return afterApply(search);
  return found(nothing(`nothing is planned after a run of "${event.workflow}"`));
};
