import type { Diagnostic } from "./diagnostic.ts";
import type { Source } from "./source.ts";
import { type Cell, cellsOf } from "./visible.ts";

/** Lines counted from 1, as editors do; without the line end. */
export const lineOf = (text: string, line: number): string | undefined => {
  let start = 0;
  for (let count = 1; count < line; count++) {
    start = text.indexOf("\n", start) + 1;
    if (start === 0) return undefined;
  }
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? undefined : end).replace(/\r$/, "");
};

/** Longer lines are machine-made; a diagnostic does not carry them. */
const longest = 2_000;

const lineKey = ({ file, line }: Source): string => `${line}:${file}`;

/**
 * Adds the line a diagnostic points to, so that it can be shown without the file. An empty excerpt means that the line
 * is not to be shown (it may hold a secret); this then holds for everything else found on that line.
 */
export const withExcerpts = (
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
): readonly Diagnostic[] => {
  const files = new Map<string, readonly string[] | undefined>();
  const linesOf = (file: string): readonly string[] | undefined => {
    if (!files.has(file)) files.set(file, textOf(file)?.split(/\r?\n/));
    return files.get(file);
  };
  const concealed = new Set(
    diagnostics.flatMap(({ source, excerpt }) => (source !== undefined && excerpt === "" ? [lineKey(source)] : [])),
  );
  return diagnostics.map((diagnostic) => {
    const { source } = diagnostic;
    if (source === undefined || diagnostic.excerpt !== undefined) return diagnostic;
    if (concealed.has(lineKey(source))) return { ...diagnostic, excerpt: "" };
    const excerpt = linesOf(source.file)?.[source.line - 1];
    return excerpt === undefined || excerpt.length > longest ? diagnostic : { ...diagnostic, excerpt };
  });
};

/** A line as shown, and the columns the carets stand in (from 0). */
export interface Marked {
  readonly line: string;
  readonly from: number;
  readonly length: number;
}

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);

/** How much of a line is looked at on either side of the place; more never fits. */
const reach = 400;

interface Parts {
  readonly before: readonly Cell[];
  readonly marked: readonly Cell[];
  readonly after: readonly Cell[];
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

const partsOf = (line: string, source: Source): Parts => {
  const column = Math.max(0, source.column - 1);
  const start = Math.max(0, column - reach);
  const end = Math.min(line.length, column + reach);
  const cells = cellsOf(line.slice(start, end));
  const until = column - start + Math.max(1, source.length ?? 1);
  // A character that begins before the place and reaches into it is marked whole.
  const first = cells.findIndex((_, index) => (cells[index + 1]?.start ?? end - start) > column - start);
  const at = first < 0 ? cells.length : first;
  const past = cells.findIndex((cell, index) => index > at && cell.start >= until);
  const stop = past < 0 ? cells.length : past;
  return {
    before: cells.slice(0, at),
    marked: cells.slice(at, stop),
    after: cells.slice(stop),
    cutBefore: start > 0,
    cutAfter: end < line.length,
  };
};

/** As many cells from the left as fit. */
const fitting = (cells: readonly Cell[], room: number): readonly Cell[] => {
  let used = 0;
  const past = cells.findIndex((cell) => {
    used += cell.width;
    return used > room;
  });
  return past < 0 ? cells : cells.slice(0, past);
};

const textOf = (cells: readonly Cell[]): string => cells.map((cell) => cell.text).join("");

/** The part of a line that fits the room, with the place in view. */
export const markLine = (line: string, source: Source, room: number): Marked => {
  const { before, marked, after, cutBefore, cutAfter } = partsOf(line, source);
  const place = Math.max(1, widthOf(marked));
  const lead = widthOf(before);
  if (!cutBefore && !cutAfter && lead + widthOf(marked) + widthOf(after) <= room) {
    return { line: textOf([...before, ...marked, ...after]), from: lead, length: place };
  }
  const isWhole = !cutBefore && lead + place <= room - 1;
  const context = isWhole ? lead : Math.max(16, room - 2 - place);
  const head = isWhole ? before : fitting([...before].reverse(), context).toReversed();
  const isHeadCut = cutBefore || head.length < before.length;
  const from = widthOf(head) + (isHeadCut ? 1 : 0);
  const shown = fitting(marked, room - from - 1);
  const tail = shown.length < marked.length ? [] : fitting(after, room - from - widthOf(shown) - 1);
  const isTailCut = cutAfter || shown.length + tail.length < marked.length + after.length;
  return {
    line: `${isHeadCut ? "…" : ""}${textOf([...head, ...shown, ...tail])}${isTailCut ? "…" : ""}`,
    from,
    length: Math.max(1, widthOf(shown)),
  };
};
