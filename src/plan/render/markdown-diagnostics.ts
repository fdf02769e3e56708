import { type Diagnostic, isError } from "../../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../../diagnostics/format.ts";
import { type Block, block } from "./fit.ts";
import { firstRows, shares } from "./markdown-page.ts";
import { code, prose } from "./safe.ts";
import { clip } from "./value.ts";
import { grouped } from "./words.ts";

/** The longest address that a message names: addresses hold blanks. */
export const namedIn = (message: string, addresses: readonly string[]): string =>
  addresses.reduce((longest, one) => (one.length > longest.length && message.includes(one) ? one : longest), "");

const diagnosticRow = (
  { severity, code: name, message, source, hint }: Diagnostic,
  addresses: readonly string[],
): string => {
  const place = source === undefined ? "" : ` — ${code(`${source.file}:${source.line}`)}`;
  const advice = hint === undefined ? "" : `\n  Hint: ${prose(clip(hint, 600))}`;
  return `- **${severity}** ${code(name)}: ${prose(clip(message, 600), namedIn(message, addresses))}${place}${advice}`;
};

const errorWords = { title: "**Errors:**", many: "errors", weight: 2 } as const;
const warningWords = { title: "**Warnings:**", many: "warnings", weight: 1 } as const;

const diagnosticsBlock = (
  found: readonly Diagnostic[],
  { title, many, weight }: typeof errorWords | typeof warningWords,
  addresses: readonly string[],
): readonly Block[] => {
  if (found.length === 0) return [];
  const rows = sortDiagnostics(found).map((one) => diagnosticRow(one, addresses));
  return [
    block(
      weight,
      { render: () => `${title}\n\n${rows.join("\n")}` },
      ...shares(rows.length).map((share) => ({
        render: () => `${title}\n\n${firstRows(rows, share, many)}`,
        lost: `${grouped(rows.length - share)} of ${grouped(rows.length)} ${many}`,
      })),
      { render: () => `${title} ${grouped(rows.length)}`, lost: `the text of ${grouped(rows.length)} ${many}` },
    ),
  ];
};

/** Errors and warnings, as two blocks of a page. */
export const diagnosticsBlocks = (found: readonly Diagnostic[], addresses: readonly string[]): readonly Block[] => [
  ...diagnosticsBlock(found.filter(isError), errorWords, addresses),
  ...diagnosticsBlock(
    found.filter((one) => !isError(one)),
    warningWords,
    addresses,
  ),
];
