import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import type { Plan } from "../model/plan.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { openPast } from "./past.ts";
import { type PrepareOptions, prepare } from "./prepare.ts";
import { recordedBase } from "./recorded-base.ts";
import { failed } from "./show.ts";
import { openTenant, type Tenant } from "./tenant.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

export interface CompareOptions extends CommonOptions {
  readonly kind: readonly string[];
  readonly zmsSchema?: string;
  /** The commit that was applied last, instead of the one this clone remembers. */
  readonly base?: string;
  readonly includeDrift?: boolean;
}

/**
 * Compares the documents with an open tenant.
 *
 * @param perspective `drift`: what was applied last counts, and not what is to be applied
 */
export const compareWith = async (
  workspace: Workspace,
  tenant: Tenant,
  options: CompareOptions,
  environment: Environment,
  perspective: "plan" | "drift",
  known?: PrepareOptions["known"],
): Promise<Checked<Plan>> => {
  const recorded =
    options.base === undefined
      ? await recordedBase(options, workspace.configuration.tenant, environment)
      : checked(options.base, []);
  if (!recorded.ok) return recorded;
  const past = await openPast(workspace, tenant.name, recorded.value);
  if (!past.ok) return past;
  const prepared = await prepare(workspace, tenant, environment, {
    kinds: options.kind,
    past: past.value,
    ...(options.zmsSchema === undefined ? {} : { zmsSchema: options.zmsSchema }),
    ...(options.includeDrift === undefined ? {} : { includeDrift: options.includeDrift }),
    ...(perspective === "drift" ? { isDrift: true } : {}),
    ...(known === undefined ? {} : { known }),
  });
  if (!prepared.ok) return { ok: false, diagnostics: [...past.diagnostics, ...prepared.diagnostics] };
  const { plan } = prepared.value;
  const value = { ...plan, diagnostics: [...past.diagnostics, ...plan.diagnostics] };
  return { ok: true, value, diagnostics: [] };
};

/** The same for a command that only reads; `tell` turns the plan into its result. */
export const compare = async (
  options: CompareOptions,
  environment: Environment,
  perspective: "plan" | "drift",
  tell: (plan: Plan, tenant: Tenant) => CommandResult | Promise<CommandResult>,
): Promise<CommandResult> => {
  const workspace = await openWorkspace(options, environment);
  if (!workspace.ok) return failed(workspace.diagnostics, environment, options.format);
  const { configuration, root, texts } = workspace.value;
  const tenant = await openTenant(configuration, root, environment);
  if (!tenant.ok) return failed(tenant.diagnostics, environment, options.format, texts);
  try {
    const plan = await compareWith(workspace.value, tenant.value, options, environment, perspective);
    const found = [...workspace.diagnostics, ...(plan.ok ? plan.value.diagnostics : plan.diagnostics)];
    if (!plan.ok) return failed(found, environment, options.format, texts);
    return await tell({ ...plan.value, diagnostics: found }, tenant.value);
  } finally {
    await tenant.value.close();
  }
};
