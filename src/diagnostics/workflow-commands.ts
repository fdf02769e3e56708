import type { Diagnostic } from "./diagnostic.ts";
import { visible } from "./visible.ts";

/** What GitHub reads in a log as a remark on a line of a file. */
const levels = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<
  Diagnostic["severity"],
  string
>;

const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

const placeOf = ({ source }: Diagnostic): readonly string[] =>
  source === undefined ? [] : [`file=${property(source.file)}`, `line=${source.line}`, `col=${source.column}`];

const commandOf = (found: Diagnostic): string => {
  const { severity, code, message, hint } = found;
  const properties = [...placeOf(found), `title=${property(code)}`].join(",");
  const told = [message, ...(hint === undefined ? [] : [`hint: ${hint}`])].map(visible).join("\n");
  return `::${levels[severity]} ${properties}::${data(told)}`;
};

/**
 * Diagnostics as workflow commands [GitHub docs: workflow commands], one line each, which Actions shows on the files of a
 * pull request.
 */
export const workflowCommands = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map((found) => `${commandOf(found)}\n`).join("");
