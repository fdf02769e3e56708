import type { Address } from "./address.ts";
import type { Action } from "./change.ts";

export type OutcomeStatus = "done" | "failed" | "skipped" | "converged";

/** What became of one change. */
export interface Outcome {
  readonly address: Address;
  readonly action: Action | "reorder";
  readonly status: OutcomeStatus;
  readonly error?: string;
}

export type ActivationResult = "active" | "not-needed" | "withheld" | "failed";

export interface ApplyResult {
  readonly digest: string;
  readonly outcomes: readonly Outcome[];
  readonly activation: { readonly zia: ActivationResult };
  /** What waits in ZIA for activation after the run. */
  readonly staged: { readonly by: "ours" | "unknown" } | null;
  readonly summary: {
    readonly done: number;
    readonly failed: number;
    readonly skipped: number;
    readonly converged: number;
    readonly writes: number;
  };
  /** Why the run stopped or activation was withheld. */
  readonly problem?: string;
}
