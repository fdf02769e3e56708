import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { visible } from "../../diagnostics/visible.ts";
import type { Plan } from "../../model/plan.ts";

/** A refusal that an entry in Git would answer. */
export const isMissingEntry = ({ code, insert }: Diagnostic): boolean =>
  code === "needs-acknowledgement" && insert !== undefined;

/** What somebody would have to acknowledge: the entry, and what it is for. */
export interface MissingEntry {
  readonly what: string;
  readonly entry: string;
}

export const missingEntries = ({ diagnostics }: Plan): readonly MissingEntry[] =>
  diagnostics.filter(isMissingEntry).map(({ message, insert = "" }) => ({ what: message, entry: insert }));

/** One document with all of them, line by line. */
export const entriesDocument = (missing: readonly MissingEntry[]): readonly string[] => [
  "kind: zerodrift/acknowledgement",
  "resources:",
  ...missing.map(({ entry }) => `  ${visible(entry)}`),
];
