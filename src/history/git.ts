import { execFile } from "node:child_process";

/** What Git answered, or why it did not. */
export type Answer =
  | { readonly ok: true; readonly output: string }
  | {
      readonly ok: false;
      /** Exit code; absent when Git did not run at all. */
      readonly status?: number;
      readonly reason: string;
      /** What it printed all the same. */
      readonly output: string;
    };

/**
 * Git as a reader of objects: it takes no locks, runs no programs of the repository, follows no replacements, and asks
 * no server (which might ask for a password), also where the user's own configuration says otherwise.
 */
export const readerOptions: readonly string[] = [
  "--no-pager",
  "--no-optional-locks",
  "--no-replace-objects",
  "--literal-pathspecs",
  ...["core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never"].flatMap((option) => ["-c", option]),
];

/** The first line Git wrote says what is wrong, those below it what could be done. */
export const reasonOf = (stderr: string, error: Error): string => {
  const line = stderr.split("\n").find((one) => one.trim() !== "");
  return (line ?? error.message).replace(/^(fatal|error): /, "").trim();
};

/** Runs Git in a folder, without a shell; never throws on what Git says. */
export const git = (cwd: string, args: readonly string[], input = ""): Promise<Answer> =>
  new Promise((resolve) => {
    const options = { cwd, maxBuffer: Number.POSITIVE_INFINITY, encoding: "utf8" } as const;
    const child = execFile("git", [...readerOptions, ...args], options, (error, stdout, stderr) => {
      if (error === null) return resolve({ ok: true, output: stdout });
      const status = typeof error.code === "number" ? { status: error.code } : {};
      return resolve({ ok: false, ...status, reason: reasonOf(stderr, error), output: stdout });
    });
    // Git may end before it has read everything; then its own words say why.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });

/** One line of answer; absent when Git cannot say (no repository, no commit yet, no git at all). */
export const gitLine = async (cwd: string, ...args: readonly string[]): Promise<string | undefined> => {
  const answer = await git(cwd, args);
  const line = answer.ok ? answer.output.trim() : "";
  return line === "" ? undefined : line;
};

/** A full object name of either hash. */
export const isObjectName = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);

/** The commit a name stands for, tags peeled; undefined when there is none. */
export const commitOf = async (cwd: string, name: string): Promise<string | undefined> => {
  // In two steps, because `:/text^{commit}` would look for a text.
  const object = await gitLine(cwd, "rev-parse", "--verify", "--quiet", name);
  if (object === undefined || !isObjectName(object)) return undefined;
  return gitLine(cwd, "rev-parse", "--verify", "--quiet", `${object}^{commit}`);
};

/** Whether one commit is the other or comes before it; what Git does not know comes before nothing. */
export const isAncestor = async (cwd: string, commit: string, of: string): Promise<boolean> =>
  (await git(cwd, ["merge-base", "--is-ancestor", commit, of])).ok;

/** How commits are called in messages. */
export const shortName = (commit: string): string => commit.slice(0, 7);

/** The first commit of the first-parent line, as far as this clone reaches; undefined without one. */
export const firstCommit = async (cwd: string, head = "HEAD"): Promise<string | undefined> => {
  const answer = await git(cwd, ["rev-list", "--first-parent", head]);
  return answer.ok ? answer.output.trim().split("\n").at(-1) || undefined : undefined;
};
