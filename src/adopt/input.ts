import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Edit, Spot } from "../documents/edit/edit.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Specs } from "../kinds/specs.ts";
import type { Address, KindName } from "../model/address.ts";
import type { DesiredState, declaredIn } from "../model/desired.ts";
import type { LiveState } from "../model/live.ts";
import type { Plan } from "../model/plan.ts";
import type { Resource } from "../model/resource.ts";
import type { World } from "../plan/resolve.ts";
import type { Scope } from "../scope/scope.ts";

/** What adopting looks at; nothing of it is changed. */
export interface AdoptionInput {
  /** The plan that would undo the drift. */
  readonly plan: Pick<Plan, "changes" | "orders">;
  /** What the working tree declares. */
  readonly head: DesiredState;
  /** What changed in Git since the base; without one nobody can tell. */
  readonly scope: Pick<Scope, "hasBase" | "causeOf" | "orderCauseOf" | "atBase" | "since">;
  readonly live: Pick<LiveState, "listings">;
  readonly find: World["find"];
  readonly specs: Specs;
  readonly kindOf: (name: KindName) => Kind | undefined;
  readonly spotOf: (resource: Resource) => Spot;
}

/** The same, with the declared resources at hand. */
export interface Ground extends AdoptionInput {
  readonly declared: ReturnType<typeof declaredIn>;
}

export interface Adopted {
  /** `<kind>:*` for the order of a rule list. */
  readonly address: Address;
  readonly what: "changed" | "removed" | "reordered";
  readonly file: string;
}

/** What becomes of one drifted address. */
export interface Part {
  readonly adopted?: readonly Adopted[];
  /** Edits by file. */
  readonly edits?: ReadonlyMap<string, readonly Edit[]>;
  /** It cannot be written as things stand. */
  readonly refused?: Diagnostic;
  /** Adopting is not for it, or Git says so already. */
  readonly left?: Diagnostic;
}
