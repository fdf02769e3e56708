import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Severities } from "../diagnostics/severities.ts";
import { disabledReferences } from "./disabled-references.ts";
import type { Check, Finding } from "./finding.ts";
import { overlappingSegments } from "./overlapping-segments.ts";
import { overriddenUrls } from "./overridden-urls.ts";
import type { Policy } from "./policy.ts";
import { rulesWithoutCriteria } from "./rules-without-criteria.ts";
import { shadowedRules } from "./shadowed-rules.ts";

const checks: readonly Check[] = [
  shadowedRules,
  rulesWithoutCriteria,
  disabledReferences,
  overlappingSegments,
  overriddenUrls,
];

const diagnosticOf = (
  { message, hint, places }: Finding,
  { code }: Check,
  severity: Diagnostic["severity"],
): readonly Diagnostic[] => {
  const place = places.find(({ object }) => object.managed);
  if (place === undefined) return [];
  const source = place.object.at?.(place.path);
  return [{ severity, code, message, ...(source === undefined ? {} : { source }), hint }];
};

/**
 * What is odd about a whole policy, undeclared objects included: each rule may be right by itself.
 *
 * @param severities what the configuration says; a finding it does not name is a warning
 */
export const analyse = (policy: Policy, severities: Severities = {}): readonly Diagnostic[] =>
  checks.flatMap((check) => {
    const severity = severities[check.code] ?? "warning";
    return severity === "off" ? [] : check.find(policy).flatMap((finding) => diagnosticOf(finding, check, severity));
  });
