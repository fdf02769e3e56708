import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Severities } from "../diagnostics/severities.ts";
import type { NameOf } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import type { KindName } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { History, Realm } from "../model/history.ts";
import type { LiveState } from "../model/live.ts";
import type { Binding, Plan, TenantName } from "../model/plan.ts";
import type { Resource, Spec } from "../model/resource.ts";
import type { Claims } from "./claims.ts";
import type { World } from "./resolve.ts";
import type { Holder } from "./usage.ts";

/** Limits beyond which each delete of a plan needs an acknowledgement. */
export interface Guardrails {
  readonly maxDeletes: number;
  /** Deletes and updates of a kind in percent of its managed live objects, for kinds with ten or more. */
  readonly maxChangePercent: number;
}

export interface PlanInput {
  readonly desired: DesiredState;
  /** Everything declared, also what this plan leaves out: a reference to it is no mistake. */
  readonly also: readonly Resource[];
  /** What Git said from the last complete apply on; absent: nobody knows. */
  readonly history?: History;
  readonly realm: Realm;
  readonly claims: Claims;
  readonly guardrails: Guardrails;
  /** How severe findings over the whole policy are. */
  readonly severities: Severities;
  /** Kinds that may name a kind's objects, written by us or not. */
  readonly referrersOf: (kind: KindName) => readonly KindName[];
  /** Live ids that may move; others keep their place where they can. Absent: any. */
  readonly movable?: ReadonlySet<string>;
  /** Live ids of rules that an interrupted run made and has not put in their place yet. */
  readonly unplaced?: ReadonlySet<string>;
  /** Fields an interrupted run has to put back, by kind and live id. */
  readonly restore?: ReadonlyMap<string, Spec>;
  /** What used others before an interrupted run wrote to it: to that run's writes it still counts. */
  readonly before?: readonly Holder[];
  readonly live: LiveState;
  readonly nameOf: NameOf;
  readonly find: World["find"];
  readonly namesOf: World["namesOf"];
  readonly kindOf: (name: KindName) => Kind | undefined;
  readonly tenant: TenantName;
  readonly binding: Binding;
  /** ZIA changes waiting for activation; `ours` are finished by this plan. */
  readonly staged: Plan["staged"];
  readonly diagnostics: readonly Diagnostic[];
}
