import pc from "picocolors";
import type { Diagnostic } from "./diagnostic.ts";
import { lineOf, markLine } from "./excerpt.ts";
import { visible } from "./visible.ts";

export interface FormatOptions {
  readonly color: boolean;
  /** The text of a file, for diagnostics that carry no excerpt. */
  readonly texts?: (file: string) => string | undefined;
}

type Palette = ReturnType<typeof pc.createColors>;

const screen = 80;
const severities = ["error", "warning", "info"] as const;

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Errors first; then as one reads the files. Diagnostics without a place come before those with one. */
const compare = (a: Diagnostic, b: Diagnostic): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compareTexts(a.source?.file ?? "", b.source?.file ?? "") ||
  (a.source?.line ?? 0) - (b.source?.line ?? 0) ||
  (a.source?.column ?? 0) - (b.source?.column ?? 0);

/** The order people read diagnostics in. */
export const sortDiagnostics = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.toSorted(compare);

const paintFor = (palette: Palette, severity: Diagnostic["severity"]): ((text: string) => string) =>
  severity === "error" ? palette.red : severity === "warning" ? palette.yellow : palette.cyan;

const excerptLines = (diagnostic: Diagnostic, options: FormatOptions, palette: Palette): readonly string[] => {
  const { source } = diagnostic;
  if (source === undefined) return [];
  const line = diagnostic.excerpt?.split(/\r?\n/, 1)[0] ?? lineOf(options.texts?.(source.file) ?? "", source.line);
  if (line === undefined || line.trim() === "") return [];
  const number = String(source.line).padStart(5);
  const marked = markLine(line, source, screen - number.length - 3);
  const carets = paintFor(palette, diagnostic.severity)("^".repeat(marked.length));
  return [
    `${palette.dim(`${number} |`)} ${marked.line}`.trimEnd(),
    `${palette.dim(`${" ".repeat(number.length)} |`)} ${" ".repeat(marked.from)}${carets}`,
  ];
};

const formatOne = (diagnostic: Diagnostic, options: FormatOptions, palette: Palette): string => {
  const { severity, code, message, source, hint, insert } = diagnostic;
  const label = palette.bold(paintFor(palette, severity)(`${severity}[${code}]`));
  const place = source && palette.cyan(`${visible(source.file)}:${source.line}:${source.column}`);
  return [
    `${label}: ${visible(message)}`,
    ...(place === undefined ? [] : [`  ${place}`]),
    ...excerptLines(diagnostic, options, palette),
    ...(hint === undefined ? [] : [`  ${palette.green("hint:")} ${visible(hint)}`]),
    ...(insert === undefined ? [] : [`        ${visible(insert)}`]),
  ].join("\n");
};

const words = { error: ["error", "errors"], warning: ["warning", "warnings"], info: ["note", "notes"] } as const;

/** `3 errors, 1 warning`; empty when there is nothing to count. */
export const countDiagnostics = (diagnostics: readonly Diagnostic[]): string =>
  severities
    .map((severity) => ({ severity, count: diagnostics.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${words[severity][count === 1 ? 0 : 1]}`)
    .join(", ");

/** Everything that was found, for people at a terminal; empty when nothing was. */
export const formatDiagnostics = (diagnostics: readonly Diagnostic[], options: FormatOptions): string => {
  if (diagnostics.length === 0) return "";
  const palette = pc.createColors(options.color);
  const blocks = sortDiagnostics(diagnostics).map((diagnostic) => formatOne(diagnostic, options, palette));
  return [...blocks, countDiagnostics(diagnostics)].join("\n\n");
};
