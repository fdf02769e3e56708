import type { Plan } from "../model/plan.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { prepare } from "./prepare.ts";
import { failed } from "./show.ts";
import { openTenant, type Tenant } from "./tenant.ts";
import { openWorkspace } from "./workspace.ts";

export interface CompareOptions extends CommonOptions {
  readonly kind: readonly string[];
  readonly zmsSchema?: string;
}

/** Compares the documents with the tenant for a command that only reads; `tell` turns the plan into its result. */
export const compare = async (
  options: CompareOptions,
  environment: Environment,
  tell: (plan: Plan, tenant: Tenant) => CommandResult | Promise<CommandResult>,
): Promise<CommandResult> => {
  const workspace = await openWorkspace(options, environment);
  if (!workspace.ok) return failed(workspace.diagnostics, environment, options.format);
  const { configuration, root, texts } = workspace.value;
  const tenant = await openTenant(configuration, root, environment);
  if (!tenant.ok) return failed(tenant.diagnostics, environment, options.format, texts);
  try {
    const prepared = await prepare(workspace.value, tenant.value, environment, {
      kinds: options.kind,
      ...(options.zmsSchema === undefined ? {} : { zmsSchema: options.zmsSchema }),
    });
    if (!prepared.ok) {
      return failed([...workspace.diagnostics, ...prepared.diagnostics], environment, options.format, texts);
    }
    const { plan } = prepared.value;
    return await tell({ ...plan, diagnostics: [...workspace.diagnostics, ...plan.diagnostics] }, tenant.value);
  } finally {
    await tenant.value.close();
  }
};
