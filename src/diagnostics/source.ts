/** A place in a text the author wrote. Lines and columns count from 1, columns in UTF-16 units, as editors do. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the place spans on its first line; absent when only the start is known. */
  readonly length?: number;
}
