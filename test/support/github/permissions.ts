/** Rights of a token by the name that a workflow's `permissions:` has, with `_` for `-`. */
export type Permissions = Readonly<Record<string, "read" | "write">>;

/** All of a list; each entry is met by any one of its names. */
type Needs = readonly (readonly string[])[];

const read = (...names: readonly string[]): Needs => names.map((name) => [`${name}:read`]);
const write = (...names: readonly string[]): Needs => names.map((name) => [`${name}:write`]);
const none: Needs = [];

/**
 * What GitHub's table "Permissions required for GitHub Apps" lists per operation (github/docs,
 * src/github-apps/data/fpt-2026-03-10/server-to-server-permissions.json). Comments and labels stand under issues
 * and under pull requests there; for pull requests either right does. INFERRED: on a plain issue only `issues` does.
 * `secrets`, `environments`, `administration` and `members` are rights that no GITHUB_TOKEN has.
 */
export const needs: Readonly<Record<string, Needs | ((isPull: boolean) => Needs)>> = {
  "repos/get": none,
  "users/get-by-username": none,
  "repos/get-collaborator-permission-level": none,
  "repos/get-branch-rules": none,
  "repos/get-branch": read("contents"),
  "repos/list-activities": read("contents"),
  "repos/compare-commits-with-basehead": read("contents"),
  "git/get-commit": read("contents"),
  "git/get-tree": read("contents"),
  "git/get-blob": read("contents"),
  // The table names pull requests alone; it is a commit that is asked about, so whoever asks has contents too.
  "repos/list-pull-requests-associated-with-commit": read("pull_requests", "contents"),
  "pulls/get": read("pull_requests"),
  "pulls/list": read("pull_requests"),
  "pulls/list-reviews": read("pull_requests"),
  "pulls/list-commits": read("pull_requests"),
  "pulls/list-files": read("pull_requests"),
  "actions/get-workflow-run": read("actions"),
  "actions/list-workflow-runs": read("actions"),
  "actions/list-workflow-runs-for-repo": read("actions"),
  "actions/list-workflow-run-artifacts": read("actions"),
  "actions/list-artifacts-for-repo": read("actions"),
  "actions/get-artifact": read("actions"),
  "actions/download-artifact": read("actions"),
  "repos/get-environment": read("actions"),
  "repos/get-all-environments": read("actions"),
  "repos/list-deployment-branch-policies": read("actions"),
  "repos/list-deployments": read("deployments"),
  "repos/get-deployment": read("deployments"),
  "repos/list-deployment-statuses": read("deployments"),
  "repos/create-deployment": write("deployments"),
  "repos/create-deployment-status": write("deployments"),
  "checks/list-for-ref": read("checks"),
  "checks/create": write("checks"),
  "checks/update": write("checks"),
  "issues/list-comments": (isPull) => (isPull ? [["issues:read", "pull_requests:read"]] : read("issues")),
  "issues/create-comment": (isPull) => (isPull ? [["issues:write", "pull_requests:write"]] : write("issues")),
  "issues/update-comment": (isPull) => (isPull ? [["issues:write", "pull_requests:write"]] : write("issues")),
  "issues/list-labels-on-issue": (isPull) => (isPull ? [["issues:read", "pull_requests:read"]] : read("issues")),
  "issues/add-labels": (isPull) => (isPull ? [["issues:write", "pull_requests:write"]] : write("issues")),
  "issues/remove-label": (isPull) => (isPull ? [["issues:write", "pull_requests:write"]] : write("issues")),
  "issues/get-label": [["issues:read", "pull_requests:read"]],
  "issues/create-label": [["issues:write", "pull_requests:write"]],
  "issues/get": read("issues"),
  "issues/update": (isPull) => (isPull ? [["issues:write", "pull_requests:write"]] : write("issues")),
  "issues/list-for-repo": read("issues"),
  "issues/create": write("issues"),
  "repos/get-branch-protection": read("administration"),
  "actions/list-repo-secrets": read("secrets"),
  "actions/list-repo-organization-secrets": read("secrets"),
  "actions/list-environment-secrets": read("environments"),
  "teams/get-by-name": read("members"),
  "teams/get-membership-for-user-in-org": read("members"),
};

const holds = (permissions: Permissions, need: string): boolean => {
  const [name = "", level] = need.split(":");
  return permissions[name] === "write" || (level === "read" && permissions[name] === "read");
};

/** Whether a token may call an operation. */
export const isAdmitted = (permissions: Permissions, operation: string, isPull: boolean): boolean => {
  const entry = needs[operation] ?? none;
  const list = typeof entry === "function" ? entry(isPull) : entry;
  return list.every((any) => any.some((need) => holds(permissions, need)));
};
