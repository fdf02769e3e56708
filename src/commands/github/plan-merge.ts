import { intentOf } from "../../apply/intended.ts";
import type { Checked, Diagnostic } from "../../diagnostics/diagnostic.ts";
import { withExcerpts } from "../../diagnostics/excerpt.ts";
import type { Configuration } from "../../documents/configuration.ts";
import type { GitHub } from "../../github/client.ts";
import { type NoPlan, renderPlanComment } from "../../github/comment/plan-comment.ts";
import type { Ledger } from "../../github/ledger/read.ts";
import type { Repository } from "../../github/repository.ts";
import { readManifest } from "../../history/manifest.ts";
import { commitOver, mergeTree } from "../../history/merge.ts";
import { kindOf } from "../../kinds/find.ts";
import { stateFolder } from "../git.ts";
import { takeOver } from "../interrupted-elsewhere.ts";
import type { CommonOptions, Environment } from "../outcome.ts";
import { openPast } from "../past.ts";
import { signed } from "../plan.ts";
import { prepare } from "../prepare.ts";
import { openTenant, type Tenant } from "../tenant.ts";
import { openWorkspaceAt, type Workspace } from "../workspace.ts";
import type { Clone } from "./clone.ts";
import { earlierPulls } from "./earlier.ts";
import { intentFileOf, unfinishedIntent, unfinishedRun } from "./ledger.ts";
import type { Planned } from "./write-bundle.ts";

export interface PlanPullOptions extends CommonOptions {
  readonly pr: number;
  /** The head that is to be planned; when the pull request has moved on, nothing is. */
  readonly head: string;
  readonly outDir: string;
  readonly zmsSchema?: string;
}

/** Where and for what a pull request is planned. */
export interface Subject {
  readonly github: GitHub;
  readonly clone: Clone;
  readonly repository: Repository;
  readonly ruling: Configuration;
  readonly ledger: Ledger;
  readonly options: PlanPullOptions;
  readonly environment: Environment;
}

/** No plan, and what the author has to do; told at the pull request, so the run itself is a success. */
export interface Problem {
  readonly title: string;
  readonly none: NoPlan;
}

/** What planning came to. */
export type Outcome = { readonly planned: Planned; readonly comment: string } | { readonly problem: Problem };

const mistakes = (title: string, diagnostics: readonly Diagnostic[]): Problem => ({
  title,
  none: { why: "mistakes", diagnostics },
});

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

const planIn = async (
  subject: Subject,
  { value: workspace, diagnostics }: Extract<Checked<Workspace>, { ok: true }>,
  tenant: Tenant,
): Promise<Outcome> => {
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
  const told = { ...bare, diagnostics: [...diagnostics, ...past.diagnostics, ...bare.diagnostics] };
  const plan = await signed(told, tenant, environment.now());
  const before = unfinished?.before ?? [];
  const run = { plan, digest: plan.digest, steps, live, nameOf: names.nameOf, kindOf, restore, before };
  const earlier = await earlierPulls(github, plan.changes, past.value, workspace.desired);
  const comment = renderPlanComment(plan, { earlier });
  return { planned: { plan, manifest: manifest.value, intent: intentOf(run, environment.now(), false) }, comment };
};

/** Plans the merge. Mistakes of the pull request are an outcome; a tenant that cannot be opened is the pipeline's. */
export const planMerge = async (
  subject: Subject,
): Promise<Outcome | { readonly unreachable: readonly Diagnostic[] }> => {
  const workspace = await openMerge(subject);
  if (!("ok" in workspace)) return { problem: workspace };
  if (!workspace.ok) return { problem: mistakes("the merge cannot be read", workspace.diagnostics) };
  const tenant = await openTenant(workspace.value.configuration, workspace.value.root, subject.environment);
  if (!tenant.ok) return { unreachable: tenant.diagnostics };
  try {
    return await planIn(subject, workspace, tenant.value);
  } finally {
    await tenant.value.close();
  }
};
