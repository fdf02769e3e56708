import type { Source } from "../diagnostics/source.ts";

export const allowances = ["broadening", "delete", "takeover", "overwrite-drift", "unsafe-prefix"] as const;
export type Allowance = (typeof allowances)[number];

/** Somebody said in Git that a risky change is meant. */
export interface Acknowledgement {
  /** Address of the resource, or of an order (see domain.ts). */
  readonly change: string;
  readonly allows: Allowance;
  readonly reason: string;
  readonly source: Source;
}
