import { readAuditLog } from "../clients/zia-audit.ts";
import { refusalCode } from "../diagnostics/guardrails.ts";
import { sign } from "../drift/report.ts";
import { assertNever } from "../model/never.ts";
import type { Plan } from "../model/plan.ts";
import { renderPlanJson } from "../plan/render/json.ts";
import { renderPlanMarkdown } from "../plan/render/markdown.ts";
import { renderPlanText } from "../plan/render/text.ts";
import { type CompareOptions, compare } from "./compare.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import type { Tenant } from "./tenant.ts";

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

const hasWork = (plan: Plan): boolean => plan.requests.length > 0 || plan.staged !== null;

/** How far back the audit log is asked who changed what a plan leaves alone. */
const daysBack = 7;

/** Drift that is left alone, with a name on it where the ZIA audit log knows one; it is asked only then. */
export const signed = async (made: Plan, { api, clock }: Tenant, now: number): Promise<Plan> => {
  if (!made.notTouched.some(({ address }) => address.startsWith("zia/"))) return made;
  const from = new Date(now - daysBack * 86_400_000);
  const log = await readAuditLog(api, clock, { from, to: new Date(now) });
  return "unavailable" in log ? made : { ...made, notTouched: sign(made.notTouched, log.entries) };
};

/** Compares the documents with the tenant. Writes nothing. */
export const plan = (options: PlanOptions, environment: Environment): Promise<CommandResult> =>
  compare(options, environment, "plan", async (made, tenant) => ({
    exitCode: refusalCode(made.diagnostics) ?? (options.detailedExitcode && hasWork(made) ? 2 : 0),
    output: renderPlan(await signed(made, tenant, environment.now()), options, environment),
  }));
