import { assertNever } from "../model/never.ts";
import type { Plan } from "../model/plan.ts";
import { renderPlanJson } from "../plan/render/json.ts";
import { renderPlanMarkdown } from "../plan/render/markdown.ts";
import { renderPlanText } from "../plan/render/text.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { prepare } from "./prepare.ts";
import { failed } from "./show.ts";
import { openTenant } from "./tenant.ts";
import { openWorkspace } from "./workspace.ts";

export interface PlanOptions extends CommonOptions {
  readonly kind: readonly string[];
  readonly detailedExitcode: boolean;
  readonly zmsSchema?: string;
}

export const renderPlan = (plan: Plan, options: CommonOptions, environment: Environment): string => {
  switch (options.format) {
    case "json":
      return renderPlanJson(plan);
    case "markdown":
    case "github":
      return renderPlanMarkdown(plan);
    case "text":
      return renderPlanText(plan, {
        color: environment.color.out,
        verbose: options.verbose,
        ...(environment.width === undefined ? {} : { width: environment.width }),
      });
    default:
      return assertNever(options.format);
  }
};

export const hasWork = (plan: Plan): boolean => plan.requests.length > 0 || plan.staged !== null;

/** Compares the documents with the tenant. Writes nothing. */
export const plan = async (options: PlanOptions, environment: Environment): Promise<CommandResult> => {
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
    if (!prepared.ok)
      return failed([...workspace.diagnostics, ...prepared.diagnostics], environment, options.format, texts);
    const shown = {
      ...prepared.value.plan,
      diagnostics: [...workspace.diagnostics, ...prepared.value.plan.diagnostics],
    };
    return {
      exitCode: options.detailedExitcode && hasWork(shown) ? 2 : 0,
      output: renderPlan(shown, options, environment),
    };
  } finally {
    await tenant.value.close();
  }
};
