import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitEnvironment } from "../repository.ts";

/** Whom a commit is by. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** Content by path; null removes a file; a mode other than 100644 is said. */
export type Content = Readonly<
  Record<string, string | Uint8Array | { readonly mode: string; readonly content: string } | null>
>;

export interface NewCommit {
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Identity;
  readonly committer: Identity;
  readonly at: Date;
}

/** The bare repository that is served; Git itself does all the work. */
export interface Store {
  readonly root: string;
  /** Where the bare repository lies. */
  readonly folder: string;
  /** Runs Git there; its output without the last line end. */
  git(...args: readonly string[]): string;
  /** The object of a name, or undefined. */
  find(name: string): string | undefined;
  /** A commit with another tree than its first parent's. */
  write(commit: NewCommit, content: Content): string;
  /** A commit with this very tree. */
  seal(commit: NewCommit, tree: string): string;
  /** The tree of a merge, undefined where there is a conflict. */
  mergeTree(one: string, other: string): string | undefined;
  /** Puts the commits of a range on another one. */
  replay(range: string, onto: string, committer: Identity, at: Date): string;
  isAncestor(one: string, other: string): boolean;
  raw(...args: readonly string[]): Buffer;
  remove(): void;
}

const stamp = (at: Date): string => `${Math.floor(at.getTime() / 1000)} +0000`;

const byline = ({ author, committer, at }: Omit<NewCommit, "parents" | "message">): Record<string, string> => ({
  GIT_AUTHOR_NAME: author.name,
  GIT_AUTHOR_EMAIL: author.email,
  GIT_AUTHOR_DATE: stamp(at),
  GIT_COMMITTER_NAME: committer.name,
  GIT_COMMITTER_EMAIL: committer.email,
  GIT_COMMITTER_DATE: stamp(at),
});

type Env = Readonly<Record<string, string>>;

const runner =
  (cwd: string) =>
  (args: readonly string[], env: Env = {}, input?: string | Uint8Array): Buffer =>
    execFileSync("git", args, {
      cwd,
      env: { ...process.env, ...gitEnvironment, ...env },
      stdio: ["pipe", "pipe", "pipe"],
      maxBuffer: 256 * 1024 * 1024,
      ...(input === undefined ? {} : { input }),
    });

/** Any commit can be fetched by its SHA, as at GitHub; nothing can be pushed. */
const configuration = `
[uploadpack]
  allowAnySHA1InWant = true
  allowFilter = true
[http]
  receivepack = false
[transfer]
  hideRefs = refs/forks
[gc]
  auto = 0
`;

/** Opens an empty bare repository under a folder of its own. */
export const openStore = (owner: string, repo: string, branch: string): Store => {
  const root = mkdtempSync(join(tmpdir(), "zerodrift-github-"));
  const folder = join(root, owner, `${repo}.git`);
  mkdirSync(folder, { recursive: true });
  const run = runner(folder);
  const git = (...args: readonly string[]): string => run(args).toString("utf8").trimEnd();
  git("init", "--quiet", "--bare", "--initial-branch", branch);
  appendFileSync(join(folder, "config"), configuration);
  const ancestors = new Map<string, boolean>();
  let turns = 0;
  const seal = ({ parents, message, ...by }: NewCommit, tree: string): string =>
    run(["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent]), "-F", "-"], byline(by), message)
      .toString()
      .trim();
  const attempt = (args: readonly string[]): string | undefined => {
    try {
      return git(...args);
    } catch {
      return undefined;
    }
  };
  return {
    root,
    folder,
    git,
    find: (name) => attempt(["rev-parse", "--verify", "--quiet", "--end-of-options", name]),
    write(commit, content) {
      turns += 1;
      const env = { GIT_INDEX_FILE: join(root, `index-${turns}`) };
      const [parent] = commit.parents;
      if (parent !== undefined) run(["read-tree", parent], env);
      const lines = Object.entries(content).map(([path, value]) => {
        if (value === null) return `0 ${"0".repeat(40)}\t${path}\0`;
        const isMarked = typeof value === "object" && "mode" in value;
        const blob = run(["hash-object", "-w", "--stdin"], {}, isMarked ? value.content : value);
        return `${isMarked ? value.mode : "100644"} ${blob.toString().trim()}\t${path}\0`;
      });
      run(["update-index", "-z", "--add", "--index-info"], env, lines.join(""));
      const tree = run(["write-tree"], env).toString().trim();
      rmSync(env.GIT_INDEX_FILE, { force: true });
      return seal(commit, tree);
    },
    seal,
    mergeTree: (one, other) =>
      attempt(["merge-tree", "--write-tree", "--allow-unrelated-histories", one, other])?.split("\n")[0],
    replay(range, onto, committer, at) {
      turns += 1;
      const place = join(root, `replay-${turns}`);
      git("worktree", "add", "--quiet", "--detach", place, onto);
      try {
        const here = runner(place);
        const commits = git("rev-list", "--reverse", "--no-merges", range);
        const env = byline({ author: committer, committer, at });
        // The author stays; who merges becomes the committer.
        if (commits !== "")
          here(["cherry-pick", "--allow-empty", "--keep-redundant-commits", ...commits.split("\n")], env);
        return here(["rev-parse", "HEAD"]).toString().trim();
      } finally {
        git("worktree", "remove", "--force", place);
      }
    },
    isAncestor(one, other) {
      // Both are commits, which do not change.
      const key = `${one} ${other}`;
      const known = ancestors.get(key) ?? attempt(["merge-base", "--is-ancestor", one, other]) !== undefined;
      ancestors.set(key, known);
      return known;
    },
    raw: (...args) => run(args),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};
