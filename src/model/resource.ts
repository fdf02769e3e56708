import type { Source } from "../diagnostics/source.ts";
import type { Address, KindName } from "./address.ts";
import type { JsonObject } from "./json.ts";

/** The author's shape of one object: declared keys only; `null` clears a field. */
export type Spec = Readonly<Record<string, unknown>>;

/** The tool's own words on a resource, apart from the API's fields. */
export interface Lifecycle {
  readonly protect?: boolean;
  /** The name it had so far; the live object of that name is renamed. */
  readonly renamedFrom?: string;
  /** Lists of which only the listed elements are ours. */
  readonly additive?: readonly string[];
  /** Fields that are let go and keep their live value. */
  readonly unmanaged?: readonly string[];
}

/** One declared object. */
export interface Resource {
  readonly address: Address;
  readonly kind: KindName;
  readonly name: string;
  readonly spec: Spec;
  readonly lifecycle: Lifecycle;
  readonly source: Source;
  /** Where a part of the spec stands, e.g. `["urlCategories", 1]`; the resource itself when unknown. */
  readonly at: (path: readonly (string | number)[]) => Source;
}

/**
 * Who owns a live object and what may be done with it.
 * - `custom`: made by an administrator or by us
 * - `movable`: made by the vendor, some fields and the position may change
 * - `fixed`: made by the vendor or out of our rights; may be referred to, never written
 * - `last`: the catch-all at the end of a rule list; never written or moved
 */
export type Standing = "custom" | "movable" | "fixed" | "last";

/** One object of the tenant as the list call returned it. */
export interface LiveObject {
  readonly kind: KindName;
  readonly name: string;
  /** Other spellings a reference may use (the mail address of a user). */
  readonly aliases: readonly string[];
  readonly id: string;
  readonly wire: JsonObject;
  readonly standing: Standing;
  /** Names of the objects it lies below, outermost first (a SCIM group below its IdP); empty for most kinds. */
  readonly within: readonly string[];
  /** The live name of an object that is being renamed; `name` is then the new one. */
  readonly renamedFrom?: string;
}

/** The name an object has in the tenant, also while documents give it another. */
export const liveNameOf = ({ name, renamedFrom }: LiveObject): string => renamedFrom ?? name;
