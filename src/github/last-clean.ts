import type { GitHub } from "./client.ts";
import { driftArtifact } from "./names.ts";

/**
 * When a scan of the default branch found nothing last, ISO 8601; undefined: GitHub knows of none. For people only:
 * nothing is decided by it.
 */
export const lastCleanScan = async ({ rest, at }: GitHub, defaultBranch: string): Promise<string | undefined> => {
  const { data } = await rest.actions.listArtifactsForRepo({ ...at, name: driftArtifact("clean"), per_page: 30 });
  const times = data.artifacts
    .filter(({ workflow_run: run }) => run?.head_branch === defaultBranch)
    .flatMap(({ created_at: created }) => created ?? []);
  return times.toSorted().at(-1);
};
