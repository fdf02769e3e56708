import type { Kind } from "../kinds/kind.ts";
import { domainOfLive } from "../kinds/live-domain.ts";
import type { Cause, FieldChange } from "../model/change.ts";
import { type DomainName, domainIn } from "../model/domain.ts";
import type { LiveObject, Resource, Spec } from "../model/resource.ts";

/** One resource beside its live object, with all that later stages need to judge and order the write. */
export interface Draft {
  readonly kind: Kind;
  readonly resource: Resource;
  /** Absent: the object has to be made. */
  readonly live?: LiveObject;
  /** The whole live spec; empty for a create. */
  readonly before: Spec;
  /** The live spec without what others put into additive lists; only this is ours to compare. */
  readonly held: Spec;
  /** The live spec overlaid with what is declared. */
  readonly after: Spec;
  /** Declared fields whose value differs. */
  readonly differing: Spec;
  /** The declared spelling, when it differs from the live name. */
  readonly rename?: string;
  readonly fields: readonly FieldChange[];
  /** The live object goes: `after` and `differing` are empty, `resource` carries its live name. */
  readonly isDelete?: true;
  /** Why the plan may write it. */
  readonly cause: Cause;
  /** Live already, and not ours so far. */
  readonly takeover: boolean;
  /** Fields whose live value nobody in Git has said, and which the plan would overwrite; `exists` is the object itself. */
  readonly drifted: readonly string[];
}

/** The ordering domain it stands in; a live rule stands where it is, whatever documents say. */
export const domainOfDraft = ({ kind, live, resource }: Draft): DomainName =>
  live === undefined ? domainIn(kind, resource.spec) : domainOfLive(kind, live);

/** The same object, left as it is: it keeps its place among its neighbours and is not written. */
export const untouched = ({ rename: _renamed, ...draft }: Draft): Draft => ({
  ...draft,
  after: draft.before,
  differing: {},
  fields: [],
  drifted: [],
  takeover: false,
});
