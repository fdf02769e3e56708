import type { AnalysisCode } from "../diagnostics/severities.ts";
import type { Policy, PolicyObject } from "./policy.ts";

/** An object that takes part in a finding, and where in it. */
export interface Place {
  readonly object: PolicyObject;
  readonly path: readonly (string | number)[];
}

/** What a check found. */
export interface Finding {
  readonly message: string;
  readonly hint: string;
  /** The objects that take part; it is shown at the first one that is declared. */
  readonly places: readonly Place[];
}

/** One kind of finding. */
export interface Check {
  readonly code: AnalysisCode;
  find(policy: Policy): readonly Finding[];
}
