import { createTwoFilesPatch } from "diff";
import { createColors } from "picocolors";
import { visible } from "../diagnostics/visible.ts";

/** A file as it was and as it is to be. */
export interface Revised {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** One file's difference, as `git diff` would tell it. */
export const patchOf = ({ path, before, after }: Revised, context: number): string => {
  const [, , ...lines] = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context })
    .trimEnd()
    .split("\n");
  return [`--- a/${path}`, `+++ b/${path}`, ...lines.filter((line) => !/^(?:---|\+\+\+) [ab]\//.test(line))].join("\n");
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
