/** A piece of a text and what is to stand there instead; both ends equal for an insertion. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The part of a text between two offsets with everything in it replaced; insertions at one place keep their order. */
export const spliced = (text: string, splices: readonly Splice[], from = 0, to = text.length): string => {
  const parts: string[] = [];
  let at = from;
  for (const splice of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (splice.start < from || splice.end > to) continue;
    if (splice.start < at) throw new Error(`two edits of a text overlap at ${splice.start}`);
    parts.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  parts.push(text.slice(at, to));
  return parts.join("");
};

/** Where the line begins that holds the offset. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** Where the line after the one that holds the offset begins. */
export const nextLine = (text: string, offset: number): number => {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
};

/** Whether nothing but blanks stands before the offset on its line. */
export const beginsLine = (text: string, offset: number): boolean =>
  text.slice(lineStart(text, offset), offset).trim() === "";

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);
