import { createTwoFilesPatch } from "diff";
import { createColors } from "picocolors";
import { visible } from "../diagnostics/visible.ts";

/** A file as it was and as it is to be. */
export interface Revised {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const isCrlf = (text: string): boolean => text.includes("\r\n");

/** One file's difference, as `git diff` would tell it; other line endings are one line, and not all of them. */
export const patchOf = ({ path, before, after }: Revised, context: number): string => {
  const isUnended = isCrlf(before) && !isCrlf(after);
  const old = isUnended ? before.replaceAll("\r\n", "\n") : before;
  const [, , ...lines] = createTwoFilesPatch(`a/${path}`, `b/${path}`, old, after, undefined, undefined, { context })
    .trimEnd()
    .split("\n");
  const hunks = lines.filter((line) => !/^(?:---|\+\+\+) [ab]\//.test(line));
  return [`--- a/${path}`, `+++ b/${path}`, ...(isUnended ? ["line endings: CRLF → LF"] : []), ...hunks].join("\n");
};

/** A difference for a terminal: nothing in it is taken for a command. */
export const shownPatch = (patch: string, color: boolean): string => {
  const palette = createColors(color);
  return patch
    .split("\n")
    .map((line) => line.replace(/\r$/, ""))
    .map(visible)
    .map((line) => {
      if (/^(?:---|\+\+\+) /.test(line)) return palette.bold(line);
      if (line.startsWith("@@")) return palette.cyan(line);
      return line.startsWith("+") ? palette.green(line) : line.startsWith("-") ? palette.red(line) : line;
    })
    .join("\n");
};
