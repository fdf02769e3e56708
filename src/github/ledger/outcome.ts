import { z } from "zod";
import type { ApplyResult } from "../../model/result.ts";
import type { RecordOutcome } from "./write.ts";

/** Of result.json, what decides how a record is closed. */
export const resultSchema = z.object({
  activation: z.object({ zia: z.enum(["active", "not-needed", "withheld", "failed"]) }),
  staged: z.object({ by: z.enum(["ours", "unknown"]) }).nullable(),
  summary: z.object({
    done: z.number(),
    failed: z.number(),
    skipped: z.number(),
    converged: z.number(),
    writes: z.number(),
  }),
  problem: z.string().optional(),
});

/** What is read of an apply's result. */
export type ReadResult = z.infer<typeof resultSchema>;

const isComplete = ({ summary, activation, problem }: ReadResult): boolean =>
  problem === undefined &&
  summary.failed === 0 &&
  summary.skipped === 0 &&
  (activation.zia === "active" || activation.zia === "not-needed");

/** An activation that was tried may have happened. */
const isUntouched = ({ summary, activation, staged }: ReadResult): boolean =>
  summary.writes === 0 &&
  summary.done === 0 &&
  activation.zia !== "active" &&
  activation.zia !== "failed" &&
  staged?.by !== "ours";

const activationWords = {
  active: "ZIA activated",
  "not-needed": undefined,
  withheld: "ZIA not activated",
  failed: "ZIA activation not confirmed",
} as const;

const reasonOf = ({ summary, activation, problem }: ReadResult): string => {
  const { done, converged, failed, skipped } = summary;
  const counts = `${done + converged} of ${done + converged + failed + skipped} done`;
  const told = [counts, activationWords[activation.zia]].filter((part) => part !== undefined).join(", ");
  return problem === undefined ? told : `${told}: ${problem}`;
};

/**
 * How a record is closed after a result.
 *
 * | the run | the record |
 * |---|---|
 * | wrote all of it, or found it done, and ZIA is active or was not needed | success |
 * | wrote nothing and left nothing staged | inactive: it might as well not have been |
 * | anything else | failure; staged when ZIA holds something of ours, so that the next run goes on |
 */
export const outcomeOf = (result: ReadResult | ApplyResult): RecordOutcome => {
  if (isComplete(result)) return { state: "success" };
  if (isUntouched(result)) return { state: "inactive" };
  const isStaged = result.staged?.by === "ours" || result.activation.zia === "failed";
  return { state: "failure", reason: reasonOf(result), isStaged };
};
