import type { GitHub } from "../../client.ts";
import type { Account, Facts } from "../facts.ts";
import { known, type Read, unknown } from "../read.ts";
import { attempt } from "./attempt.ts";

const permissionOf = async (github: GitHub, { id, login }: Account): Promise<Read<string>> => {
  const answer = await attempt(() =>
    github.rest.repos.getCollaboratorPermissionLevel({ ...github.at, username: login }),
  );
  if (!answer.ok) return answer;
  const { user, permission } = answer.value.data;
  // A login that was given away in the meantime belongs to somebody else.
  return user?.id === id ? known(permission) : unknown(`"${login}" is another account by now`);
};

/** What each account may do now. `permission`, not `role_name`: a custom role can be called anything. */
export const readPermissions = async (github: GitHub, accounts: readonly Account[]): Promise<Facts["permissions"]> =>
  Object.fromEntries(
    await Promise.all(accounts.map(async (account) => [account.id, await permissionOf(github, account)] as const)),
  );
