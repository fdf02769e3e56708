import type { Fork, Issue, Label, Role, User, World } from "./world.ts";

/** A JSON object as GitHub sends it. */
// biome-ignore lint/suspicious/noExplicitAny: answers of any shape
export type Body = Record<string, any>;

export const api = (world: World): string => `${world.url}/api`;
export const repoApi = (world: World): string => `${api(world)}/repos/${world.owner}/${world.repo}`;
export const page = (world: World): string => `${world.url}/${world.owner}/${world.repo}`;
export const time = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, "Z");
export const node = (kind: string, id: number | string): string =>
  Buffer.from(`${kind}:${id}`).toString("base64").replaceAll("=", "");

export const simpleUser = (world: World, { id, login, type }: User): Body => {
  const url = `${api(world)}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: node("User", id),
    avatar_url: `${world.url}/avatars/${id}`,
    gravatar_id: "",
    url,
    html_url: `${world.url}/${type === "Bot" ? `apps/${login.replace("[bot]", "")}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
};

export const publicUser = (world: World, user: User): Body => ({
  ...simpleUser(world, user),
  name: user.login,
  company: null,
  blog: "",
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: "2020-01-01T00:00:00Z",
  updated_at: "2020-01-01T00:00:00Z",
});

const templates = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
};

const count = { forks: 0, forks_count: 0, stargazers_count: 0, watchers: 0, watchers_count: 0, size: 1 };

/** This repository, or a fork of it. */
export const repository = (world: World, fork: Fork | null = null): Body => {
  const owner = fork?.owner ?? world.users.get(world.owner.toLowerCase())!;
  const id = fork?.id ?? world.repositoryId;
  const name = `${owner.login}/${world.repo}`;
  const open = [...world.issues.values()].filter(({ state }) => state === "open").length;
  return {
    id,
    node_id: node("Repository", id),
    name: world.repo,
    full_name: name,
    owner: simpleUser(world, owner),
    private: world.isPrivate,
    html_url: `${world.url}/${name}`,
    description: null,
    fork: fork !== null,
    url: `${api(world)}/repos/${name}`,
    ...Object.fromEntries(Object.entries(templates).map(([key, rest]) => [key, `${api(world)}/repos/${name}${rest}`])),
    git_url: `git://127.0.0.1/${name}.git`,
    ssh_url: `git@127.0.0.1:${name}.git`,
    clone_url: `${world.url}/${name}.git`,
    svn_url: `${world.url}/${name}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    ...count,
    open_issues: open,
    open_issues_count: open,
    default_branch: world.defaultBranch,
    has_issues: world.settings.hasIssues ?? true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: world.isPrivate ? "private" : "public",
    pushed_at: time(new Date(world.now)),
    created_at: "2026-01-01T00:00:00Z",
    updated_at: time(new Date(world.now)),
  };
};

export const fullRepository = (world: World): Body => ({
  ...repository(world),
  network_count: world.forks.length,
  subscribers_count: 0,
  allow_merge_commit: true,
  allow_squash_merge: true,
  allow_rebase_merge: true,
});

/** How a role shows: `permission` knows four words only. */
export const legacyRole = (role: Role): "admin" | "write" | "read" | "none" =>
  role === "maintain" ? "write" : role === "triage" ? "read" : role;

export const association = (world: World, user: User): string =>
  user.login === world.owner ? "OWNER" : user.role === "none" ? "NONE" : "COLLABORATOR";

export const labelBody = (world: World, { id, name, color, description }: Label): Body => ({
  id,
  node_id: node("Label", id),
  url: `${repoApi(world)}/labels/${encodeURIComponent(name)}`,
  name,
  color,
  default: false,
  description,
});

export const labelsOf = (world: World, issue: Issue): readonly Body[] =>
  [...issue.labels].map((name) => labelBody(world, world.labels.get(name.toLowerCase())!));

export const commitUrl = (world: World, sha: string): string => `${repoApi(world)}/commits/${sha}`;
