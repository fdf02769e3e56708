import type { GitHub } from "../client.ts";
import type { Artifact } from "./artifact.ts";
import { type Bundle, readBundle } from "./download.ts";
import { needsOlder, publishedAt, type Reading } from "./series.ts";

const readingOf = async (github: GitHub, artifact: Artifact): Promise<Reading> => {
  const bundle = await readBundle(github, artifact);
  return { createdAt: artifact.createdAt, digest: bundle.ok ? bundle.value.binding.digest : undefined };
};

/**
 * When the digest of the newest plan was published.
 *
 * @param trusted newest first; the first one is that of the bundle
 * @param neededBy the earliest approval that could count: what was published before it needs no closer look
 */
export const publicationOf = async (
  github: GitHub,
  trusted: readonly Artifact[],
  newest: Bundle,
  neededBy?: string,
): Promise<string | undefined> => {
  const [first, ...older] = trusted;
  if (first === undefined) return undefined;
  const readings: Reading[] = [{ createdAt: first.createdAt, digest: newest.binding.digest }];
  for (const artifact of older) {
    if (!needsOlder(readings, neededBy)) break;
    readings.push(await readingOf(github, artifact));
  }
  return publishedAt(readings);
};
