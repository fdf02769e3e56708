import type { Conclusion, Permissions } from "./host.ts";
import type { Concurrency } from "./workflow.ts";

export interface StepResult {
  readonly name: string;
  /** Before `continue-on-error`, and after. */
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** One job of a run; every entry of a matrix is one, and so is every job of a called workflow. */
export interface JobResult {
  /** `plan`, or `execute / apply` in a called workflow. */
  readonly id: string;
  readonly name: string;
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  /** What its steps printed, secrets included: a test looks for them here. */
  readonly log: string;
  /** Markdown of the run's page. */
  readonly summary: string;
  readonly steps: readonly StepResult[];
  /** Names of what it uploaded. */
  readonly artifacts: readonly string[];
  readonly environment?: string;
  readonly concurrency?: Concurrency;
  readonly permissions: Permissions;
}

export interface RunResult {
  readonly id: number;
  readonly attempt: number;
  readonly path: string;
  readonly name: string;
  readonly conclusion: Conclusion;
  readonly jobs: readonly JobResult[];
}
