import { type Handler, notFound, ok } from "./answers.ts";
import { api, node, time } from "./objects.ts";
import { userOf, type World } from "./world.ts";

const teamOf = (world: World, path: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> | undefined =>
  path.org === world.owner ? world.teams.get(String(path.team_slug)) : undefined;

const created = time(new Date(0));

const organization = (world: World): object => {
  const { id, login } = userOf(world, world.owner);
  const url = `${api(world)}/orgs/${login}`;
  return {
    login,
    id,
    node_id: node("Organization", id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/${id}`,
    description: null,
    html_url: `${world.url}/${login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: "Organization",
    created_at: created,
    updated_at: created,
    archived_at: null,
  };
};

const team: Handler = ({ world, path }) => {
  const members = teamOf(world, path);
  if (members === undefined) return notFound();
  const slug = String(path.team_slug);
  const url = `${api(world)}/organizations/1/team/1`;
  return ok({
    id: 1,
    node_id: node("Team", slug),
    url,
    html_url: `${world.url}/orgs/${world.owner}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    name: slug,
    slug,
    description: null,
    privacy: "closed",
    permission: "pull",
    type: "organization",
    parent: null,
    members_count: members.size,
    repos_count: 1,
    created_at: created,
    updated_at: created,
    organization: organization(world),
  });
};

const membership: Handler = ({ world, path }) => {
  const role = teamOf(world, path)?.get(String(path.username).toLowerCase());
  if (role === undefined) return notFound();
  const url = `${api(world)}/organizations/1/team/1/memberships/${path.username}`;
  return ok({ url, role, state: "active" });
};

/** Handlers by operation. */
export const teamEndpoints: Readonly<Record<string, Handler>> = {
  "teams/get-by-name": team,
  "teams/get-membership-for-user-in-org": membership,
};
