import type { Source } from "../diagnostics/source.ts";

/** Where the rules of a document stand among those nobody declared. */
export type Position = "first" | "last" | { readonly after: string } | { readonly before: string };

/** A document's position, with the part of its domain's list that the document holds. */
export interface Anchor {
  readonly position: Position;
  /** Index of the document's first rule in the declared list of the domain, and how many it has. */
  readonly first: number;
  readonly count: number;
  readonly source: Source;
}
