import type { Code } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Findings of the analysis. Whether they matter is for each team to say. */
export const analysisCodes = [
  "disabled-reference",
  "overlapping-segments",
  "overridden-url",
  "rule-without-criteria",
  "shadowed-rule",
] as const satisfies readonly Code[];

export type AnalysisCode = (typeof analysisCodes)[number];

/** Severities a finding of the analysis may be given. */
export const severityWords = ["error", "warning", "info", "off"] as const satisfies readonly (
  | Diagnostic["severity"]
  | "off"
)[];

/** What the configuration says of the findings of the analysis; the others are warnings. */
export type Severities = Readonly<Partial<Record<AnalysisCode, (typeof severityWords)[number]>>>;

/** Nothing is looked for but what would stop a plan: for who reads no warning of it. */
export const onlyErrors = (given: Severities): Severities =>
  Object.fromEntries(analysisCodes.map((code) => [code, given[code] === "error" ? "error" : "off"]));
