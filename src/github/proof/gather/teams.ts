import type { GitHub } from "../../client.ts";
import { isNotFound } from "../../failure.ts";
import type { Account, Facts } from "../facts.ts";
import { attempt } from "./attempt.ts";

const isMember = async (github: GitHub, team: string, login: string): Promise<boolean> => {
  try {
    const { data } = await github.rest.teams.getMembershipForUserInOrg({
      org: github.at.owner,
      team_slug: team,
      username: login,
    });
    return data.state === "active";
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
};

/**
 * Who of these is a member of the teams. Of a membership "not found" means no, or no rights to know; so the team itself
 * is read first, and then it means no.
 */
export const readTeams = async (
  github: GitHub,
  teams: readonly string[],
  accounts: readonly Account[],
): Promise<Facts["teams"]> => {
  const read = teams.map(async (team) => {
    const members = await attempt(async () => {
      await github.rest.teams.getByName({ org: github.at.owner, team_slug: team });
      const found = await Promise.all(
        accounts.map(async ({ id, login }) => ((await isMember(github, team, login)) ? [id] : [])),
      );
      return found.flat();
    });
    return [team, members] as const;
  });
  return Object.fromEntries(await Promise.all(read));
};
