import { workflows } from "../github/names.ts";
import { type Finding, findingsIn } from "./finding.ts";
import type { Known } from "./known.ts";
import { readWorkflow, usersIn } from "./workflow-files.ts";

/** How long plans live, and when the tenant was last looked at. */
export interface LifetimeFacts {
  readonly now: number;
  /** `approvals.maxPlanAge` of the configuration. */
  readonly maxPlanAge: string;
  /** Days from making to expiry of the newest plan artifact; null: there is none yet. */
  readonly planArtifactDays: Known<number | null>;
  /** The plan workflow of the checkout. */
  readonly planWorkflow: string | undefined;
  readonly drift: Known<DriftFacts>;
}

export interface DriftFacts {
  /** `active`, `disabled_manually`, `disabled_inactivity`, …; null: GitHub knows no such workflow. */
  readonly workflow: string | null;
  /** When the newest successful run on the default branch began; null: there was none. */
  readonly lastSuccess: string | null;
  /** The open drift issue. */
  readonly issue: number | null;
}

const { ok, warning, error, unknown } = findingsIn("pipeline");

const dayMs = 86_400_000;
/** The scan is nightly, and GitHub may be hours late. */
const lateDays = 2;

const daysOf = (age: string): number => {
  const [, amount = "0", unit = "d"] = /^(\d+)([mhd])$/.exec(age) ?? [];
  return Number(amount) / { m: 1440, h: 24, d: 1 }[unit as "m" | "h" | "d"];
};

/** `retention-days` of the step that uploads the plan; undefined: the repository's default, which we cannot read. */
const retentionIn = (text: string | undefined): number | undefined => {
  const workflow = text === undefined ? undefined : readWorkflow(text, workflows.plan);
  const inputs = usersIn(workflow ?? {})
    .filter(({ uses }) => typeof uses === "string" && uses.startsWith("actions/upload-artifact@"))
    .map(({ with: given }) => (given as Readonly<Record<string, unknown>> | undefined)?.["retention-days"]);
  const days = inputs.map(Number).filter((one) => one > 0);
  return days.length === 0 ? undefined : Math.min(...days);
};

const judgeRetention = ({ maxPlanAge, planArtifactDays, planWorkflow }: LifetimeFacts): Finding => {
  const subject = "artifact retention";
  const real = "value" in planArtifactDays ? planArtifactDays.value : null;
  const days = real ?? retentionIn(planWorkflow);
  const wanted = daysOf(maxPlanAge);
  const fix = `raise \`retention-days\` in ${workflows.plan} above approvals.maxPlanAge (${maxPlanAge}), and the limit under Settings → Actions → General → "Artifact and log retention"`;
  if (days === undefined)
    return unknown(subject, "no plan was made yet, and its workflow does not say how long a plan is kept", fix);
  const isLongEnough = days >= wanted;
  const told = `a plan is kept for ${Math.floor(days)} days`;
  return isLongEnough
    ? ok(subject, `${told}, and may be applied for ${maxPlanAge}`)
    : warning(subject, `${told}, and may be applied for ${maxPlanAge}: it expires before it is too old`, fix);
};

const enable = "`gh workflow enable zerodrift-drift.yml`, then `gh workflow run zerodrift-drift.yml`";
const run = "`gh workflow run zerodrift-drift.yml`, then read the run";

const judgeSchedule = ({ workflow }: DriftFacts): readonly Finding[] => {
  if (workflow === null)
    return [
      error("drift scan", "GitHub knows no such workflow", `merge ${workflows.drift} to the default branch: ${run}`),
    ];
  if (workflow === "active") return [];
  const why = workflow === "disabled_inactivity" ? "GitHub switched it off after 60 quiet days" : `it is ${workflow}`;
  return [error("drift scan", `nobody looks for drift: ${why}`, enable)];
};

const judgeAge = ({ workflow, lastSuccess, issue }: DriftFacts, now: number): readonly Finding[] => {
  if (workflow === null) return [];
  if (lastSuccess === null) return [warning("last drift scan", "none has succeeded yet", run)];
  const days = (now - Date.parse(lastSuccess)) / dayMs;
  const told = days < 1 ? "less than a day ago" : `${Math.floor(days)} days ago`;
  if (days > lateDays) return [warning("last drift scan", told, run)];
  return issue === null
    ? [ok("last drift scan", `${told}, and no drift issue is open`)]
    : [
        warning(
          "last drift scan",
          `${told}; drift is open as issue ${issue}`,
          `read issue ${issue}: it names the ways out`,
        ),
      ];
};

/** Whether plans live long enough, and drift is being looked for. */
export const judgeLifetimes = (facts: LifetimeFacts): readonly Finding[] => [
  judgeRetention(facts),
  ...("unknown" in facts.drift
    ? [unknown("drift scan", facts.drift.unknown, 'run again with a token that has "Actions: read" and "Issues: read"')]
    : [...judgeSchedule(facts.drift.value), ...judgeAge(facts.drift.value, facts.now)]),
];
