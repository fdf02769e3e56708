import type { Code } from "./codes.ts";
import { type Diagnostic, isError } from "./diagnostic.ts";

/** What refuses a plan although it could be executed. */
const guardrails: ReadonlySet<Code> = new Set<Code>([
  "disabled-reference",
  "needs-acknowledgement",
  "overlapping-segments",
  "overridden-url",
  "protected",
  "rule-without-criteria",
  "shadowed-rule",
]);

/** Whether an error is a guardrail's, which exits 3, and not a mistake, which exits 1. */
export const isGuardrail = ({ code }: Diagnostic): boolean => guardrails.has(code);

/**
 * An error that refuses a plan, and beside which the plan is shown and written whole all the same. Every other error keeps
 * a plan from being made.
 */
export const isRefusal = (found: Diagnostic): boolean =>
  isError(found) && (isGuardrail(found) || found.code === "still-referenced");

/** The exit code of a plan that is refused; undefined when it is not. */
export const refusalCode = (diagnostics: readonly Diagnostic[]): 1 | 3 | undefined => {
  const found = diagnostics.filter(isRefusal);
  return found.length === 0 ? undefined : found.every(isGuardrail) ? 3 : 1;
};
