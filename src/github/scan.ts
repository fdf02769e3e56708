import { z } from "zod";
import { isError } from "../diagnostics/diagnostic.ts";
import { driftHeadline } from "../drift/story.ts";
import type { DriftReport } from "../model/drift.ts";
import { hashOf } from "../model/hash.ts";

/** The files that a drift scan hands to the job that tells of it. */
export const scanFiles = { drift: "drift.json", issue: "issue.md", scan: "scan.json" } as const;

/** What became of a scan. */
export const scanSchema = z.object({
  version: z.literal(1),
  /** `skipped`: an apply was running · `void`: it says nothing, because something could not be read or an apply began. */
  state: z.enum(["clean", "drift", "skipped", "void"]),
  tenant: z.string().nullable(),
  /** Of what drifted; null when nothing did, or nobody knows. */
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .nullable(),
  /** How many objects opened access or have an effect nobody knows. */
  risk: z.number().int().min(0),
  /** The first line of what was found. */
  headline: z.string(),
  /** Why it is no scan that counts. */
  reason: z.string().optional(),
  /** ISO 8601. */
  at: z.string(),
  /** The commit that the tenant was held against. */
  base: z.string().nullable(),
  /** When nothing had drifted last, ISO 8601. */
  lastClean: z.string().optional(),
});

export type Scan = z.infer<typeof scanSchema>;

/** What a scan knows besides what it found. */
export interface ScanTimes {
  readonly at: string;
  readonly base: string | null;
  readonly lastClean?: string;
}

/** The same drift has the same digest, whoever is found to have done it. */
export const driftDigest = ({ items, orders, staged }: DriftReport): string =>
  hashOf({
    items: items
      .map(({ address, what, fields, impact }) => ({ address, what, fields, impact }))
      .toSorted((a, b) => (a.address < b.address ? -1 : 1)),
    orders,
    staged,
  });

/** How many items somebody has to look at today. */
const driftRisk = ({ items }: DriftReport): number =>
  items.filter(({ impact }) => impact === "broadens" || impact === "unknown").length;

/** What is told of a scan that came to its end. With errors it may have missed something, so it is never clean. */
export const scanOf = (report: DriftReport, times: ScanTimes): Scan => {
  const found = report.items.length > 0 || report.staged !== null;
  const isWhole = !report.diagnostics.some(isError);
  const state = found ? "drift" : isWhole ? "clean" : "void";
  return {
    version: 1,
    state,
    tenant: report.tenant.name,
    digest: found ? driftDigest(report) : null,
    risk: driftRisk(report),
    headline: driftHeadline(report),
    ...(state === "void" ? { reason: "something could not be read" } : {}),
    ...times,
  };
};
