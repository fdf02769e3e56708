import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import type { Past } from "../model/history.ts";
import type { Plan } from "../model/plan.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { openPast } from "./past.ts";
import { type Prepared, type PrepareOptions, prepare } from "./prepare.ts";
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

/** What a comparison was made from. */
export interface Ground {
  readonly workspace: Workspace;
  readonly past: Past;
  readonly prepared: Prepared;
}

/** A plan, and what it was made from. */
export interface Compared {
  readonly plan: Plan;
  readonly ground: Ground;
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
): Promise<Checked<Compared>> => {
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
  return checked(
    {
      plan: { ...plan, diagnostics: [...past.diagnostics, ...plan.diagnostics] },
      ground: { workspace, past: past.value, prepared: prepared.value },
    },
    [],
  );
};

/** The same for a command that only reads; `tell` turns the plan into its result. */
export const compare = async (
  options: CompareOptions,
  environment: Environment,
  perspective: "plan" | "drift",
  tell: (plan: Plan, tenant: Tenant, ground: Ground) => CommandResult | Promise<CommandResult>,
): Promise<CommandResult> => {
  const workspace = await openWorkspace(options, environment);
  if (!workspace.ok) return failed(workspace.diagnostics, environment, options.format);
  const { configuration, root, texts } = workspace.value;
  const tenant = await openTenant(configuration, root, environment);
  if (!tenant.ok) return failed(tenant.diagnostics, environment, options.format, texts);
  try {
    const compared = await compareWith(workspace.value, tenant.value, options, environment, perspective);
    if (!compared.ok)
      return failed([...workspace.diagnostics, ...compared.diagnostics], environment, options.format, texts);
    const { plan, ground } = compared.value;
    const diagnostics = [...workspace.diagnostics, ...plan.diagnostics];
    return await tell({ ...plan, diagnostics }, tenant.value, ground);
  } finally {
    await tenant.value.close();
  }
};
