import type { Code } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** What refuses a plan that could be executed: it is shown and written whole all the same, and exits 3. */
const guardrails: ReadonlySet<Code> = new Set<Code>([
  "disabled-reference",
  "needs-acknowledgement",
  "overlapping-segments",
  "overridden-url",
  "protected",
  "rule-without-criteria",
  "shadowed-rule",
]);

/** An error that a plan is refused for, and not a mistake that keeps one from being made. */
export const isGuardrail = ({ severity, code }: Diagnostic): boolean => severity === "error" && guardrails.has(code);
