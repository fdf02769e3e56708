import type { DriftItem, DriftReport } from "../model/drift.ts";

/** Drift for programs: the report and its counts. */
export const renderDriftJson = (report: DriftReport): string => {
  const number = (is: (item: DriftItem) => boolean): number => report.items.filter(is).length;
  const { tenant, ...rest } = report;
  const summary = {
    drifted: report.items.length,
    changed: number(({ what }) => what === "changed"),
    moved: number(({ what }) => what === "moved"),
    vanished: number(({ what }) => what === "vanished"),
    broadens: number(({ impact }) => impact === "broadens"),
    unmanaged: report.unmanaged,
  };
  return `${JSON.stringify({ formatVersion: 1, tenant, summary, ...rest }, null, 2)}\n`;
};
