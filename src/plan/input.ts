import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { NameOf } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import type { KindName } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { LiveState } from "../model/live.ts";
import type { Binding, Plan, TenantName } from "../model/plan.ts";
import type { Resource, Spec } from "../model/resource.ts";
import type { World } from "./resolve.ts";

export interface PlanInput {
  readonly desired: DesiredState;
  /** Everything declared, also what this plan leaves out: a reference to it is no mistake. */
  readonly also: readonly Resource[];
  /** Live ids that may move; others keep their place where they can. Absent: any. */
  readonly movable?: ReadonlySet<string>;
  /** Live ids of rules that an interrupted run made and has not put in their place yet. */
  readonly unplaced?: ReadonlySet<string>;
  /** Whether the order of a domain is in scope; out of scope new rules are placed and nothing else moves. Absent: it is. */
  readonly orderInScope?: (kind: KindName) => boolean;
  /** Fields an interrupted run has to put back, by kind and live id. */
  readonly restore?: ReadonlyMap<string, Spec>;
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
