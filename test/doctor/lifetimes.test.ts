import { describe, expect, test } from "vitest";
import { type DriftFacts, judgeLifetimes, type LifetimeFacts } from "../../src/doctor/lifetimes.ts";
import { bad } from "./bad.ts";
import { soundWorkflow } from "./sound-workflows.ts";

const facts = (more: Partial<LifetimeFacts>): LifetimeFacts => ({
  now: Date.parse("2026-09-20T12:00:00Z"),
  maxPlanAge: "7d",
  planArtifactDays: { value: 30 },
  planWorkflow: soundWorkflow,
  drift: { value: { workflow: "active", lastSuccess: "2026-09-20T02:40:00Z", issue: null } },
  ...more,
});
const drift = (more: Partial<DriftFacts>): LifetimeFacts =>
  facts({ drift: { value: { workflow: "active", lastSuccess: "2026-09-20T02:40:00Z", issue: null, ...more } } });
const kept = (days: string): string => soundWorkflow.replace("retention-days: 30", days);

describe("plans and scans over time", () => {
  test.each<readonly [string, LifetimeFacts, readonly string[]]>([
    ["nothing is said when all is in time", facts({}), []],
    ["a plan expires before it is too old", facts({ planArtifactDays: { value: 5 } }), ["warning artifact retention"]],
    ["as long is long enough", facts({ planArtifactDays: { value: 7 } }), []],
    [
      "hours count as parts of a day",
      facts({ maxPlanAge: "36h", planArtifactDays: { value: 1 } }),
      ["warning artifact retention"],
    ],
    [
      "what really happens counts more than the file",
      facts({ planArtifactDays: { value: 1 }, planWorkflow: kept("retention-days: 90") }),
      ["warning artifact retention"],
    ],
    [
      "without a plan the workflow tells",
      facts({ planArtifactDays: { value: null }, planWorkflow: kept("retention-days: 3") }),
      ["warning artifact retention"],
    ],
    [
      "a workflow that does not tell",
      facts({ planArtifactDays: { unknown: "403" }, planWorkflow: kept("path: plan") }),
      ["unknown artifact retention"],
    ],
    [
      "no workflow at all",
      facts({ planArtifactDays: { value: null }, planWorkflow: undefined }),
      ["unknown artifact retention"],
    ],
    ["GitHub knows no scan", drift({ workflow: null }), ["error drift scan"]],
    ["GitHub switched the scan off", drift({ workflow: "disabled_inactivity" }), ["error drift scan"]],
    ["a person switched the scan off", drift({ workflow: "disabled_manually" }), ["error drift scan"]],
    ["no scan has succeeded", drift({ lastSuccess: null }), ["warning last drift scan"]],
    ["the last scan is long ago", drift({ lastSuccess: "2026-09-17T02:40:00Z" }), ["warning last drift scan"]],
    ["a late night is no news", drift({ lastSuccess: "2026-09-18T14:00:00Z" }), []],
    ["drift is open", drift({ issue: 12 }), ["warning last drift scan"]],
    ["scans cannot be read", facts({ drift: { unknown: "403" } }), ["unknown drift scan"]],
  ])("%s", (_, given, expected) => {
    expect(bad(judgeLifetimes(given))).toEqual(expected);
  });
});
