import type { Adoption } from "../adopt/adoption.ts";
import type { Adopted } from "../adopt/input.ts";
import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { visible } from "../diagnostics/visible.ts";
import { count } from "../plan/render/words.ts";
import type { CommonOptions, Environment } from "./outcome.ts";
import { patchOf, shownPatch } from "./patch.ts";
import type { FileWrite } from "./write-files.ts";

interface Options extends Pick<CommonOptions, "format"> {
  readonly dryRun: boolean;
}

/** How it ended. */
export interface AdoptOutcome {
  readonly adoption: Adoption;
  readonly files: readonly FileWrite[];
  readonly diagnostics: readonly Diagnostic[];
  readonly isWritten: boolean;
}

const words: Readonly<Record<Adopted["what"], string>> = {
  changed: "~",
  removed: "-",
  reordered: "↕",
};

const headline = (
  { adoption, files, diagnostics, isWritten }: AdoptOutcome,
  name: string,
  isDryRun: boolean,
): string => {
  const { adopted, left } = adoption;
  const refusals = diagnostics.filter(isError).length;
  if (refusals > 0) return `${name}: nothing was written, for ${count(refusals, "reason")}`;
  if (adopted.length === 0) return `${name}: ${left.length === 0 ? "no drift" : "no drift to adopt"}`;
  const what = `${count(adopted.length, "drifted address", "drifted addresses")} adopted in ${count(files.length, "file")}`;
  return `${name}: ${what}${isWritten ? "" : isDryRun ? "; nothing was written (--dry-run)" : ""}`;
};

/** What was renamed and changed in one go looks like one object gone and another one that nobody declares. */
const perhapsElsewhere = ({ adoption }: AdoptOutcome): readonly string[] => {
  const gone = adoption.adopted.filter(({ what }) => what === "removed");
  const kinds = [...new Set(gone.map(({ address }) => address.slice(0, address.indexOf(":"))))];
  return kinds.length === 0
    ? []
    : [`if one of them lives on under a new name: zerodrift import ${kinds.map((kind) => `--kind ${kind}`).join(" ")}`];
};

const nextStep = (outcome: AdoptOutcome): readonly string[] =>
  outcome.isWritten
    ? [
        ...perhapsElsewhere(outcome),
        "next: commit this on a branch and open a pull request; its plan has nothing left to do about it",
      ]
    : [];

/** What was written, or what keeps it from being written. */
export const renderAdopted = (
  outcome: AdoptOutcome,
  { format, dryRun }: Options,
  name: string,
  environment: Environment,
): string => {
  const { adoption, files, diagnostics, isWritten } = outcome;
  const context = dryRun ? 3 : 0;
  const patches = files.map((file) => patchOf(file, context));
  if (format === "json") {
    const { adopted } = adoption;
    const told = { formatVersion: 1, written: isWritten, adopted, files: files.map(({ path }) => path) };
    return `${JSON.stringify({ ...told, patch: patches.join("\n"), diagnostics }, null, 2)}\n`;
  }
  const done = diagnostics.some(isError) ? [] : adoption.adopted;
  const rows = done.map(({ address, what, file }) => `  ${words[what]} ${visible(address)}  ${visible(file)}`);
  const blocks = [
    headline(outcome, visible(name), dryRun),
    ...(rows.length === 0 ? [] : [rows.join("\n")]),
    ...patches.map((patch) => shownPatch(patch, environment.color.out)),
    ...nextStep(outcome),
  ];
  return `${blocks.join("\n\n")}\n`;
};
