import type { Finding } from "../../src/doctor/finding.ts";

/** What is not well, as `state subject`. */
export const bad = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ state }) => state !== "ok").map(({ state, subject }) => `${state} ${subject}`);
