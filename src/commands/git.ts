import { execFile } from "node:child_process";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const git = async (cwd: string, ...args: readonly string[]): Promise<string | undefined> => {
  try {
    const { stdout } = await run("git", args as string[], { cwd, maxBuffer: 16 * 1024 * 1024 });
    return stdout.trim();
  } catch {
    // No repository, no commit yet, or no git at all: all mean that Git cannot say.
    return undefined;
  }
};

export interface Checkout {
  readonly head: string | null;
  readonly dirty: boolean;
}

/** Dirty looks only at what a plan is made from. */
export const readCheckout = async (cwd: string, paths: readonly string[]): Promise<Checkout> => {
  const head = (await git(cwd, "rev-parse", "--verify", "--quiet", "HEAD")) ?? null;
  const status = await git(cwd, "status", "--porcelain", "--", ...paths);
  return { head: head === "" ? null : head, dirty: status !== undefined && status !== "" };
};

/** Where intents, keys and spent tokens of a tenant live: in the Git folder, else in the user's state folder. */
export const stateFolder = async (
  cwd: string,
  customerId: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> => {
  const folder = await git(cwd, "rev-parse", "--git-common-dir");
  if (folder !== undefined && folder !== "")
    return join(isAbsolute(folder) ? folder : join(cwd, folder), "zerodrift", customerId);
  const state = env.XDG_STATE_HOME ?? join(homedir(), ".local", "state");
  return join(state, "zerodrift", customerId);
};

/** For the audit log: who Git says is at work. */
export const readActor = async (cwd: string, env: Readonly<Record<string, string | undefined>>): Promise<string> =>
  env.GITHUB_ACTOR ?? (await git(cwd, "config", "user.email")) ?? env.USER ?? "unknown";
