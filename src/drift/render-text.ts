import { formatDiagnostics } from "../diagnostics/format.ts";
import { visible } from "../diagnostics/visible.ts";
import type { DriftReport } from "../model/drift.ts";
import { everything, usual } from "../plan/render/line.ts";
import { createPage, type Page, type TextOptions } from "../plan/render/page.ts";
import {
  afterAdopting,
  type DriftRisk,
  driftCounts,
  driftHeadline,
  driftOrderLines,
  driftRisks,
  driftSections,
  itemLines,
  remedies,
  stagedText,
  whoNote,
} from "./story.ts";

const firstLine = (report: DriftReport, { palette }: Page): string =>
  palette.bold(
    `${visible(report.tenant.name)}: ${driftHeadline(report)}`.replace(/\d[\d,]* OPENED ACCESS/, (text) =>
      palette.red(text),
    ),
  );

const riskLine = ({ word, address, detail, author }: DriftRisk, page: Page): string => {
  const paint = word === "unknown" ? page.palette.yellow : page.palette.red;
  const lead = { text: word, width: 8, paint: (text: string) => page.palette.bold(paint(text)) };
  return page.sentence(lead, `${address} — ${detail === "" ? author : `${detail}; ${author}`}`);
};

const footer = (report: DriftReport, page: Page): readonly string[] => {
  const line = (lead: string, text: string | undefined): readonly string[] =>
    text === undefined ? [] : [page.sentence({ text: lead, width: 7, paint: page.palette.bold }, text)];
  const isDrifted = report.items.length > 0;
  const lines = [
    ...line("who:", isDrifted ? whoNote(report) : undefined),
    ...line("staged:", stagedText(report)),
    ...line("adopt:", isDrifted ? `${remedies.adopt} ${afterAdopting}` : undefined),
    ...(isDrifted ? [`${page.palette.bold("undo:".padEnd(7))} ${remedies.undo}`] : []),
    ...line(
      "else:",
      !isDrifted && report.unmanaged > 0 ? `${report.unmanaged} objects not in Git, which is no drift` : undefined,
    ),
  ];
  return lines.length === 0 ? [] : [lines.join("\n")];
};

/** What changed behind Git's back, for people at a terminal. */
export const renderDriftText = (report: DriftReport, options: TextOptions): string => {
  const page = createPage(options);
  const detail = options.verbose === true ? everything : usual;
  const dangers = driftRisks(report).map((risk) => riskLine(risk, page));
  const sections = driftSections(report).map((section) =>
    [
      `${page.palette.bold(section.kind)}  ${page.palette.dim(`${driftCounts(section.items)}; Git → live`)}`,
      ...section.items.flatMap((item) => itemLines(item, 1, detail)).map(page.line),
      ...driftOrderLines(section, 1, detail).map(page.line),
    ].join("\n"),
  );
  const found = formatDiagnostics(report.diagnostics, { color: options.color });
  const blocks = [
    firstLine(report, page),
    ...(dangers.length === 0 ? [] : [dangers.join("\n")]),
    ...sections,
    ...(found === "" ? [] : [found]),
    ...footer(report, page),
  ];
  return `${blocks.join("\n\n")}\n`;
};
