import type { DriftReport } from "../model/drift.ts";
import { type Block, block, fixed } from "../plan/render/fit.ts";
import { brief, type Detail, type Line, usual } from "../plan/render/line.ts";
import { diagnosticsBlocks } from "../plan/render/markdown-diagnostics.ts";
import {
  composePage,
  details,
  diffBlock,
  type Fold,
  shares,
  tenantName,
  usualLimit,
} from "../plan/render/markdown-page.ts";
import { code, prose } from "../plan/render/safe.ts";
import { clip } from "../plan/render/value.ts";
import { count, grouped } from "../plan/render/words.ts";
import {
  afterAdopting,
  type DriftRisk,
  type DriftSection,
  driftCounts,
  driftHeadline,
  driftOrderLines,
  driftRisks,
  driftSections,
  itemLines,
  itemRow,
  remedies,
  stagedText,
  whoNote,
} from "./story.ts";

const riskRow = ({ word, address }: DriftRisk): string => `- **${word}** ${code(address)}`;

const riskSentence = (risk: DriftRisk): string => {
  const detail = risk.detail === "" ? "" : ` ${code(clip(risk.detail, 600))};`;
  return `${riskRow(risk)} —${detail} ${prose(clip(risk.author, 300))}`;
};

/** More objects that are gone are counted: an emptied tenant would hide what else there is. */
const mostVanished = 10;

const isGone = ({ word }: DriftRisk): boolean => word === "vanished";

const goneRows = (gone: readonly DriftRisk[], render: (risk: DriftRisk) => string): readonly string[] => {
  if (gone.length <= mostVanished) return gone.map(render);
  const kinds = gone.map(({ address }) => address.slice(0, address.indexOf(":")));
  const counts = [...new Set(kinds)].map((kind) => {
    const number = kinds.filter((one) => one === kind).length;
    return `${grouped(number)} ${code(kind)}`;
  });
  return [`- **vanished** ${grouped(gone.length)} objects, listed below: ${counts.join(", ")}`];
};

const riskBlock = (report: DriftReport): readonly Block[] => {
  const found = driftRisks(report);
  if (found.length === 0) return [];
  const [gone, others] = [found.filter(isGone), found.filter((one) => !isGone(one))];
  const rowsWith = (render: (risk: DriftRisk) => string): readonly string[] => [
    ...others.map(render),
    ...goneRows(gone, render),
  ];
  const rows = rowsWith(riskRow);
  return [
    block(
      3,
      { render: () => rowsWith(riskSentence).join("\n") },
      { render: () => rows.join("\n"), lost: "who and what in the list of risks" },
      ...shares(rows.length).map((share) => ({
        render: () => [...rows.slice(0, share), `- … and ${grouped(rows.length - share)} more`].join("\n"),
        lost: `${grouped(rows.length - share)} of ${count(rows.length, "risk")}`,
      })),
    ),
  ];
};

const sectionBlock = (section: DriftSection, fold: Fold): Block => {
  const title = { code: section.kind, words: `${driftCounts(section.items)} (Git → live)` };
  const form = (lines: readonly Line[]): string => details(title, diffBlock(lines), fold);
  const full = (detail: Detail): readonly Line[] => [
    ...section.items.flatMap((item) => itemLines(item, 0, detail)),
    ...driftOrderLines(section, 0, detail),
  ];
  const rows = section.items.map((item) => itemRow(item, 0));
  const counts = {
    render: () => `${code(section.kind)} ${title.words}`,
    lost: `${code(section.kind)}: everything but the counts`,
  };
  if (rows.length === 0) return block(0, { render: () => form(full(usual)) }, counts);
  return block(
    0,
    { render: () => form(full(usual)) },
    { render: () => form(full(brief)), lost: `${code(section.kind)}: long values` },
    { render: () => form(rows), lost: `${code(section.kind)}: all fields` },
    ...shares(rows.length).map((share) => ({
      render: () => form([...rows.slice(0, share), { depth: 0, text: `… ${grouped(rows.length - share)} more` }]),
      lost: `${code(section.kind)}: all fields, and ${grouped(rows.length - share)} of ${grouped(rows.length)} objects`,
    })),
    counts,
  );
};

/** How drift is taken back into Git. */
export const adoptNote = `**Adopt it:** ${code(remedies.adopt)} ${afterAdopting}.`;

/** Why nobody is named, and what waits in ZIA. */
export const driftNotes = (report: DriftReport): readonly string[] => {
  const who = report.items.length > 0 ? whoNote(report) : undefined;
  const staged = stagedText(report);
  return [
    ...(who === undefined ? [] : [`**Who:** ${prose(clip(who, 600))}.`]),
    ...(staged === undefined ? [] : [`**Staged:** ${staged}.`]),
  ];
};

/** How much drifted, and what is no drift. */
export const driftTotals = ({ items, unmanaged }: DriftReport): string =>
  `${grouped(items.length)} drifted, ${grouped(unmanaged)} not in Git (counted, no drift).`;

const footer = (report: DriftReport): string =>
  [
    ...driftNotes(report),
    ...(report.items.length > 0 ? [adoptNote, `**Undo it:** ${code(remedies.undo)}`] : []),
    driftTotals(report),
  ].join("\n\n");

/** The first line of every page about drift. */
export const driftFirstLine = (report: DriftReport): string =>
  `${tenantName(report.tenant.name)}: ${driftHeadline(report)}`;

/** All that is told below it, the risks first. */
export const driftBlocks = (report: DriftReport, fold: Fold = "folded"): readonly Block[] => [
  ...riskBlock(report),
  ...driftSections(report).map((section) => sectionBlock(section, fold)),
  ...diagnosticsBlocks(
    report.diagnostics,
    report.items.map(({ address }) => address),
  ),
];

/** What changed behind Git's back, for people who read Markdown. */
export const renderDriftMarkdown = (
  report: DriftReport,
  { limit = usualLimit }: { readonly limit?: number } = {},
): string =>
  composePage(
    [fixed(`**${driftFirstLine(report)}**`), ...driftBlocks(report)],
    footer(report),
    limit,
    `The whole report: ${code("zerodrift drift --verbose")}.`,
  );
