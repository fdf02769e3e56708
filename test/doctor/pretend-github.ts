import nock from "nock";
import type { Place } from "../../src/github/place.ts";

// Importing nock starts it; the sandbox's own server is to be reached all the same.
nock.restore();

export const place: Place = {
  owner: "acme",
  repo: "policies",
  apiUrl: "http://127.0.0.1:9",
  serverUrl: "https://github.com",
  token: "t",
};

/** An answer by path and query; a number is a status without more. */
export type Answers = Readonly<Record<string, unknown>>;

const repo = "/repos/acme/policies";
const env = (role: string): string => `${repo}/environments/zerodrift-acme-${role}`;
const page = "per_page=100";

export const paths = {
  repository: repo,
  rules: `${repo}/rules/branches/main?${page}`,
  classic: `${repo}/branches/main/protection`,
  plan: env("plan"),
  planBranches: `${env("plan")}/deployment-branch-policies?${page}`,
  planSecrets: `${env("plan")}/secrets?${page}`,
  apply: env("apply"),
  applyBranches: `${env("apply")}/deployment-branch-policies?${page}`,
  applySecrets: `${env("apply")}/secrets?${page}`,
  gate: env("gate"),
  repoSecrets: `${repo}/actions/secrets?${page}`,
  orgSecrets: `${repo}/actions/organization-secrets?${page}`,
  token: `${repo}/actions/permissions/workflow`,
  artifacts: `${repo}/actions/artifacts?${page}`,
  drift: `${repo}/actions/workflows/zerodrift-drift.yml`,
  driftRuns: `${repo}/actions/workflows/zerodrift-drift.yml/runs?branch=main&status=success&per_page=1`,
  issues: `${repo}/issues?labels=zerodrift-drift&state=open&${page}`,
  team: `/orgs/acme/teams/network/members?${page}`,
} as const;

const branches = { total_count: 1, branch_policies: [{ id: 1, name: "main", type: "branch" }] };
const environment = (role: string): object => ({
  id: 1,
  name: `zerodrift-acme-${role}`,
  can_admins_bypass: false,
  protection_rules: [{ id: 1, type: "branch_policy" }],
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
});
const secrets = (...names: readonly string[]): object => ({
  total_count: names.length,
  secrets: names.map((name) => ({ name })),
});

/** A repository that is set up as docs/github.md says, asked by an administrator. */
export const sound: Answers = {
  [paths.repository]: {
    full_name: "acme/policies",
    default_branch: "main",
    visibility: "private",
    private: true,
    fork: false,
    archived: false,
    has_issues: true,
    allow_forking: false,
    owner: { login: "acme", type: "Organization" },
  },
  [paths.rules]: [
    { type: "deletion" },
    { type: "non_fast_forward" },
    {
      type: "pull_request",
      parameters: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_last_push_approval: false,
      },
    },
    {
      type: "required_status_checks",
      parameters: {
        required_status_checks: [{ context: "zerodrift/ready", integration_id: 15368 }],
        strict_required_status_checks_policy: true,
      },
    },
  ],
  [paths.classic]: { status: 404, message: "Branch not protected" },
  [paths.plan]: environment("plan"),
  [paths.planBranches]: branches,
  [paths.planSecrets]: secrets("ZSCALER_CLIENT_SECRET"),
  [paths.apply]: environment("apply"),
  [paths.applyBranches]: branches,
  [paths.applySecrets]: secrets("ZSCALER_CLIENT_SECRET"),
  [paths.gate]: 404,
  [paths.repoSecrets]: secrets(),
  [paths.orgSecrets]: secrets("NPM_TOKEN"),
  [paths.token]: { default_workflow_permissions: "read", can_approve_pull_request_reviews: false },
  [paths.artifacts]: {
    total_count: 1,
    artifacts: [
      { id: 2, name: "zerodrift-plan-abc", created_at: "2026-09-01T00:00:00Z", expires_at: "2026-10-01T00:00:00Z" },
      { id: 9, name: "coverage", created_at: "2026-09-01T00:00:00Z", expires_at: "2026-09-02T00:00:00Z" },
    ],
  },
  [paths.drift]: { id: 1, state: "active" },
  [paths.driftRuns]: { total_count: 1, workflow_runs: [{ id: 3, created_at: "2026-09-20T02:41:00Z" }] },
  [paths.issues]: [],
  [paths.team]: [{ login: "rita" }, { login: "sam" }],
};

const replyOf = (answer: unknown): [number, object] => {
  if (typeof answer === "number") return [answer, { message: answer === 404 ? "Not Found" : "Forbidden" }];
  const { status, message } = answer as { readonly status?: unknown; readonly message?: unknown };
  return typeof status === "number" ? [status, { message }] : [200, answer as object];
};

/** Answers GET alone: a write would find nobody. Gives the paths that were asked. */
export const pretend = (answers: Answers): readonly string[] => {
  const asked: string[] = [];
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  nock(place.apiUrl)
    .persist()
    .get(/.*/)
    .reply(({ url }) => {
      const uri = url.slice(place.apiUrl.length);
      asked.push(uri);
      return uri in answers ? replyOf(answers[uri]) : [418, { message: `nobody told what ${uri} answers` }];
    });
  return asked;
};

/** Afterwards. */
export const stop = (): void => {
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
};
