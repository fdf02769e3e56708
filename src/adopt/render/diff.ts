import { createTwoFilesPatch } from "diff";
import pc from "picocolors";
import { visible } from "../../diagnostics/visible.ts";
import type { FileProposal } from "../proposal.ts";

const patchOf = ({ file, before, text }: FileProposal): string =>
  createTwoFilesPatch(before === undefined ? "/dev/null" : `a/${file}`, `b/${file}`, before ?? "", text, "", "", {
    context: 3,
  })
    .replace(/^=+\n/, "")
    .replace(/^(---|\+\+\+) (.*)\t$/gm, "$1 $2");

const painted = (line: string, color: boolean): string => {
  const { green, red, cyan, bold } = pc.createColors(color);
  const shown = visible(line.replace(/\r$/, ""));
  if (/^(?:---|\+\+\+) /.test(line)) return bold(shown);
  if (line.startsWith("@@")) return cyan(shown);
  return line.startsWith("+") ? green(shown) : line.startsWith("-") ? red(shown) : shown;
};

/** What would be written, as `git diff` shows it. */
export const renderDiff = (files: readonly FileProposal[], color: boolean): string =>
  files
    .map((file) =>
      patchOf(file)
        .split("\n")
        .map((line) => painted(line, color))
        .join("\n"),
    )
    .join("");
