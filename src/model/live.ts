import type { KindName } from "./address.ts";
import type { LiveObject } from "./resource.ts";

/** All objects of one kind as one list call returned them. */
export interface Listing {
  readonly kind: KindName;
  readonly objects: readonly LiveObject[];
  /** The id that goes into `{scope}` of the kind's paths. */
  readonly scope?: string;
  /** Fields the tenant cannot return. */
  readonly missingFields: readonly string[];
}

/** What the tenant has now, of the kinds that were read. */
export interface LiveState {
  readonly listings: ReadonlyMap<KindName, Listing>;
  /** Kinds that could not be read, and why; never the same as empty. */
  readonly unreadable: ReadonlyMap<KindName, string>;
  /** ZIA's activation status; undefined when ZIA was not asked. */
  readonly staging?: string;
}
