import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { git, isObjectName } from "./git.ts";
import { unreadableHistory } from "./problems.ts";

/** What two commits become together. */
export type Merge =
  | { readonly isClean: true; readonly tree: string }
  | { readonly isClean: false; readonly files: readonly string[] };

/** What merge-tree prints, NUL between its parts: a tree, then, where files are in conflict, their names. */
const parse = (output: string): readonly string[] => output.split("\0").filter((part) => part !== "");

/**
 * Merges as objects only: no working tree, so no filter, no hook, no link. Both commits have to be here already.
 * Exit code 1 is a conflict [git docs: git-merge-tree].
 */
export const mergeTree = async (root: string, tip: string, head: string): Promise<Checked<Merge>> => {
  const answer = await git(root, ["merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", tip, head]);
  if (answer.ok) {
    const [tree = ""] = parse(answer.output);
    return isObjectName(tree)
      ? checked({ isClean: true, tree }, [])
      : unreadableHistory("git merge-tree named no tree");
  }
  const [tree = "", ...files] = parse(answer.output);
  // 1 is also what it says where a commit is not here; then it names no tree.
  if (answer.status !== 1 || !isObjectName(tree)) return unreadableHistory(answer.reason);
  return checked({ isClean: false, files: [...new Set(files)] }, []);
};

const identity = ["-c", "user.name=zerodrift", "-c", "user.email=zerodrift@localhost"];

/**
 * A commit that holds a tree on top of another commit: what the default branch will look like after the merge, however
 * it is merged. No branch points to it.
 */
export const commitOver = async (root: string, parent: string, tree: string): Promise<Checked<string>> => {
  const answer = await git(root, [...identity, "commit-tree", tree, "-p", parent, "-m", "planned by zerodrift"]);
  return answer.ok ? checked(answer.output.trim(), []) : unreadableHistory(answer.reason);
};
