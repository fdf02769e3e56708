import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { visible } from "../../diagnostics/visible.ts";
import type { Plan } from "../../model/plan.ts";
import { grouped } from "./words.ts";

/** More objects of one reason are counted. */
const most = 3;

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

/** Allowances whose reason is a risk of the plan, and stands among the risks. */
const toldAbove: readonly string[] = ["broadening", "unsafe-prefix"];

const lead = "nobody has acknowledged in Git that ";

/** What the list of risks does not say: what was changed in the tenant, is taken over, or is one delete too many. */
export const untoldReasons = (missing: readonly MissingEntry[]): readonly string[] => {
  const untold = missing.filter(({ entry }) => !toldAbove.some((one) => entry.includes(`, allows: ${one}, reason: `)));
  const subjects = new Map<string, string[]>();
  for (const { what, entry } of untold) {
    const address = /^- \{change: ("(?:[^"\\]|\\.)*")/.exec(entry)?.[1];
    const subject = address === undefined ? "" : String(JSON.parse(address));
    const told = what.startsWith(lead) ? what.slice(lead.length) : what;
    const rest = told.startsWith(`${subject} `) ? told.slice(subject.length + 1) : told;
    subjects.set(rest, [...(subjects.get(rest) ?? []), subject]);
  }
  return [...subjects].flatMap(([what, all]) =>
    all.length > most ? [`${grouped(all.length)} objects: each ${what}`] : all.map((one) => `${one} ${what}`.trim()),
  );
};

/** One document with all of them, line by line. */
export const entriesDocument = (missing: readonly MissingEntry[]): readonly string[] => [
  "kind: zerodrift/acknowledgement",
  "resources:",
  ...missing.map(({ entry }) => `  ${visible(entry)}`),
];
