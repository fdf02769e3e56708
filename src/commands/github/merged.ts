import { type Checked, checked } from "../../diagnostics/diagnostic.ts";
import { git, gitLine, isAncestor } from "../../history/git.ts";
import { unreadableHistory } from "../../history/problems.ts";
import type { Clone } from "./clone.ts";

/** Who wrote a commit and when: GitHub keeps both when it rebases, and makes both anew when it squashes [GitHub docs]. */
const authorship = ["--no-show-signature", "--format=%H%x00%an%x00%ae%x00%at"];

interface Written {
  readonly commit: string;
  readonly by: string;
}

const writtenIn = async (root: string, ...range: readonly string[]): Promise<Checked<readonly Written[]>> => {
  const answer = await git(root, ["log", ...authorship, ...range]);
  if (!answer.ok) return unreadableHistory(answer.reason);
  const lines = answer.output.split("\n").filter((line) => line !== "");
  return checked(
    lines.map((line) => {
      const [commit = "", ...by] = line.split("\0");
      return { commit, by: by.join("\0") };
    }),
    [],
  );
};

/**
 * How many commits at the end of the branch are those of the pull request, made anew. All of them are asked for, not only
 * the head: a rebase leaves merges out, and drops what changes nothing any more.
 */
const countRebased = async (root: string, merged: string, head: string, first: string): Promise<Checked<number>> => {
  const own = await writtenIn(root, "--no-merges", head, `^${first}`);
  if (!own.ok) return own;
  const chain = await writtenIn(root, "--first-parent", "-n", String(own.value.length), merged);
  if (!chain.ok) return chain;
  const authors = new Set(own.value.map(({ by }) => by));
  let count = 0;
  for (const { commit, by } of chain.value) {
    // What the pull request already stood on it did not bring.
    if (!authors.has(by) || (await isAncestor(root, commit, head))) break;
    count += 1;
  }
  return checked(count, []);
};

/**
 * The default branch as it was without a pull request: the first parent of a merge or of a squashed commit, and of a
 * rebase what its first commit was put on.
 *
 * @param merged the commit the pull request became
 */
export const sideBefore = async (
  { root }: Pick<Clone, "root">,
  merged: string,
  head: string,
): Promise<Checked<string>> => {
  const parents = (await gitLine(root, "rev-list", "--parents", "-n", "1", merged))?.split(" ").slice(1) ?? [];
  const [first] = parents;
  if (first === undefined) return unreadableHistory(`${merged.slice(0, 7)} has no parent`);
  if (parents.length > 1) return checked(first, []);
  const count = await countRebased(root, merged, head, first);
  if (!count.ok) return count;
  const start = await gitLine(root, "rev-parse", "--verify", "--quiet", `${merged}~${Math.max(1, count.value)}`);
  return start === undefined ? unreadableHistory(`${merged.slice(0, 7)} is not old enough`) : checked(start, []);
};
