import { visible } from "../../diagnostics/visible.ts";
import { adoptNote, driftBlocks, driftFirstLine, driftNotes, driftTotals } from "../../drift/render-markdown.ts";
import { orderAddress } from "../../model/domain.ts";
import type { DriftItem, DriftReport } from "../../model/drift.ts";
import { type Block, block, fixed } from "../../plan/render/fit.ts";
import { composePage, details, foldFor, shares } from "../../plan/render/markdown-page.ts";
import { code, fenced } from "../../plan/render/safe.ts";
import { count, grouped, minute } from "../../plan/render/words.ts";
import type { Scan, ScanTimes } from "../scan.ts";
import { renderDriftMarker } from "./marker.ts";

/** UTF-16 units of `issue.md`: marker and links come on top. */
export const issueLimit = 56_000;

/** A rule at another place is drift of the order, which is an address of its own. */
const isOutOfPlace = ({ what, fields, source }: DriftItem): boolean =>
  what !== "vanished" && source !== undefined && fields.some(({ path }) => path === "position");

/** The addresses that a pull request has to name so that its plan sets them back. */
const overwritten = ({ items }: DriftReport): readonly string[] => {
  const domains = new Set(items.filter(isOutOfPlace).map(({ domain, kind }) => domain ?? kind));
  return [
    ...items.filter(({ what }) => what !== "moved").map(({ address }) => address),
    ...[...domains].map(orderAddress),
  ];
};

const entryOf = (address: string): string =>
  `  - {change: ${JSON.stringify(visible(address))}, allows: overwrite-drift, reason: "…"}`;

const documentOf = (addresses: readonly string[]): string =>
  fenced("yaml", ["kind: zerodrift/acknowledgement", "resources:", ...addresses.map(entryOf)]);

const undoTitle =
  "**Undo it:** a pull request that adds this, with your reasons and only the lines that are meant; its plan shows what is set back:";

/** Nobody gives a reason for more than these in one go; and a hundred lines to copy hide what they are about. */
const mostEntries = 50;

/** The lines to copy, out of the way where there are many of them. */
const undoText = (addresses: readonly string[], shown: number): string => {
  const rest = addresses.length - shown;
  const more = rest === 0 ? "" : `\n\n${grouped(rest)} more are written the same way.`;
  const text = `${documentOf(addresses.slice(0, shown))}${more}`;
  if (foldFor(addresses.length) === "open") return `${undoTitle}\n\n${text}`;
  return `${undoTitle}\n\n${details({ words: count(addresses.length, "acknowledgement") }, text)}`;
};

const undoBlock = (report: DriftReport): readonly Block[] => {
  const addresses = overwritten(report);
  if (addresses.length === 0) return [];
  const full = Math.min(addresses.length, mostEntries);
  return [
    block(
      1,
      { render: () => undoText(addresses, full) },
      ...shares(full).map((share) => ({
        render: () => undoText(addresses, share),
        lost: `${grouped(full - share)} of ${count(full, "acknowledgement")}`,
      })),
    ),
  ];
};

/** `17 days`, counted whole. */
const age = (from: string, to: string): string => {
  const hours = Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 3_600_000));
  return hours < 48 ? count(hours, "hour") : count(Math.floor(hours / 24), "day");
};

const scanText = ({ at, base, lastClean }: ScanTimes): string => {
  const against = base === null ? "" : ` against ${code(base.slice(0, 12))}`;
  const clean =
    lastClean === undefined
      ? "No clean scan is known."
      : `Last clean scan ${minute(lastClean)}, ${age(lastClean, at)} before.`;
  return `Scanned ${minute(at)}${against}. ${clean}`;
};

export interface DriftIssueOptions extends ScanTimes {
  readonly limit?: number;
}

/** What the drift issue says, without the marker, which the job that posts it adds. */
export const renderDriftIssue = (report: DriftReport, { limit = issueLimit, ...times }: DriftIssueOptions): string => {
  const adopt = report.items.length === 0 ? [] : [adoptNote];
  const blocks = [
    fixed(`### ${driftFirstLine(report)}`),
    ...driftBlocks(report, foldFor(report.items.length)),
    ...[...driftNotes(report), ...adopt].map(fixed),
    ...undoBlock(report),
  ];
  const last = `${scanText(times)} ${driftTotals(report)}`;
  return composePage(blocks, last, limit, `The whole report: ${code("zerodrift drift --verbose")}.`);
};

/** The title of a new issue; it is never searched for. */
export const issueTitle = (tenant: string): string => `Drift: ${visible(tenant).slice(0, 100)} is not what Git says`;

const worst = 62_000;

/** The whole body: marker, page, and the issue before it. */
export const composeIssue = (
  scan: Scan & { readonly digest: string },
  page: string,
  before: number | undefined,
): string => {
  const marker = renderDriftMarker({ tenant: scan.tenant ?? "", digest: scan.digest, risk: scan.risk });
  const link = before === undefined ? "" : `\nThe one before: #${before}\n`;
  const body = `${marker}\n${page.trimEnd()}\n${link}`;
  return body.length <= worst ? body : `${marker}\n${page.split("\n", 1)[0]?.slice(0, 2_000) ?? ""}\n${link}`;
};

/** Why somebody is told again. */
export const commentText = (scan: Scan, what: "other" | "worse" | "again" | "clean"): string => {
  const when = minute(scan.at);
  switch (what) {
    case "other":
      return `**The drift changed** (${when}): ${code(scan.headline)}. The description above is up to date.\n`;
    case "worse":
      return `**The drift got worse** (${when}): ${code(scan.headline)}. The description above is up to date.\n`;
    case "again":
      return `**Drift again** (${when}): ${code(scan.headline)}. The description above is up to date.\n`;
    case "clean":
      return `**No drift any more** (${when}): the tenant is what Git says. Closed; it is opened again if drift comes back within 30 days.\n`;
  }
};
