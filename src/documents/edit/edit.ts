/** A resource in a file: its document and its place in `resources`. */
export interface Spot {
  /** Among the documents of the file that hold something. */
  readonly document: number;
  readonly resource: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** One change of a file. Several edits of one call all speak of places as they were before the first. */
export type Edit =
  /** A key of the resource gets a value: `name`, a field or `lifecycle`. */
  | { readonly do: "set"; readonly at: Spot; readonly field: string; readonly value: unknown }
  | { readonly do: "unset"; readonly at: Spot; readonly field: string }
  /** The resource with the comments that are its own; a document that loses its last one goes, unless it is the only one. */
  | { readonly do: "remove"; readonly at: Spot }
  /** A new resource behind another one, or at the front. */
  | { readonly do: "add"; readonly document: number; readonly after: number | null; readonly value: Fields }
  /** Some resources or all, by the places they had: they trade these among themselves. */
  | { readonly do: "order"; readonly document: number; readonly sequence: readonly number[] };

/** The document an edit is about. */
export const documentOf = (edit: Edit): number => ("at" in edit ? edit.at.document : edit.document);

/** Gives a resource all of these keys. */
export const setEdits = (at: Spot, values: Fields): readonly Edit[] =>
  Object.entries(values).map(([field, value]) => ({ do: "set", at, field, value }));
