import { resolve } from "node:path";
import { intentOf } from "../../apply/intended.ts";
import type { Checked, Diagnostic } from "../../diagnostics/diagnostic.ts";
import { withExcerpts } from "../../diagnostics/excerpt.ts";
import { refusalCode } from "../../diagnostics/guardrails.ts";
import type { Configuration } from "../../documents/configuration.ts";
import { annotateDiagnostics, annotatePlan } from "../../github/annotations.ts";
import type { PlanBinding } from "../../github/bundle.ts";
import type { GitHub } from "../../github/client.ts";
import { type NoPlan, renderNoPlanComment, renderPlanComment } from "../../github/comment/plan-comment.ts";
import { type Ledger, readLedger } from "../../github/ledger/read.ts";
import { type Repository, readRepository } from "../../github/repository.ts";
import { readManifest } from "../../history/manifest.ts";
import { commitOver, mergeTree } from "../../history/merge.ts";
import { kindOf } from "../../kinds/find.ts";
import { headlineText } from "../../plan/render/headline.ts";
import { stateFolder } from "../git.ts";
import { takeOver } from "../interrupted-elsewhere.ts";
import type { CommandResult, CommonOptions, Environment } from "../outcome.ts";
import { openPast } from "../past.ts";
import { prepare } from "../prepare.ts";
import { failed } from "../show.ts";
import { openTenant, type Tenant } from "../tenant.ts";
import { version } from "../version.ts";
import { configurationAt, openWorkspaceAt, type Workspace } from "../workspace.ts";
import { type Clone, openClone } from "./clone.ts";
import { earlierPulls } from "./earlier.ts";
import { intentFileOf, unfinishedIntent, unfinishedRun } from "./ledger.ts";
import { openFrom } from "./open.ts";
import { type Planned, writeBundle } from "./write-bundle.ts";

export interface PlanPullOptions extends CommonOptions {
  readonly pr: number;
  /** The head that is to be planned; when the pull request has moved on, nothing is. */
  readonly head: string;
  readonly outDir: string;
  readonly zmsSchema?: string;
}

/** Where and for what a pull request is planned. */
interface Subject {
  readonly github: GitHub;
  readonly clone: Clone;
  readonly repository: Repository;
  readonly ruling: Configuration;
  readonly ledger: Ledger;
  readonly options: PlanPullOptions;
  readonly environment: Environment;
}

/** No plan, and what the author has to do; told at the pull request, so the run itself is a success. */
interface Problem {
  readonly title: string;
  readonly none: NoPlan;
}

type Outcome = { readonly planned: Planned; readonly comment: string } | { readonly problem: Problem };

const mistakes = (title: string, diagnostics: readonly Diagnostic[]): Problem => ({
  title,
  none: { why: "mistakes", diagnostics },
});

const bindingOf = (
  subject: Subject,
  outcome: Outcome,
): Omit<PlanBinding, "plan" | "manifest" | "digest" | "counts"> => {
  const plan = "planned" in outcome ? outcome.planned.plan : undefined;
  return {
    version: 1,
    tool: version,
    repositoryId: subject.repository.id,
    pull: subject.options.pr,
    head: subject.options.head,
    tip: subject.clone.tip,
    base: subject.ledger.base,
    tenant: plan?.tenant ?? null,
    verdict: plan === undefined ? "invalid" : refusalCode(plan.diagnostics) === undefined ? "accepted" : "refused",
    headline: "planned" in outcome ? headlineText(outcome.planned.plan) : `no plan: ${outcome.problem.title}`,
  };
};

/** The merge as it would be, as a commit of its own. */
const openMerge = async ({
  clone,
  options,
  environment,
  ruling,
  repository,
}: Subject): Promise<Checked<Workspace> | Problem> => {
  const merge = await mergeTree(clone.root, clone.tip, options.head);
  if (!merge.ok) return merge;
  if (!merge.value.isClean) {
    const { files } = merge.value;
    return {
      title: "conflicts with the default branch",
      none: { why: "conflict", files, branch: repository.defaultBranch },
    };
  }
  const commit = await commitOver(clone.root, clone.tip, merge.value.tree);
  if (!commit.ok) return commit;
  const workspace = await openWorkspaceAt(options, environment, { commit: commit.value, head: options.head }, ruling);
  return workspace.ok ? workspace : mistakes("the documents have mistakes", workspace.diagnostics);
};

const planIn = async (subject: Subject, workspace: Workspace, tenant: Tenant): Promise<Outcome> => {
  const { github, clone, ledger, options, environment, repository } = subject;
  const folder = await stateFolder(workspace.root, tenant.name.customerId, environment.env);
  const intent = intentFileOf(await unfinishedIntent(github, ledger, repository, clone), environment);
  if (!takeOver(folder, unfinishedRun(ledger), intent))
    environment.report(
      "what the interrupted apply had planned cannot be read any more: what it staged counts as somebody else's",
    );
  const past = await openPast(workspace, tenant.name, ledger.base);
  if (!past.ok) return { problem: mistakes("the history cannot be read", past.diagnostics) };
  const prepared = await prepare(workspace, tenant, environment, {
    past: past.value,
    ...(options.zmsSchema === undefined ? {} : { zmsSchema: options.zmsSchema }),
  });
  if (!prepared.ok) {
    const found = withExcerpts(prepared.diagnostics, (file) => workspace.texts.get(file));
    return { problem: mistakes("the plan cannot be made", found) };
  }
  const manifest = await readManifest(clone, workspace.at?.commit ?? "HEAD");
  if (!manifest.ok) return { problem: mistakes("the merge cannot be read", manifest.diagnostics) };
  const { plan: bare, steps, live, names, restore, unfinished } = prepared.value;
  const plan = { ...bare, diagnostics: [...past.diagnostics, ...bare.diagnostics] };
  const before = unfinished?.before ?? [];
  const run = { plan, digest: plan.digest, steps, live, nameOf: names.nameOf, kindOf, restore, before };
  const earlier = await earlierPulls(github, plan.changes, past.value, workspace.desired);
  const comment = renderPlanComment(plan, { earlier });
  return { planned: { plan, manifest: manifest.value, intent: intentOf(run, environment.now(), false) }, comment };
};

const outcomeOf = async (subject: Subject): Promise<Outcome> => {
  const workspace = await openMerge(subject);
  if (!("ok" in workspace)) return { problem: workspace };
  if (!workspace.ok) return { problem: mistakes("the merge cannot be read", workspace.diagnostics) };
  const tenant = await openTenant(workspace.value.configuration, workspace.value.root, subject.environment);
  // A mistake of the pipeline, not of the pull request.
  if (!tenant.ok) throw new Unreachable(tenant.diagnostics);
  try {
    return await planIn(subject, workspace.value, tenant.value);
  } finally {
    await tenant.value.close();
  }
};

/** The tenant cannot be opened: the run fails, and says so. */
class Unreachable extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]?.message);
    this.diagnostics = diagnostics;
  }
}

const write = (subject: Subject, outcome: Outcome): CommandResult => {
  const folder = resolve(subject.environment.cwd, subject.options.outDir);
  const binding = bindingOf(subject, outcome);
  const { verdict, headline } = binding;
  if ("problem" in outcome) {
    const { none } = outcome.problem;
    const comment = renderNoPlanComment(subject.ruling.tenant, none);
    const diagnostics = none.why === "mistakes" ? none.diagnostics : [];
    writeBundle(folder, { binding, comment, annotations: annotateDiagnostics(diagnostics) });
    const output = `${JSON.stringify({ verdict, headline, diagnostics }, null, 2)}\n`;
    return { exitCode: 0, output, outputs: { verdict }, summary: comment };
  }
  const { planned, comment } = outcome;
  writeBundle(folder, { binding, planned, comment, annotations: annotatePlan(planned.plan) });
  const { digest } = planned.plan;
  const output = `${JSON.stringify({ verdict, headline, digest }, null, 2)}\n`;
  return { exitCode: 0, output, outputs: { verdict, digest }, summary: comment };
};

const movedOn = (pr: number, now: string): CommandResult => ({
  exitCode: 0,
  notes: `#${pr} has moved on to ${now.slice(0, 7)}; its newer run plans it`,
  outputs: { verdict: "moved" },
  summary: `Nothing planned: the pull request has moved on to \`${now.slice(0, 7)}\`, whose own run plans it.`,
});

/** Plans a pull request as data and writes what belongs to its plan into a folder. Writes nothing to GitHub or the tenant. */
export const planPull = async (options: PlanPullOptions, environment: Environment): Promise<CommandResult> => {
  const github = openFrom(environment);
  if (!github.ok) return failed(github.diagnostics, environment, options.format);
  const { at, rest, place } = github.value;
  const [repository, pull] = await Promise.all([
    readRepository(github.value),
    rest.pulls.get({ ...at, pull_number: options.pr }),
  ]);
  if (pull.data.head.sha !== options.head) return movedOn(options.pr, pull.data.head.sha);
  const clone = await openClone(options, place, environment, repository.defaultBranch);
  if (!clone.ok) return failed(clone.diagnostics, environment, options.format);
  const fetched = await clone.value.fetch([options.head]);
  if (!fetched.ok) return failed(fetched.diagnostics, environment, options.format);
  const ruling = await configurationAt(clone.value, clone.value.tip);
  if (!ruling.ok) return failed(ruling.diagnostics, environment, options.format);
  const ledger = await readLedger(github.value, ruling.value.tenant, clone.value, { repository });
  for (const warning of ledger.warnings) environment.report(warning);
  const subject: Subject = {
    github: github.value,
    clone: clone.value,
    repository,
    ruling: ruling.value,
    ledger,
    options,
    environment,
  };
  try {
    return write(subject, await outcomeOf(subject));
  } catch (error) {
    if (error instanceof Unreachable) return failed(error.diagnostics, environment, options.format);
    throw error;
  }
};
