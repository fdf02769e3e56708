import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { gitLine } from "../history/git.ts";

/** Where intents, keys and spent tokens of a tenant live: in the Git folder, else in the user's state folder. */
export const stateFolder = async (
  cwd: string,
  customerId: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> => {
  const folder = await gitLine(cwd, "rev-parse", "--git-common-dir");
  if (folder !== undefined) return join(isAbsolute(folder) ? folder : join(cwd, folder), "zerodrift", customerId);
  const state = env.XDG_STATE_HOME ?? join(homedir(), ".local", "state");
  return join(state, "zerodrift", customerId);
};

/** For the audit log: who Git says is at work. */
export const readActor = async (cwd: string, env: Readonly<Record<string, string | undefined>>): Promise<string> =>
  env.GITHUB_ACTOR ?? (await gitLine(cwd, "config", "user.email")) ?? env.USER ?? "unknown";
