import { execFile } from "node:child_process";
import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { commitOf, git, isObjectName, reasonOf } from "./git.ts";
import { refuse } from "./problems.ts";

/** Where commits come from, and with what they are asked for. */
export interface Remote {
  /** Address of the repository, e.g. `https://github.com/acme/policies.git`. */
  readonly url: string;
  readonly token: string;
}

/** Neither the clone's own settings nor hooks, credential helpers or prompts take part. */
const options = [
  "--no-pager",
  "--no-replace-objects",
  ...[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "credential.helper=",
    "fetch.recurseSubmodules=no",
    "protocol.allow=never",
    "protocol.https.allow=always",
    "protocol.http.allow=always",
    "transfer.fsckObjects=true",
    "http.followRedirects=false",
    "gc.auto=0",
  ].flatMap((option) => ["-c", option]),
];

/** In the environment and not among the arguments, which every process of the machine can read. */
const authorization = ({ url, token }: Remote): Readonly<Record<string, string>> => ({
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: `http.${url}.extraHeader`,
  GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
  GIT_TERMINAL_PROMPT: "0",
});

const run = (
  root: string,
  remote: Remote,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> =>
  new Promise((resolve) => {
    const settings = { cwd: root, env: { ...env, ...authorization(remote) }, encoding: "utf8" } as const;
    execFile("git", [...options, ...args], settings, (error, _out, stderr) =>
      resolve(error === null ? undefined : reasonOf(stderr, error)),
    );
  });

/**
 * Makes sure that commits are here, by their full names: a name that may move says nothing about what was looked at.
 *
 * @param env the environment Git gets beside the token
 */
export const fetchCommits = async (
  root: string,
  remote: Remote,
  commits: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Checked<null>> => {
  const wrong = commits.find((commit) => !isObjectName(commit));
  if (wrong !== undefined)
    return refuse("unknown-base", `"${wrong}" is no full name of a commit`, "give all its digits");
  const known = await Promise.all(commits.map((commit) => commitOf(root, commit)));
  const missing = commits.filter((_commit, index) => known[index] === undefined);
  if (missing.length === 0) return checked(null, []);
  const args = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", remote.url, ...missing];
  const reason = await run(root, remote, args, env);
  if (reason === undefined) return checked(null, []);
  return refuse(
    "shallow-history",
    `${missing.map((commit) => commit.slice(0, 7)).join(", ")} cannot be fetched: ${reason}`,
    'the branch may have been pushed over or its fork deleted; the job needs "contents: read"',
  );
};

/** The first-parent commits of a commit, newest first. */
export const firstParents = async (root: string, of: string): Promise<readonly string[]> => {
  const answer = await git(root, ["rev-list", "--first-parent", of]);
  return answer.ok ? answer.output.split("\n").filter((line) => line !== "") : [];
};
