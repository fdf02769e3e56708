import { checked } from "../diagnostics/diagnostic.ts";
import type { Past } from "../model/history.ts";
import type { Plan } from "../model/plan.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { openPast } from "./past.ts";
import { type Prepared, prepare } from "./prepare.ts";
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

/**
 * Compares the documents with the tenant for a command that only reads; `tell` turns the plan into its result.
 *
 * @param perspective `drift`: what was applied last counts, and not what is to be applied
 */
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
    const recorded =
      options.base === undefined
        ? await recordedBase(options, configuration.tenant, environment)
        : checked(options.base, []);
    if (!recorded.ok) return failed(recorded.diagnostics, environment, options.format, texts);
    const past = await openPast(workspace.value, tenant.value.name, recorded.value);
    const found = [...workspace.diagnostics, ...past.diagnostics];
    if (!past.ok) return failed(found, environment, options.format, texts);
    const prepared = await prepare(workspace.value, tenant.value, environment, {
      kinds: options.kind,
      past: past.value,
      ...(options.zmsSchema === undefined ? {} : { zmsSchema: options.zmsSchema }),
      ...(options.includeDrift === undefined ? {} : { includeDrift: options.includeDrift }),
      ...(perspective === "drift" ? { isDrift: true } : {}),
    });
    if (!prepared.ok) return failed([...found, ...prepared.diagnostics], environment, options.format, texts);
    const { plan } = prepared.value;
    const ground = { workspace: workspace.value, past: past.value, prepared: prepared.value };
    return await tell({ ...plan, diagnostics: [...found, ...plan.diagnostics] }, tenant.value, ground);
  } finally {
    await tenant.value.close();
  }
};
