import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** A mistake in the documents; a hint where there is one. */
export const mistake = (
  code: Diagnostic["code"],
  message: string,
  source: Diagnostic["source"],
  hint?: string,
): Diagnostic => ({
  severity: "error",
  code,
  message,
  ...(source === undefined ? {} : { source }),
  ...(hint === undefined ? {} : { hint }),
});
