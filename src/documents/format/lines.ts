/** A line of a comment with the column it stood in, or a blank line. */
export interface LooseLine {
  readonly column: number;
  /** Empty for a blank line. */
  readonly text: string;
}

/** Lines between two parts of a document: comments and blank lines. */
export const looseLines = (text: string): readonly LooseLine[] =>
  (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => ({
    column: line.length - line.trimStart().length,
    text: line.trim(),
  }));

/** One blank line where there were several; none at the start when nothing stands above. */
export const withoutDoubles = (lines: readonly string[]): readonly string[] =>
  lines.filter((line, index) => line !== "" || (index > 0 && lines[index - 1] !== ""));

/** No blank lines at either end. */
export const trimmed = (lines: readonly string[]): readonly string[] => {
  const start = lines.findIndex((line) => line !== "");
  const end = lines.findLastIndex((line) => line !== "");
  return start < 0 ? [] : lines.slice(start, end + 1);
};

/** The comment on the rest of a line, `#` included. */
export const commentBehind = (text: string, offset: number): string => {
  const end = text.indexOf("\n", offset);
  const rest = text.slice(offset, end < 0 ? text.length : end);
  return /^[ \t,]*(?<comment>#.*)$/.exec(rest)?.groups?.comment?.trimEnd() ?? "";
};

export const withComment = (line: string, comment: string): string => (comment === "" ? line : `${line} ${comment}`);
