import type { Source } from "../diagnostics/source.ts";
import type { Acknowledgement } from "../model/acknowledgement.ts";
import type { KindName } from "../model/address.ts";
import type { Position } from "../model/position.ts";
import type { Resource } from "../model/resource.ts";

/** One document: resources of one kind, in their order. */
export interface Document {
  readonly kind: KindName;
  readonly file: string;
  /** Its place among the documents of the file that hold something. */
  readonly index: number;
  readonly resources: readonly Resource[];
  readonly source: Source;
  readonly position?: Position;
  readonly positionSource?: Source;
}

export interface Loaded {
  readonly documents: readonly Document[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly texts: ReadonlyMap<string, string>;
  /** `sha256:…` over path and bytes of all files, sorted by path. */
  readonly tree: string;
}

/** What documents must know of the kinds, without knowing kinds. */
export interface KindSchemas {
  /** Kind names that exist. */
  readonly names: readonly string[];
  /** JSON Schema of one resource of the kind: an object with `name`, the fields and `lifecycle`. */
  schemaOf(kind: string): object | undefined;
  /** True for kinds that can be referred to but not declared. */
  isLookup(kind: string): boolean;
  /** True for predefined ids of the vendor, which no object of our own may be called. */
  isReserved(kind: string, name: string): boolean;
}
