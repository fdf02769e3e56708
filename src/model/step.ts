import type { Address, KindName } from "./address.ts";
import type { Phase, PlannedRequest } from "./plan.ts";
import type { Spec } from "./resource.ts";

/** One API write of an apply, in the author's language; ids and wire shapes are filled in when it runs. */
export interface Step {
  readonly phase: Phase;
  readonly verb: "create" | "update" | "delete" | "reorder" | "activate";
  readonly kind: KindName;
  readonly address: Address;
  /** Null until the object exists. */
  readonly id: string | null;
  /** Fields to lay over what is there. */
  readonly set: Spec;
  /** Of a list that is written by what comes and what goes: the entries that come or go. */
  readonly entries?: readonly unknown[];
  /** The new name, where the write sets it. */
  readonly name?: string;
  /** The position to send, where rules carry their number. */
  readonly order?: number;
  readonly rank?: number;
  /** All rules in their new order, by id or, for new ones, by address. */
  readonly sequence?: readonly string[];
  readonly request: PlannedRequest;
}
