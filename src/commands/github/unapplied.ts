import { gitLine } from "../../history/git.ts";
import { changedPaths, readManifest } from "../../history/manifest.ts";
import type { Clone } from "./clone.ts";

/** Commits that are looked at; what is older is in the next plan all the same. */
const mostCommits = 30;

/** How people know a commit: its short name and subject, which ends with the pull request's number where it was squashed. */
const called = async ({ root }: Clone, commit: string): Promise<string> => {
  const subject = (await gitLine(root, "log", "-1", "--no-show-signature", "--format=%s", commit)) ?? "";
  return `${commit.slice(0, 7)} ${subject}`.trim();
};

/**
 * What was merged after the commit applied last and is not applied itself, oldest first: commits up to the given one
 * that changed policies or configuration. For people only, so what cannot be read is left out.
 */
export const unappliedCommits = async (clone: Clone, base: string, commit: string): Promise<readonly string[]> => {
  const [applied, wanted] = await Promise.all([readManifest(clone, base), readManifest(clone, commit)]);
  if (!applied.ok || !wanted.ok) return [];
  const differing = new Set(
    Object.keys({ ...applied.value, ...wanted.value }).filter(
      (path) => JSON.stringify(applied.value[path]) !== JSON.stringify(wanted.value[path]),
    ),
  );
  if (differing.size === 0) return [];
  const chain = await clone.firstParents(commit);
  const found: string[] = [];
  for (const [index, each] of chain.slice(0, Math.min(chain.indexOf(base), mostCommits)).entries()) {
    const changed = await changedPaths(clone.root, chain[index + 1] ?? base, each);
    if (changed.ok && changed.value.some((path) => differing.has(path))) found.unshift(await called(clone, each));
  }
  return found;
};
