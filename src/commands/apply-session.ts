import type { Proof } from "../github/proof.ts";
import type { Past } from "../model/history.ts";
import type { CommonOptions, Environment } from "./outcome.ts";
import type { Prepared } from "./prepare.ts";
import type { SavedPlan } from "./saved-plan.ts";
import type { Tenant } from "./tenant.ts";
import type { Workspace } from "./workspace.ts";
import type { Approval } from "./write-gate.ts";

export interface ApplyOptions extends CommonOptions {
  readonly planFile?: string;
  readonly enableWrites: boolean;
  readonly allow: readonly string[];
  readonly confirm?: string;
  readonly includeStaged: boolean;
  readonly maxWait: string;
  readonly auditLog?: string;
  readonly approvedBy?: string;
  /** What `github verify` found proven in this run; stands in for confirmations. */
  readonly proof?: string;
  readonly zmsSchema?: string;
  /** Asks on a terminal; absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<boolean>;
}

/** One apply, with all that was read for it. */
export interface Session {
  readonly options: ApplyOptions;
  readonly environment: Environment;
  readonly workspace: Workspace;
  readonly tenant: Tenant;
  readonly prepared: Prepared;
  readonly saved: SavedPlan | undefined;
  readonly past: Past;
  readonly maxWaitMs: number;
  readonly approval: Approval;
  readonly proof?: Proof;
}

/** How a plan to apply is made. */
export const planCommand = "zerodrift plan --format json --out plan.json";
