import type { ApplyResult } from "../model/result.ts";

/** How the record of an apply is closed. The description has room for 140 characters. */
export interface RecordOutcome {
  readonly state: "success" | "failure" | "inactive";
  readonly description: string;
}

const isFinished = ({ status }: ApplyResult["outcomes"][number]): boolean =>
  status === "done" || status === "converged";

const isWhole = ({ outcomes, activation, problem }: ApplyResult): boolean =>
  problem === undefined &&
  outcomes.every(isFinished) &&
  (activation.zia === "active" || activation.zia === "not-needed");

/** An activation that was tried may have happened. */
const isUntouched = ({ summary, outcomes, activation }: ApplyResult): boolean =>
  summary.writes === 0 &&
  !outcomes.some(({ status }) => status === "done") &&
  activation.zia !== "failed" &&
  activation.zia !== "active";

const activationWords = {
  active: "ZIA activated",
  "not-needed": undefined,
  withheld: "ZIA not activated",
  failed: "ZIA activation not confirmed",
} as const;

/**
 * | the run | the record |
 * |---|---|
 * | wrote all of it, or found it done, and ZIA is active or was not needed | success |
 * | sent no write, or none that was not refused | inactive: the record before it counts |
 * | anything else | failure; `staged` when ZIA holds something of ours, so that the next run goes on |
 */
export const outcomeOf = (result: ApplyResult): RecordOutcome => {
  if (isWhole(result)) return { state: "success", description: "applied and activated" };
  if (isUntouched(result)) return { state: "inactive", description: "nothing was written" };
  const { outcomes, activation, staged } = result;
  const isStaged = staged?.by === "ours" || activation.zia === "failed";
  const parts = [
    `${outcomes.filter(isFinished).length} of ${outcomes.length} done`,
    activationWords[activation.zia],
    isStaged ? "staged" : undefined,
  ].filter((part) => part !== undefined);
  return { state: "failure", description: `partial: ${parts.join(", ")}` };
};
