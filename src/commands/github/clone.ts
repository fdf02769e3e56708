import { resolve } from "node:path";
import { type Checked, checked } from "../../diagnostics/diagnostic.ts";
import type { Place as GitHubPlace } from "../../github/place.ts";
import { fetchCommits, firstParents } from "../../history/fetch.ts";
import { commitOf, gitLine, isAncestor } from "../../history/git.ts";
import { refuse } from "../../history/problems.ts";
import type { CommonOptions, Environment } from "../outcome.ts";
import { placeIn } from "../workspace.ts";

/** The clone a step works in: the default branch is checked out, nothing else is. */
export interface Clone {
  readonly root: string;
  /** The configuration, relative to the root. */
  readonly file: string;
  /** The default branch as it was when the job began. */
  readonly tip: string;
  isAncestor(commit: string, of: string): Promise<boolean>;
  /** Newest first. */
  firstParents(of: string): Promise<readonly string[]>;
  /** Gets commits by their full names. */
  fetch(commits: readonly string[]): Promise<Checked<null>>;
}

const gitEnvironment = ({ env }: Environment): NodeJS.ProcessEnv =>
  Object.fromEntries(
    [
      "PATH",
      "HOME",
      "TMPDIR",
      "SSL_CERT_FILE",
      "HTTPS_PROXY",
      "NO_PROXY",
      "GIT_CONFIG_GLOBAL",
      "GIT_CONFIG_NOSYSTEM",
    ].map((name) => [name, env[name]]),
  );

/** Opens the clone of the job. */
export const openClone = async (
  options: CommonOptions,
  { serverUrl, owner, repo, token }: GitHubPlace,
  environment: Environment,
  defaultBranch: string,
): Promise<Checked<Clone>> => {
  const { root, file } = placeIn(options, environment.cwd);
  // A job may have an older commit of the branch checked out: the one that it applies.
  const tip = (await commitOf(root, `refs/remotes/origin/${defaultBranch}`)) ?? (await commitOf(root, "HEAD"));
  if (tip === undefined)
    return refuse(
      "no-repository",
      `"${resolve(root)}" holds no commit`,
      "check out the default branch with fetch-depth: 0",
    );
  // What is beyond its edge would look as if it had never been: the commit applied last, above all.
  if ((await gitLine(root, "rev-parse", "--is-shallow-repository")) !== "false")
    return refuse(
      "shallow-history",
      "the clone is shallow, so what was applied last cannot be told from what never was",
      "fetch the whole history: `fetch-depth: 0` for actions/checkout, `git fetch --unshallow` by hand",
    );
  const remote = { url: `${serverUrl}/${owner}/${repo}.git`, token };
  return checked(
    {
      root,
      file,
      tip,
      isAncestor: (commit, of) => isAncestor(root, commit, of),
      firstParents: (of) => firstParents(root, of),
      fetch: (commits) => fetchCommits(root, remote, commits, gitEnvironment(environment)),
    },
    [],
  );
};
