import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Files to write by path; null removes one. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

export interface Repository {
  readonly root: string;
  /** Runs Git in the repository; its output without the last line end. */
  git(...args: readonly string[]): string;
  /** Changes the working tree alone. */
  write(files: Files): void;
  /** Changes the working tree and commits all of it; the SHA. */
  commit(files?: Files): string;
  remove(): void;
}

/** Nothing of the machine it runs on: no identity, no clock, no configuration. */
export const gitEnvironment = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  ...Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((role) => [
      [`GIT_${role}_NAME`, "Jo Doe"],
      [`GIT_${role}_EMAIL`, "jo@example.com"],
      [`GIT_${role}_DATE`, "2026-01-01T00:00:00Z"],
    ]),
  ),
};

const put = (root: string, files: Files): void => {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    rmSync(target, { force: true });
    if (content === null) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
};

/** A repository in a folder that is there already. */
export const repositoryIn = (root: string): Repository => {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, ...gitEnvironment },
      stdio: ["ignore", "pipe", "pipe"],
    }).trimEnd();
  return {
    root,
    git,
    write: (files) => put(root, files),
    commit(files = {}) {
      put(root, files);
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", "change policies");
      return git("rev-parse", "HEAD");
    },
    remove: () => rmSync(root, { recursive: true }),
  };
};

/** An empty repository with the branch main, in a folder of its own. */
export const makeRepository = (): Repository => {
  const repository = repositoryIn(mkdtempSync(join(tmpdir(), "zerodrift-repository-")));
  repository.git("init", "--quiet", "--initial-branch", "main");
  return repository;
};
