import { count, grouped } from "../../plan/render/words.ts";
import type { FileProposal } from "../proposal.ts";
import type { ImportReport } from "../report.ts";

const sum = (files: readonly FileProposal[], of: (file: FileProposal) => number): number =>
  files.reduce((total, file) => total + of(file), 0);

/** `12 new, 1 changed`; a file that only changes the order of its rules says so. */
export const fileWords = ({ added, changed, isReordered }: FileProposal): string => {
  const parts = [
    ...(added === 0 ? [] : [`${grouped(added)} new`]),
    ...(changed === 0 ? [] : [`${grouped(changed)} changed`]),
    ...(isReordered ? ["rules in another order"] : []),
  ];
  return parts.join(", ");
};

const planWords = ({ plan, files }: ImportReport): string => {
  if (plan.headline === undefined) return files.length === 0 && plan.isEmpty ? "" : "; NO PLAN COULD BE MADE";
  return plan.isEmpty ? "; the plan is empty" : "; THE PLAN IS NOT EMPTY";
};

/** The first line. */
export const headlineOf = (report: ImportReport): string => {
  const { files, dryRun, left } = report;
  const added = sum(files, (file) => file.added);
  const changed = sum(files, (file) => file.changed);
  const resources = [
    ...(added === 0 ? [] : [count(added, "new resource")]),
    ...(changed === 0 ? [] : [count(changed, "changed resource")]),
    ...(added + changed === 0 ? ["rules in another order"] : []),
  ].join(", ");
  const what =
    files.length === 0
      ? "nothing to write, the files say what the tenant has"
      : `${resources}, ${count(files.length, "file")} ${dryRun ? "would be written" : "written"}`;
  const unmanaged = left.length === 0 ? "" : `; ${grouped(left.length)} left unmanaged`;
  return `${what}${unmanaged}${planWords(report)}`;
};

export const nextOf = ({ dryRun, plan, files, absent }: ImportReport): string => {
  if (plan.diagnostics.length > 0) return "mend what is said above, then zerodrift plan";
  if (!plan.isEmpty)
    return absent.length > 0
      ? "zerodrift plan shows what differs; what is declared and not live it would create"
      : "zerodrift plan shows what differs";
  if (dryRun) return files.length === 0 ? "nothing to do" : "the same without --dry-run writes the files";
  return files.length === 0 ? "nothing to do" : "read the files, commit them; from then on a change is a pull request";
};
