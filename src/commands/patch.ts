import { createTwoFilesPatch } from "diff";
import { createColors } from "picocolors";
import { visible } from "../diagnostics/visible.ts";
import type { FileWrite } from "./write-files.ts";

const isCrlf = (text: string): boolean => text.includes("\r\n");

/** One file's difference, as `git diff` would tell it; other line endings are one line, and not all of them. */
export const patchOf = ({ path, before, after }: FileWrite, context: number): string => {
  const isUnended = before !== undefined && isCrlf(before) && !isCrlf(after);
  const old = isUnended ? before.replaceAll("\r\n", "\n") : (before ?? "");
  const whole = createTwoFilesPatch("", "", old, after, undefined, undefined, { context });
  const start = whole.indexOf("\n@@ ");
  const hunks = start < 0 ? "" : whole.slice(start).trimEnd();
  const ends = isUnended ? "\nline endings: CRLF → LF" : "";
  return `--- ${before === undefined ? "/dev/null" : `a/${path}`}\n+++ b/${path}${ends}${hunks}`;
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
