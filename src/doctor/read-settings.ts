import type { GitHub } from "../github/client.ts";
import { ask } from "./known.ts";
import type { SettingsFacts } from "./settings.ts";

type Repository = Awaited<ReturnType<GitHub["rest"]["repos"]["get"]>>["data"];

const readTeam = async ({ rest, paginate, at }: GitHub, slug: string): Promise<SettingsFacts["teams"][number]> => ({
  name: slug,
  members: await ask(async () => {
    const members = await paginate(rest.teams.listMembersInOrg, { org: at.owner, team_slug: slug, per_page: 100 });
    return members.length;
  }),
});

/** The repository's settings, beside what was read of it already. */
export const readSettings = async (
  github: GitHub,
  repository: Repository,
  teams: readonly string[],
): Promise<SettingsFacts> => {
  const read: SettingsFacts["teams"][number][] = [];
  // A user has no teams to ask for.
  for (const team of teams)
    read.push(
      repository.owner.type === "Organization"
        ? await readTeam(github, team)
        : { name: team, members: { unknown: "the owner is no organisation" } },
    );
  return {
    repository: repository.full_name,
    visibility: repository.visibility ?? (repository.private ? "private" : "public"),
    isFork: repository.fork,
    isArchived: repository.archived,
    hasIssues: repository.has_issues,
    allowsForking: repository.allow_forking,
    ownerType: repository.owner.type,
    workflowToken: await ask(async () => {
      const { data } = await github.rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository(github.at);
      return { permissions: data.default_workflow_permissions, canApprove: data.can_approve_pull_request_reviews };
    }),
    teams: read,
  };
};
