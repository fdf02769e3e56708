import type { Clock } from "../clients/clock.ts";
import type { Api } from "../clients/http.ts";
import { readAuditLog } from "../clients/zia-audit.ts";
import { renderDriftJson } from "../drift/render-json.ts";
import { renderDriftMarkdown } from "../drift/render-markdown.ts";
import { renderDriftText } from "../drift/render-text.ts";
import { attribute, buildDrift } from "../drift/report.ts";
import { productOf } from "../model/address.ts";
import type { DriftReport } from "../model/drift.ts";
import { assertNever } from "../model/never.ts";
import { type CompareOptions, compare } from "./compare.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";

export interface DriftOptions extends CompareOptions {
  readonly detailedExitcode: boolean;
  /** How far back the audit log is asked, in days. */
  readonly days: number;
}

const dayMs = 86_400_000;

/** Who and when, where the ZIA audit log knows; it is asked only when something drifted in ZIA. */
export const attributed = async (
  report: DriftReport,
  api: Api,
  clock: Clock,
  now: number,
  days: number,
): Promise<DriftReport> => {
  if (!report.items.some(({ kind }) => productOf(kind) === "zia")) return report;
  const log = await readAuditLog(api, clock, { from: new Date(now - days * dayMs), to: new Date(now) });
  return "unavailable" in log ? { ...report, attribution: log.unavailable } : attribute(report, log.entries);
};

const render = (report: DriftReport, options: CommonOptions, environment: Environment): string => {
  switch (options.format) {
    case "json":
      return renderDriftJson(report);
    case "markdown":
    case "github":
      return renderDriftMarkdown(report);
    case "text":
      return renderDriftText(report, { color: environment.color.out, verbose: options.verbose });
    default:
      return assertNever(options.format);
  }
};

/** What the tenant has that the documents do not say, and who did it. Writes nothing. */
export const drift = (options: DriftOptions, environment: Environment): Promise<CommandResult> =>
  compare(options, environment, "drift", async (plan, { api, clock }) => {
    const report = await attributed(buildDrift(plan), api, clock, environment.now(), options.days);
    const hasDrift = report.items.length > 0 || report.staged !== null;
    return { exitCode: options.detailedExitcode && hasDrift ? 2 : 0, output: render(report, options, environment) };
  });
