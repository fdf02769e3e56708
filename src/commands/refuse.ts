import type { Confirmation } from "../apply/confirmation.ts";
import { renderRefusal } from "../apply/render/refusal.ts";
import type { Plan } from "../model/plan.ts";
import type { CommandResult, ExitCode, Format } from "./outcome.ts";

export interface Refusal {
  readonly title: string;
  readonly reasons: readonly string[];
  readonly next: string;
  readonly exitCode?: ExitCode;
  readonly confirmation?: Confirmation;
}

const stagedText = (staged: Plan["staged"] | undefined): string =>
  staged === undefined
    ? "not looked at"
    : staged === null
      ? "nothing waits in ZIA"
      : staged.by === "ours"
        ? "ZIA holds changes of an earlier, interrupted run of this tool"
        : "ZIA holds changes that somebody else staged";

/** Every refusal ends with what is live, what is staged and the next command; nothing was written. */
export const refuse = (
  refusal: Refusal,
  staged: Plan["staged"] | undefined,
  format: Format,
  digest?: string,
): CommandResult => {
  const text = renderRefusal({
    title: refusal.title,
    reasons: [...refusal.reasons],
    live: "nothing was written",
    staged: stagedText(staged),
    next: refusal.next,
  });
  const json = {
    ...(digest === undefined ? {} : { digest }),
    refused: { title: refusal.title, reasons: refusal.reasons },
    outcomes: [],
    activation: { zia: "withheld" },
    staged: staged ?? null,
    summary: { done: 0, failed: 0, skipped: 0, converged: 0, writes: 0 },
    ...(refusal.confirmation === undefined ? {} : { confirmation: refusal.confirmation }),
    next: refusal.next,
  };
  return {
    exitCode: refusal.exitCode ?? 4,
    notes: text,
    ...(format === "json" ? { output: `${JSON.stringify(json, null, 2)}\n` } : {}),
  };
};
