import type { ImportReport } from "../report.ts";
import { headlineOf } from "./words.ts";

/** The report for programs. */
export const renderImportJson = (report: ImportReport): string => {
  const { files, builtIn, plan, ...rest } = report;
  const json = {
    headline: headlineOf(report),
    ...rest,
    files: files.map(({ file, before, added, changed, isReordered }) => ({
      file,
      isNew: before === undefined,
      added,
      changed,
      isReordered,
    })),
    builtIn: builtIn.map(({ kind, names }) => ({ kind, names })),
    plan: { headline: plan.headline ?? null, isEmpty: plan.isEmpty, changes: plan.changes },
    diagnostics: plan.diagnostics,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
};
