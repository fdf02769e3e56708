import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { git, gitLine } from "./git.ts";
import { shallowHistory, unreadableHistory } from "./problems.ts";
import { parseChanges, parseTree, type Tree, type TreeChange } from "./tree.ts";

/** A commit by its difference to its first parent. */
export interface Commit {
  readonly commit: string;
  readonly changes: readonly TreeChange[];
}

/** The base, and the first-parent commits after it. */
export interface Commits {
  readonly base: string;
  readonly baseTree: Tree;
  /** What the changes of the first commit are to be laid over; not the base where that came in through a merge. */
  readonly start: Tree;
  /** Oldest first. */
  readonly after: readonly Commit[];
}

/** The files of a commit or tree. */
export const readTree = async (root: string, commit: string): Promise<Checked<Tree>> => {
  const answer = await git(root, ["ls-tree", "-r", "-z", "--full-tree", commit]);
  return answer.ok ? checked(parseTree(answer.output), []) : unreadableHistory(answer.reason);
};

/** The tree the oldest commit starts from. */
const readStart = async (root: string, line: string, base: string, baseTree: Tree): Promise<Checked<Tree>> => {
  const parent = line.split(" ")[1];
  if (parent === base) return checked(baseTree, []);
  if (parent !== undefined) return readTree(root, parent);
  const shallow = await gitLine(root, "rev-parse", "--is-shallow-repository");
  // A commit without parents is a second beginning, or the edge of a shallow clone, whose parents are not known.
  return shallow === "false"
    ? checked(new Map(), [])
    : shallowHistory("the clone is shallow and does not reach from HEAD to the base along first parents");
};

const differences = ["diff-tree", "--stdin", "--root", "-r", "--raw", "-z", "--no-renames", "--no-abbrev"];

/** Reads the commits from a base to a head along first parents, in a handful of Git processes however many there are. */
export const readCommits = async (root: string, base: string, head = "HEAD"): Promise<Checked<Commits>> => {
  const [list, baseTree] = await Promise.all([
    git(root, ["rev-list", "--first-parent", "--parents", "--reverse", head, `^${base}`]),
    readTree(root, base),
  ]);
  if (!list.ok) return unreadableHistory(list.reason);
  if (!baseTree.ok) return baseTree;
  const lines = list.output.split("\n").filter((line) => line !== "");
  const [oldest] = lines;
  if (oldest === undefined) return checked({ base, baseTree: baseTree.value, start: baseTree.value, after: [] }, []);
  const start = await readStart(root, oldest, base, baseTree.value);
  if (!start.ok) return start;
  // A commit with one parent behind it is compared with that one alone, also when it is a merge.
  const pairs = lines.map((line) => `${line.split(" ").slice(0, 2).join(" ")}\n`).join("");
  const answer = await git(root, [...differences, "--ignore-submodules=none"], pairs);
  if (!answer.ok) return unreadableHistory(answer.reason);
  const changes = parseChanges(answer.output);
  const after = lines.map((line) => {
    const commit = line.split(" ")[0] ?? "";
    return { commit, changes: changes.get(commit) ?? [] };
  });
  return checked({ base, baseTree: baseTree.value, start: start.value, after }, []);
};
