import { tipOf } from "./acts.ts";
import { type Call, type Handler, notFound, ok, paged, refusal, walked } from "./answers.ts";
import { commitBody, diffBodies, gitCommitBody, readCommit, readCommits } from "./commits.ts";
import { type Body, fullRepository, legacyRole, node, page, publicUser, repoApi, simpleUser, time } from "./objects.ts";
import type { Activity, DeploymentEnvironment, World } from "./world.ts";

const branch: Handler = ({ world, path }) => {
  const name = String(path.branch);
  const sha = tipOf(world, name);
  if (sha === undefined) return notFound("Branch not found");
  const protection_url = `${repoApi(world)}/branches/${encodeURIComponent(name)}/protection`;
  const isProtected = world.rules.has(name) || world.protection.has(name);
  return ok({
    name,
    commit: commitBody(world, readCommit(world, sha)),
    _links: { self: `${repoApi(world)}/branches/${encodeURIComponent(name)}`, html: `${page(world)}/tree/${name}` },
    protected: isProtected,
    protection: { enabled: isProtected },
    protection_url,
  });
};

const permission: Handler = ({ world, path }) => {
  const user = world.users.get(String(path.username).toLowerCase());
  if (user === undefined) return notFound();
  const role = user.role === "none" && !world.isPrivate ? "read" : user.role;
  const legacy = legacyRole(role);
  return ok({
    permission: legacy,
    role_name: role,
    user: {
      ...simpleUser(world, user),
      role_name: role,
      permissions: {
        admin: role === "admin",
        maintain: role === "admin" || role === "maintain",
        push: legacy === "admin" || legacy === "write",
        triage: legacy !== "none" && role !== "read",
        pull: legacy !== "none",
      },
    },
  });
};

const activityBody = (world: World, { id, before, after, ref, at, type, actor }: Activity): Body => ({
  id,
  node_id: node("Activity", id),
  before,
  after,
  ref,
  timestamp: time(at),
  activity_type: type,
  actor: simpleUser(world, actor),
});

const days: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };

const activities: Handler = (call) => {
  const { world, query } = call;
  const ref = query.get("ref");
  const says = (key: string, value: string): boolean => !query.has(key) || query.get(key) === value;
  const since = world.now - (days[query.get("time_period") ?? ""] ?? Number.POSITIVE_INFINITY) * 86_400_000;
  const found = world.activities
    .filter(({ at }) => at.getTime() >= since)
    .filter((activity) => ref === null || activity.ref === ref || activity.ref === `refs/heads/${ref}`)
    .filter(({ actor, type }) => says("actor", actor.login) && says("activity_type", type));
  const list = query.get("direction") === "asc" ? found : found.toReversed();
  return walked(call, list, (activity) => activityBody(world, activity));
};

const compare: Handler = (call) => {
  const { world } = call;
  const asked = String(call.path.basehead).split("...");
  const [base, head] = asked.map((name) => {
    const own = name.replace(/^[^:]+:/, "");
    return tipOf(world, own) ?? world.store.find(`${own}^{commit}`);
  });
  if (base === undefined || head === undefined || asked.length !== 2) return notFound();
  const from = world.store.git("merge-base", base, head);
  const commits = readCommits(world, "--reverse", "--topo-order", `${base}..${head}`);
  const behind = Number(world.store.git("rev-list", "--count", `${head}..${base}`));
  const status = commits.length === 0 ? (behind === 0 ? "identical" : "behind") : behind === 0 ? "ahead" : "diverged";
  const url = `${repoApi(world)}/compare/${asked.join("...")}`;
  const html = `${page(world)}/compare/${asked.join("...")}`;
  const isPaged = call.query.has("page") || call.query.has("per_page");
  const whole = (list: readonly unknown[]): Body => ({
    url,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitBody(world, readCommit(world, base)),
    merge_base_commit: commitBody(world, readCommit(world, from)),
    status,
    ahead_by: commits.length,
    behind_by: behind,
    total_commits: commits.length,
    commits: list,
    // Files come with the first page, three hundred at most.
    files: Number(call.query.get("page") ?? 1) === 1 ? diffBodies(world, from, head).slice(0, 300) : [],
  });
  if (!isPaged) return ok(whole(commits.slice(-250).map((facts) => commitBody(world, facts))));
  return paged(call, commits, (facts) => commitBody(world, facts), whole);
};

const tree: Handler = ({ world, path, query }) => {
  const name = String(path.tree_sha);
  const found = world.store.find(`${tipOf(world, name) ?? name}^{tree}`);
  if (found === undefined) return notFound();
  const lines = world.store
    .raw("ls-tree", "-z", "-l", ...(query.has("recursive") ? ["-r", "-t"] : []), found)
    .toString()
    .split("\0")
    .filter(Boolean);
  const entries = lines.map((line) => {
    const [facts = "", file = ""] = line.split("\t");
    const [mode, type, sha = "", size = "-"] = facts.split(/ +/);
    const at = `${repoApi(world)}/git/${type === "tree" ? "trees" : "blobs"}/${sha}`;
    return { path: file, mode, type, sha, url: at, ...(size === "-" ? {} : { size: Number(size) }) };
  });
  return ok({ sha: found, url: `${repoApi(world)}/git/trees/${found}`, tree: entries, truncated: false });
};

const blob: Handler = ({ world, path }) => {
  const sha = String(path.file_sha);
  if (world.store.find(`${sha}^{blob}`) !== sha) return notFound();
  const bytes = world.store.raw("cat-file", "blob", sha);
  return ok({
    sha,
    node_id: node("Blob", sha),
    size: bytes.length,
    url: `${repoApi(world)}/git/blobs/${sha}`,
    // Broken into lines of sixty, as GitHub sends it.
    content: bytes.toString("base64").replace(/.{1,60}/g, "$&\n"),
    encoding: "base64",
  });
};

const environmentBody = (
  world: World,
  { id, name, branches, reviewers, canAdminsBypass, createdAt }: DeploymentEnvironment,
): Body => ({
  id,
  node_id: node("Environment", id),
  name,
  url: `${repoApi(world)}/environments/${encodeURIComponent(name)}`,
  html_url: `${page(world)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
  created_at: time(createdAt),
  updated_at: time(createdAt),
  can_admins_bypass: canAdminsBypass,
  protection_rules: [
    ...(branches === null ? [] : [{ id: id + 1, node_id: node("GateRule", id + 1), type: "branch_policy" }]),
    ...(reviewers.length === 0
      ? []
      : [
          {
            id: id + 2,
            node_id: node("GateRule", id + 2),
            type: "required_reviewers",
            prevent_self_review: true,
            reviewers: reviewers.map((user) => ({ type: "User", reviewer: simpleUser(world, user) })),
          },
        ]),
  ],
  deployment_branch_policy:
    branches === null
      ? null
      : { protected_branches: branches === "protected", custom_branch_policies: branches !== "protected" },
});

const secrets = (call: Call, names: ReadonlySet<string>): ReturnType<Handler> =>
  paged(
    call,
    [...names].sort(),
    (name) => ({ name, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" }),
    (list, total_count) => ({ total_count, secrets: list }),
  );

const ofEnvironment =
  (act: (call: Call, environment: DeploymentEnvironment) => ReturnType<Handler>): Handler =>
  (call) => {
    const found = call.world.environments.get(String(call.path.environment_name));
    return found === undefined ? notFound() : act(call, found);
  };

const policies = (call: Call, { id, branches }: DeploymentEnvironment): ReturnType<Handler> =>
  paged(
    call,
    branches === null || branches === "protected" ? [] : branches,
    (entry) => ({ id: id + 3, node_id: node("BranchPolicy", `${id} ${entry.name}`), ...entry }),
    (branch_policies, total_count) => ({ total_count, branch_policies }),
  );

/** Handlers by operation. */
export const repositoryEndpoints: Readonly<Record<string, Handler>> = {
  "repos/get": ({ world }) => ok(fullRepository(world)),
  "repos/get-branch": branch,
  "repos/get-collaborator-permission-level": permission,
  "repos/list-activities": activities,
  "repos/compare-commits-with-basehead": compare,
  "git/get-commit": ({ world, path }) => {
    const sha = String(path.commit_sha);
    if (world.store.find(`${sha}^{commit}`) !== sha) return notFound();
    return ok(gitCommitBody(world, readCommit(world, sha)));
  },
  "git/get-tree": tree,
  "git/get-blob": blob,
  "repos/get-branch-rules": (call) =>
    paged(call, call.world.rules.get(String(call.path.branch)) ?? [], (rule) => ({
      ruleset_source_type: "Repository",
      ruleset_source: `${call.world.owner}/${call.world.repo}`,
      ruleset_id: 42,
      ...rule,
    })),
  "repos/get-branch-protection": ({ world, path }) => {
    const found = world.protection.get(String(path.branch));
    return found === undefined ? refusal(404, "Branch not protected") : ok(found);
  },
  "repos/get-all-environments": (call) =>
    paged(
      call,
      [...call.world.environments.values()],
      (each) => environmentBody(call.world, each),
      (environments, total_count) => ({ total_count, environments }),
    ),
  "repos/get-environment": ofEnvironment(({ world }, environment) => ok(environmentBody(world, environment))),
  "repos/list-deployment-branch-policies": ofEnvironment(policies),
  "actions/list-environment-secrets": ofEnvironment((call, { name }) =>
    secrets(call, call.world.secrets.environments.get(name) ?? new Set()),
  ),
  "actions/list-repo-secrets": (call) => secrets(call, call.world.secrets.repository),
  "actions/list-repo-organization-secrets": (call) => secrets(call, call.world.secrets.organization),
  "users/get-by-username": ({ world, path }) => {
    const user = world.users.get(String(path.username).toLowerCase());
    return user === undefined ? notFound() : ok(publicUser(world, user));
  },
};
