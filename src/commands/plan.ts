import { isGuardrail } from "../diagnostics/guardrails.ts";
import { assertNever } from "../model/never.ts";
import type { Plan } from "../model/plan.ts";
import { renderPlanJson } from "../plan/render/json.ts";
import { renderPlanMarkdown } from "../plan/render/markdown.ts";
import { renderPlanText } from "../plan/render/text.ts";
import { type CompareOptions, compare } from "./compare.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";

export interface PlanOptions extends CompareOptions {
  readonly detailedExitcode: boolean;
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
export const plan = (options: PlanOptions, environment: Environment): Promise<CommandResult> =>
  compare(options, environment, "plan", (made) => ({
    exitCode: made.diagnostics.some(isGuardrail) ? 3 : options.detailedExitcode && hasWork(made) ? 2 : 0,
    output: renderPlan(made, options, environment),
  }));
