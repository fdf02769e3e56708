import { type Finding, findingsIn } from "./finding.ts";
import type { Known } from "./known.ts";

/** The repository and its settings at GitHub. */
export interface SettingsFacts {
  readonly repository: string;
  readonly visibility: string;
  readonly isFork: boolean;
  readonly isArchived: boolean;
  readonly hasIssues: boolean;
  /** Undefined where GitHub does not tell. */
  readonly allowsForking: boolean | undefined;
  readonly ownerType: string;
  readonly workflowToken: Known<{ readonly permissions: string; readonly canApprove: boolean }>;
  /** Teams of `approvals.teams`, and whether this token can list their members. */
  readonly teams: readonly { readonly name: string; readonly members: Known<number> }[];
}

const { ok, warning, error, unknown } = findingsIn("pipeline");

const judgeVisibility = ({ visibility, allowsForking }: SettingsFacts): Finding => {
  if (visibility === "public")
    return warning(
      "visibility",
      "public: every plan, and with it the tenant's policy, can be read by anybody",
      'Settings → General → Danger Zone → "Change repository visibility", unless the tenant is a test tenant',
    );
  if (allowsForking !== false)
    return unknown(
      "forks",
      "may be allowed; what their pull requests get cannot be read here",
      'Settings → Actions → General → "Fork pull request workflows": neither write tokens nor secrets; or Settings → General → untick "Allow forking"',
    );
  return ok("visibility", `${visibility}, and nobody can fork it`);
};

const judgeToken = ({ workflowToken, repository }: SettingsFacts): readonly Finding[] => {
  const path = `repos/${repository}/actions/permissions/workflow`;
  if ("unknown" in workflowToken)
    return [
      unknown(
        "workflow permissions",
        "only an administrator's token can read the default",
        'Settings → Actions → General → "Workflow permissions": "Read repository contents and packages permissions"',
      ),
    ];
  const { permissions, canApprove } = workflowToken.value;
  return [
    permissions === "read"
      ? ok("workflow permissions", "read by default")
      : warning(
          "workflow permissions",
          "workflows that do not say otherwise get a token that can write",
          `\`gh api -X PUT ${path} -f default_workflow_permissions=read\``,
        ),
    canApprove
      ? warning(
          "workflow approvals",
          "a workflow may approve pull requests; zerodrift does not count them, GitHub's own rule does",
          `\`gh api -X PUT ${path} -F can_approve_pull_request_reviews=false\``,
        )
      : ok("workflow approvals", "workflows cannot approve pull requests"),
  ];
};

const appToken = 'a GitHub App with the organisation permission "Members: read", whose token the workflows use';

const judgeTeams = ({ teams, ownerType, repository }: SettingsFacts): readonly Finding[] =>
  teams.map(({ name, members }) => {
    const subject = `approvals.teams: ${name}`;
    if (ownerType !== "Organization")
      return error(
        subject,
        `${repository.split("/")[0]} is no organisation and has no teams: no plan can be approved`,
        "take approvals.teams out of zerodrift.yaml, or move the repository to an organisation",
      );
    if ("unknown" in members)
      return warning(
        subject,
        "this token cannot read its members; a workflow's own token cannot either, and verify refuses then",
        `set up ${appToken}; look at the spelling of the team's slug, too`,
      );
    return members.value === 0
      ? error(subject, "has no members: no plan can be approved", `add members to the team ${name}`)
      : ok(subject, `${members.value} members; the workflows need ${appToken}`);
  });

/** Whether the repository as such fits the flow. */
export const judgeSettings = (facts: SettingsFacts): readonly Finding[] => [
  judgeVisibility(facts),
  ...(facts.isArchived
    ? [error("archived", "the repository is read-only", 'Settings → General → "Unarchive this repository"')]
    : []),
  ...(facts.isFork
    ? [
        warning(
          "fork",
          "this repository is a fork: schedules and workflows start switched off",
          "Actions → enable workflows, the drift scan too; better: a repository of its own",
        ),
      ]
    : []),
  facts.hasIssues
    ? ok("issues", "on")
    : error("issues", "off: drift has nowhere to be reported", "Settings → General → Features → tick Issues"),
  ...judgeToken(facts),
  ...judgeTeams(facts),
];
