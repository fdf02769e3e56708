import type { Code } from "./codes.ts";
import type { Source } from "./source.ts";

/** What a check found: a value, gathered and shown later, never thrown. */
export interface Diagnostic {
  readonly severity: "error" | "warning" | "info";
  readonly code: Code;
  /** One sentence, what is wrong, values in quotes, lower case, no full stop. */
  readonly message: string;
  readonly source?: Source;
  /** The lines around the place, as read; added by whoever holds the text. */
  readonly excerpt?: string;
  /** What to do. */
  readonly hint?: string;
  /** Text to write where the hint says, ready to be copied. */
  readonly insert?: string;
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === "error";

/** A value when nothing is an error, else the diagnostics alone. */
export const checked = <T>(value: T, diagnostics: readonly Diagnostic[]): Checked<T> =>
  diagnostics.some(isError) ? { ok: false, diagnostics } : { ok: true, value, diagnostics };
