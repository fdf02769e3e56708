import type { Json, Wire } from "../json.ts";
import type { Tenant } from "../tenant.ts";

/** How one writable key of a ZPA object is bound and what an update without it does. */
export interface ZpaField {
  readonly type: "text" | "flag" | "bit" | "number" | "enum" | "texts" | "refs" | "ports" | "object" | "objects";
  readonly values?: readonly string[];
  /** Kind a reference (or a text holding an id) points at. */
  readonly to?: string;
  /** The key of a reference that holds the id, where that is not `id`. */
  readonly by?: string;
  /** The other side of a membership: it goes with the object it points at and keeps nobody from deleting that. */
  readonly inverse?: true;
  readonly required?: true;
  readonly initial?: Json;
  /** Recorded per kind and key: whether a PUT that leaves the key out keeps the value or resets it. */
  readonly omitted: "keep" | "reset";
}

/** What the emulated service knows about one kind of ZPA object. */
export interface ZpaKind {
  readonly kind: string;
  /** Below /zpa/mgmtconfig/v<n>/admin/customers/<id>/; absent for rules, which live below their policy set. */
  readonly path?: string;
  /** Versions of the list and of the single call; look-ups differ. */
  readonly listVersion?: "v1" | "v2";
  readonly nameKey: string;
  readonly writable?: true;
  readonly fields: Readonly<Record<string, ZpaField>>;
  /** The word in "Resource is being referenced in <word> : <name>". */
  readonly word: string;
  /** Shown on every GET unless the object says otherwise. */
  readonly always: Wire;
  /** Keys POST does not answer (recorded, appendix A of the sheet). */
  readonly notOnPost: readonly string[];
  /** `{totalPages, totalCount}` with `currentCount` beside them. */
  readonly counted?: true;
  /** Policy rules: which policy type. */
  readonly policyType?: string;
  /** What the service adds to an object that the portal makes: ids of its own kind. */
  readonly born?: (row: Wire, birth: Birth) => Wire;
  readonly check?: (row: Wire) => string | undefined;
  /** Keys that a write does not change by themselves. */
  readonly parts?: readonly string[];
  /** Takes what a write says of those parts into the object. */
  readonly absorb?: (row: Wire, absorbing: Absorbing) => Wire;
  /** What the service works out from an object that was written. */
  readonly derive?: (row: Wire) => Wire;
}

export interface Birth {
  readonly seconds: number;
  readonly next: (counter: string, first: number) => number;
}

export interface Absorbing {
  readonly tenant: Tenant;
  readonly nextId: () => string;
}
