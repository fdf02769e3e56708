import pc from "picocolors";
import { visible } from "../../diagnostics/visible.ts";
import { count, grouped } from "../../plan/render/words.ts";
import { pluralOf } from "../plural.ts";
import type { ImportReport } from "../report.ts";
import { fileWords, headlineOf, nextOf } from "./words.ts";

interface Options {
  readonly color: boolean;
  readonly verbose: boolean;
}

/** So many of one list are shown; the rest is counted. */
const most = 20;

const abridged = (lines: readonly (readonly string[])[], { verbose }: Options): readonly string[] => {
  if (verbose || lines.length <= most) return lines.flat();
  return [...lines.slice(0, most).flat(), `  … and ${grouped(lines.length - most)} more; --verbose shows all`];
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [["", title, ...lines].join("\n")];

const filesBlock = (report: ImportReport, options: Options): readonly string[] => {
  const width = Math.max(0, ...report.files.map(({ file }) => visible(file).length));
  const lines = report.files.map((file) => [`  ${visible(file.file).padEnd(width)}  ${fileWords(file)}`]);
  return abridged(lines, { ...options, verbose: true });
};

const leftBlock = (report: ImportReport, options: Options): readonly string[] => {
  const palette = pc.createColors(options.color);
  return abridged(
    report.left.map(({ address, reasons, hint }) => [
      `  ${palette.yellow(visible(address))}`,
      ...reasons.map((reason) => `    ${visible(reason)}`),
      `    ${palette.dim(`hint: ${visible(hint)}`)}`,
    ]),
    options,
  );
};

const widest = 100;

/** Parts on as few lines as they need. */
const packed = (parts: readonly string[]): readonly string[] =>
  parts.reduce<readonly string[]>((lines, part) => {
    const last = lines.at(-1);
    const longer = last === undefined ? `  ${part}` : `${last}, ${part}`;
    if (last === undefined || longer.length <= widest) return [...lines.slice(0, -1), longer];
    return [...lines.slice(0, -1), `${last},`, `  ${part}`];
  }, []);

const builtInBlock = ({ builtIn }: ImportReport, { verbose }: Options): readonly string[] => {
  const counted = builtIn.map(({ title, names }) => count(names.length, title, pluralOf(title)));
  if (!verbose) return packed(counted);
  return builtIn.map(({ names }, index) => `  ${counted[index]}: ${names.map((name) => visible(name)).join(", ")}`);
};

const planBlock = ({ plan }: ImportReport, options: Options): readonly string[] => [
  ...(plan.headline === undefined ? [] : [`  ${visible(plan.headline)}`]),
  ...abridged(
    plan.changes.map((address) => [`  ${visible(address)}`]),
    options,
  ),
];

/** What was written, what was not and why, and whether Git and tenant now agree. */
export const renderImportText = (report: ImportReport, options: Options): string => {
  const { bold, red } = pc.createColors(options.color);
  const first = `${visible(report.tenant)}: ${headlineOf(report)}`;
  const alarming = /THE PLAN IS NOT EMPTY|NO PLAN COULD BE MADE/;
  const blocks = [
    bold(first.replace(alarming, (text) => red(text))),
    ...section(bold(report.dryRun ? "files that would change" : "files"), filesBlock(report, options)),
    ...section(bold("left unmanaged: they work as they are, and stay out of Git"), leftBlock(report, options)),
    ...section(
      bold("not read"),
      report.unread.map(({ kind, reason }) => `  ${visible(kind)}: ${visible(reason)}`),
    ),
    ...section(
      bold("made by the vendor, or out of our rights: to be referred to, not declared"),
      builtInBlock(report, options),
    ),
    ...section(
      bold("declared and not live: a plan creates them"),
      abridged(
        report.absent.map((address) => [`  ${visible(address)}`]),
        options,
      ),
    ),
    ...section(
      bold("order left as it is declared, because the rules of several files lie between each other"),
      report.outOfOrder.map((kind) => `  ${kind}`),
    ),
    ...section(bold("plan"), planBlock(report, options)),
    `\nnext: ${nextOf(report)}`,
  ];
  return `${blocks.join("\n")}\n`;
};
