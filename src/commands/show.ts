import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { formatDiagnostics } from "../diagnostics/format.ts";
import type { CommandResult, Environment, Format } from "./outcome.ts";

/** Diagnostics for people, with the text they point into. */
export const showDiagnostics = (
  diagnostics: readonly Diagnostic[],
  environment: Environment,
  texts?: ReadonlyMap<string, string>,
): string =>
  formatDiagnostics(diagnostics, {
    color: environment.color.err,
    ...(texts === undefined ? {} : { texts: (file: string) => texts.get(file) }),
  });

/** A run that ends because something is wrong: people read stderr, programs read JSON on stdout. */
export const failed = (
  diagnostics: readonly Diagnostic[],
  environment: Environment,
  format: Format,
  texts?: ReadonlyMap<string, string>,
): CommandResult => ({
  exitCode: 1,
  notes: showDiagnostics(diagnostics, environment, texts),
  ...(format === "json" ? { output: `${JSON.stringify({ diagnostics }, null, 2)}\n` } : {}),
});
