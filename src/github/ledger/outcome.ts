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

const reasonOf = ({ problem, summary }: ReadResult): string =>
  problem ?? `${summary.done} done, ${summary.failed} failed, ${summary.skipped} skipped`;

/**
 * How a record is closed after a result. Complete is what was done or found done, and is active; a run that wrote
 * nothing and left nothing staged might as well not have been.
 */
export const outcomeOf = (result: ReadResult | ApplyResult): RecordOutcome => {
  if (isComplete(result)) return { state: "success" };
  const isStaged = result.staged?.by === "ours";
  if (result.summary.writes === 0 && !isStaged) return { state: "inactive" };
  return { state: "failure", reason: reasonOf(result), isStaged };
};
