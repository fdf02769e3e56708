import type { GitHub } from "../../github/client.ts";
import type { EarlierPull } from "../../github/comment/plan-comment.ts";
import { findKind } from "../../kinds/find.ts";
import type { Change } from "../../model/change.ts";
import type { DesiredState } from "../../model/desired.ts";
import type { Past, Snapshot } from "../../model/history.ts";
import { declarationsOf, isSameDeclaration, keyOf } from "../../scope/declarations.ts";

/** Commits that are looked up; what is older is told without a number. */
const mostCommits = 10;

/** The last commit before head that changed what is declared of an object; null when it cannot be told. */
const lastChangeOf = ({ kind, name }: Change, moments: readonly Snapshot[]): string | null => {
  const known = findKind(kind);
  const declared = moments.map(({ desired }) => declarationsOf(desired.resources).get(keyOf(kind, name)));
  for (let at = moments.length - 1; at > 0 && known !== undefined; at -= 1)
    if (!isSameDeclaration(known, declared[at - 1], declared[at])) return moments[at]?.commit ?? null;
  return null;
};

/** A merged commit's pull request; for people only, so an answer that lags or lacks is no harm. */
const pullOf = async (github: GitHub, commit: string): Promise<number | null> => {
  const { data } = await github.rest.repos.listPullRequestsAssociatedWithCommit({ ...github.at, commit_sha: commit });
  return data.find(({ merged_at: merged }) => merged !== null)?.number ?? null;
};

/**
 * Whether a change was merged before: what head says of the object, the default branch said already. `cause` looks from
 * the commit applied last instead, where a change that came in between counts as one of head's.
 */
const isEarlier = (change: Change, tip: Snapshot | undefined, head: DesiredState): boolean => {
  const { kind, name, action, cause, managed, fields } = change;
  const known = findKind(kind);
  if (known === undefined || tip === undefined || cause === "drift" || !(managed || action === "delete")) return false;
  // Where a rule stands is no part of its own declaration.
  if (fields.some(({ path }) => path === "position")) return cause === "earlier-commit";
  const [before, now] = [tip.desired, head].map(({ resources }) => declarationsOf(resources).get(keyOf(kind, name)));
  return isSameDeclaration(known, before, now);
};

/** What earlier merges left to this plan, by their pull requests. */
export const earlierPulls = async (
  github: GitHub,
  changes: readonly Change[],
  { history, moments }: Past,
  head: DesiredState,
): Promise<readonly EarlierPull[]> => {
  const tip = history === undefined ? undefined : moments.at(-1);
  const waiting = changes.filter((change) => isEarlier(change, tip, head));
  const commits = waiting.map((change) => ({ address: change.address, commit: lastChangeOf(change, moments) }));
  const asked = [...new Set(commits.flatMap(({ commit }) => commit ?? []))].slice(-mostCommits);
  const numbers = new Map(await Promise.all(asked.map(async (one) => [one, await pullOf(github, one)] as const)));
  const pulls = new Map<number | null, string[]>();
  for (const { address, commit } of commits) {
    const number = commit === null ? null : (numbers.get(commit) ?? null);
    pulls.set(number, [...(pulls.get(number) ?? []), address]);
  }
  return [...pulls].map(([number, addresses]) => ({ number, addresses }));
};
