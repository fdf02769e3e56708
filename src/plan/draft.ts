import type { Kind } from "../kinds/kind.ts";
import type { FieldChange } from "../model/change.ts";
import type { LiveObject, Resource, Spec } from "../model/resource.ts";

/** One resource beside its live object, with all that later stages need to judge and order the write. */
export interface Draft {
  readonly kind: Kind;
  readonly resource: Resource;
  /** Absent: the object has to be made. */
  readonly live?: LiveObject;
  /** The whole live spec; empty for a create. */
  readonly before: Spec;
  /** The live spec overlaid with what is declared. */
  readonly after: Spec;
  /** Declared fields whose value differs. */
  readonly differing: Spec;
  /** The declared spelling, when it differs from the live name. */
  readonly rename?: string;
  readonly fields: readonly FieldChange[];
  /** The live object is to be deleted. */
  readonly isDelete?: true;
}

export const isCreate = (draft: Draft): boolean => draft.live === undefined;
export const isEmpty = (draft: Draft): boolean => draft.live !== undefined && draft.fields.length === 0;
