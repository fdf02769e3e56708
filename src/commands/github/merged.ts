import { type Checked, checked } from "../../diagnostics/diagnostic.ts";
import { git, gitLine } from "../../history/git.ts";
import { unreadableHistory } from "../../history/problems.ts";
import type { Clone } from "./clone.ts";

/** Who wrote a commit and when: GitHub keeps both when it rebases, and makes both anew when it squashes [GitHub docs]. */
const authorship = ["log", "-1", "--no-show-signature", "--format=%an%x00%ae%x00%at"];

const authorOf = (root: string, commit: string): Promise<string | undefined> => gitLine(root, ...authorship, commit);

/** Commits that the head has and the commit before it on the default branch has not; merges are left out by a rebase. */
const countOf = async (root: string, head: string, without: string): Promise<Checked<number>> => {
  const answer = await git(root, ["rev-list", "--count", "--no-merges", head, `^${without}`]);
  return answer.ok ? checked(Number(answer.output.trim()), []) : unreadableHistory(answer.reason);
};

/**
 * The default branch as it was without a pull request: the first parent of a merge or of a squashed commit, and of a
 * rebase what its first commit was put on.
 *
 * @param merged the commit the pull request became
 */
export const sideBefore = async ({ root }: Clone, merged: string, head: string): Promise<Checked<string>> => {
  const parents = (await gitLine(root, "rev-list", "--parents", "-n", "1", merged))?.split(" ").slice(1) ?? [];
  const [first] = parents;
  if (first === undefined) return unreadableHistory(`${merged.slice(0, 7)} has no parent`);
  if (parents.length > 1) return checked(first, []);
  const [mine, theirs] = await Promise.all([authorOf(root, merged), authorOf(root, head)]);
  if (mine === undefined || mine !== theirs) return checked(first, []);
  // The merged commits themselves are no part of the head's history, so any commit before them counts alike.
  const count = await countOf(root, head, first);
  if (!count.ok) return count;
  const start = await gitLine(root, "rev-parse", "--verify", "--quiet", `${merged}~${Math.max(1, count.value)}`);
  return start === undefined ? unreadableHistory(`${merged.slice(0, 7)} is not old enough`) : checked(start, []);
};
