import { type EnvironmentRole, environmentName } from "../github/names.ts";
import { type Finding, findingsIn } from "./finding.ts";
import type { Known } from "./known.ts";

/** A name pattern that an environment admits. */
export interface RefPolicy {
  readonly name: string;
  readonly type: "branch" | "tag";
}

export interface EnvironmentFacts {
  readonly admits: "everything" | "protected-branches" | readonly RefPolicy[];
  /** Undefined where GitHub does not tell. */
  readonly adminsBypass: boolean | undefined;
  readonly reviewers: number;
  readonly preventsSelfReview: boolean;
  readonly waitMinutes: number;
}

export interface EnvironmentsFacts {
  readonly tenant: string;
  readonly defaultBranch: string;
  /** `<owner>/<repository>`, for commands. */
  readonly repository: string;
  /** Null: there is none, or the token may not see it. */
  readonly byRole: Readonly<Record<"plan" | "apply" | "gate", Known<EnvironmentFacts | null>>>;
}

const { ok, warning, error, unknown } = findingsIn("pipeline");

const settings = (name: string): string => `Settings → Environments → ${name}`;

const pathOf = (repository: string, name: string): string =>
  `repos/${repository}/environments/${encodeURIComponent(name)}`;

const missing = (name: string, { repository, defaultBranch }: EnvironmentsFacts): Finding => {
  const path = pathOf(repository, name);
  const make = `gh api -X PUT ${path} -F 'deployment_branch_policy[protected_branches]=false' -F 'deployment_branch_policy[custom_branch_policies]=true'`;
  const admit = `gh api -X POST ${path}/deployment-branch-policies -f name='${defaultBranch}'`;
  return error(
    name,
    "does not exist, or this token may not see it; the first job that names it makes it, open to every branch",
    `\`${make}\`, then \`${admit}\``,
  );
};

const describe = (policies: readonly RefPolicy[]): string =>
  policies.length === 0 ? "nothing" : policies.map(({ name, type }) => `${type} "${name}"`).join(", ");

const judgeAdmission = (name: string, { admits }: EnvironmentFacts, facts: EnvironmentsFacts): Finding => {
  const { defaultBranch, repository } = facts;
  const subject = `${name}: branches`;
  const fix = `${settings(name)} → Deployment branches and tags: "Selected branches and tags", with the branch ${defaultBranch} alone`;
  if (admits === "everything")
    return error(subject, "any branch gets its secrets, so that a workflow of any pull request does", fix);
  if (admits === "protected-branches")
    return error(subject, "every protected branch gets its secrets, not the default branch alone", fix);
  const [only, ...others] = admits;
  if (only?.name === defaultBranch && only.type === "branch" && others.length === 0)
    return ok(subject, `admits ${defaultBranch} alone`);
  const isAdmitted = admits.some(({ name: one, type }) => one === defaultBranch && type === "branch");
  if (!isAdmitted)
    return error(
      subject,
      `admits ${describe(admits)} and not ${defaultBranch}: no job can use it`,
      `\`gh api -X POST ${pathOf(repository, name)}/deployment-branch-policies -f name='${defaultBranch}'\`, and remove the others`,
    );
  return error(subject, `admits ${describe(admits)}: more than the default branch gets its secrets`, fix);
};

const judgeBypass = (name: string, { adminsBypass }: EnvironmentFacts): Finding => {
  const subject = `${name}: administrators`;
  const fix = `${settings(name)}: untick "Allow administrators to bypass configured protection rules"`;
  if (adminsBypass === undefined)
    return unknown(subject, "GitHub does not tell whether they may bypass its rules", fix);
  return adminsBypass ? warning(subject, "may bypass its rules", fix) : ok(subject, "cannot bypass its rules");
};

const judgeWaiting = (name: string, { reviewers, waitMinutes }: EnvironmentFacts): readonly Finding[] => [
  ...(reviewers === 0
    ? []
    : [
        warning(
          `${name}: reviewers`,
          "a run stops in the middle and waits for a second approval; the pull request is where people approve",
          `${settings(name)}: untick "Required reviewers"; who wants a second pair of eyes puts them on the gate environment`,
        ),
      ]),
  ...(waitMinutes === 0
    ? []
    : [
        warning(
          `${name}: wait timer`,
          `a run stops in the middle for ${waitMinutes} minutes`,
          `${settings(name)}: untick "Wait timer"`,
        ),
      ]),
];

const notRead = (name: string, why: string): Finding =>
  unknown(name, why, 'run again with a token that has "Actions: read" (in a workflow: `permissions: actions: read`)');

const judgeJobs = (role: EnvironmentRole & ("plan" | "apply"), facts: EnvironmentsFacts): readonly Finding[] => {
  const name = environmentName(facts.tenant, role);
  const read = facts.byRole[role];
  if ("unknown" in read) return [notRead(name, read.unknown)];
  if (read.value === null) return [missing(name, facts)];
  return [judgeAdmission(name, read.value, facts), judgeBypass(name, read.value), ...judgeWaiting(name, read.value)];
};

const judgeGate = ({ tenant, byRole: { gate } }: EnvironmentsFacts): readonly Finding[] => {
  const name = environmentName(tenant, "gate");
  if ("unknown" in gate) return [notRead(name, gate.unknown)];
  // A job that names an environment makes it, without rules: that it exists means nothing.
  if (gate.value === null || gate.value.reviewers === 0) return [ok(name, "asks nobody: the merge is the last word")];
  if (!gate.value.preventsSelfReview)
    return [
      warning(name, "whoever merges may wave it through alone", `${settings(name)} → tick "Prevent self-review"`),
    ];
  return [ok(name, "asks somebody else before the apply")];
};

/** Whether tenant credentials can be reached from the default branch only. */
export const judgeEnvironments = (facts: EnvironmentsFacts): readonly Finding[] => [
  ...judgeJobs("plan", facts),
  ...judgeJobs("apply", facts),
  ...judgeGate(facts),
];
