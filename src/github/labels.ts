import type { PlanBinding } from "./bundle.ts";
import type { GitHub } from "./client.ts";
import { GitHubError, isNotFound } from "./failure.ts";
import { labels } from "./names.ts";

interface Look {
  readonly color: string;
  readonly description: string;
}

const looks: Readonly<Record<string, Look>> = {
  [labels.noChange]: { color: "c2e0c6", description: "zerodrift: nothing changes in the tenant" },
  [labels.change]: { color: "1d76db", description: "zerodrift: changes the tenant" },
  [labels.destroy]: { color: "d93f0b", description: "zerodrift: deletes objects of the tenant" },
  [labels.highRisk]: { color: "b60205", description: "zerodrift: opens access, or nobody knows what it does" },
  [labels.drift]: { color: "fbca04", description: "zerodrift: the tenant is not what Git says" },
};

/** The labels that tell what a plan does; those of others are left alone. */
export const planLabels: readonly string[] = [labels.noChange, labels.change, labels.destroy, labels.highRisk];

/** What a plan is labelled with; nothing when there is no plan, or nothing is pending any more. */
export const labelsFor = ({ verdict, counts }: Pick<PlanBinding, "verdict" | "counts">): readonly string[] => {
  if (verdict === "invalid") return [];
  if (counts.changes === 0 && counts.requests === 0) return [labels.noChange];
  return [
    labels.change,
    ...(counts.deletes > 0 ? [labels.destroy] : []),
    ...(counts.opens + counts.unknown > 0 ? [labels.highRisk] : []),
  ];
};

/** Somebody else may make it at the same moment, which is as good. */
const isThere = (error: unknown): boolean => error instanceof GitHubError && error.facts.status === 422;

/** Makes the label of that name with its colour, unless the repository has it. */
export const ensureLabel = async (github: GitHub, name: string): Promise<void> => {
  try {
    await github.rest.issues.getLabel({ ...github.at, name });
  } catch (error) {
    if (!isNotFound(error)) throw error;
    try {
      await github.rest.issues.createLabel({ ...github.at, name, ...looks[name] });
    } catch (problem) {
      if (!isThere(problem)) throw problem;
    }
  }
};

/**
 * Gives a pull request exactly these of our labels.
 * @param present the names of all labels it has
 */
export const syncLabels = async (
  github: GitHub,
  pull: number,
  present: readonly string[],
  wanted: readonly string[],
): Promise<void> => {
  const missing = wanted.filter((name) => !present.includes(name));
  const stale = planLabels.filter((name) => present.includes(name) && !wanted.includes(name));
  for (const name of missing) await ensureLabel(github, name);
  if (missing.length > 0)
    await github.rest.issues.addLabels({ ...github.at, issue_number: pull, labels: [...missing] });
  for (const name of stale) {
    try {
      await github.rest.issues.removeLabel({ ...github.at, issue_number: pull, name });
    } catch (error) {
      // Somebody was faster.
      if (!isNotFound(error)) throw error;
    }
  }
};
