import type { Code } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What stands in the way of reading history. */
export interface Refusal {
  readonly ok: false;
  readonly diagnostics: readonly Diagnostic[];
}

/** One error, as the outcome of a check. */
export const refuse = (code: Code, message: string, hint: string): Refusal => ({
  ok: false,
  diagnostics: [{ severity: "error", code, message, hint }],
});

/** Commits that a shallow clone does not have. */
export const shallowHistory = (message: string): Refusal =>
  refuse("shallow-history", message, "fetch the whole history: git fetch --unshallow");

/** Git refused, or objects are not there: a file that is not read must not look like one that is gone. */
export const unreadableHistory = (reason: string): Refusal =>
  refuse(
    "shallow-history",
    `the history cannot be read: ${reason}`,
    "use a whole clone, made without --filter, that `git fsck` finds nothing wrong with",
  );
