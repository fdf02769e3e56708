import type { GraphQLSchema } from "graphql";
import type { Clock } from "../clients/clock.ts";
import type { Api } from "../clients/http.ts";
import type { NameOf } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { type KindName, productOf } from "../model/address.ts";
import type { DomainName } from "../model/domain.ts";
import type { LiveState } from "../model/live.ts";
import type { Plan } from "../model/plan.ts";
import type { LiveObject, Spec } from "../model/resource.ts";
import type { Step } from "../model/step.ts";
import type { AuditLog } from "./audit.ts";
import type { AsFound } from "./before.ts";
import type { IntentFile } from "./intent.ts";

/** Lists of some kinds, read again, with names to match. */
export interface Reread {
  readonly live: LiveState;
  readonly nameOf: NameOf;
}

export interface RunInput {
  readonly plan: Plan;
  /** Of the plan that was approved; after an interruption, `plan` is what remains of it. */
  readonly digest: string;
  readonly steps: readonly Step[];
  readonly live: LiveState;
  readonly nameOf: NameOf;
  readonly find: (kind: KindName, name: string, within?: readonly string[]) => readonly LiveObject[];
  readonly kindOf: (name: KindName) => Kind;
  readonly api: Api;
  readonly schema: GraphQLSchema | undefined;
  readonly clock: Clock;
  readonly maxWaitMs: number;
  readonly intent: IntentFile;
  readonly audit: AuditLog;
  readonly readAgain: (kinds: readonly Kind[]) => Promise<Reread>;
  /** Keys (ids, or addresses of new rules) of each ordering domain in the order the plan leads to. */
  readonly finalOrders: ReadonlyMap<DomainName, readonly string[]>;
  /** Fields an earlier, interrupted run still has to put back, by `restoreKey`. */
  readonly restore: ReadonlyMap<string, Spec>;
  /** What an earlier, interrupted run found before it wrote. */
  readonly before: readonly AsFound[];
  readonly onStep?: (step: Step, at: number, of: number) => void;
  /** Says elsewhere that ZIA is about to hold staged changes of ours; a reason stops the run before it does. */
  readonly onStaging?: () => Promise<string | undefined>;
}

export const isZia = (step: Step): boolean => productOf(step.kind) === "zia";
