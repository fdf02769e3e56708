/** A plan artifact with the digest of its plan; null: none could be made, undefined: it cannot be read. */
export interface Reading {
  readonly createdAt: string;
  readonly digest: string | null | undefined;
}

/**
 * Since when a digest can be read at the pull request: the making of the earliest artifact of the latest unbroken series
 * with it. A plan made anew that is equal keeps its approvals; one that was different in between does not.
 *
 * @param readings newest first
 * @returns undefined where the newest has no plan
 */
export const publishedAt = (readings: readonly Reading[]): string | undefined => {
  const digest = readings[0]?.digest;
  if (digest === undefined || digest === null) return undefined;
  const end = readings.findIndex((reading) => reading.digest !== digest);
  return readings[(end < 0 ? readings.length : end) - 1]?.createdAt;
};

/**
 * Most artifacts that are read for one series. Only a download tells a digest; where a series is longer, its beginning
 * is put later than it was, which can ask for an approval once more and never counts one too many.
 */
export const longestSeries = 8;

/** Whether an older artifact has to be read to know since when the digest stands. */
export const needsOlder = (readings: readonly Reading[], neededBy: string | undefined): boolean => {
  const [first, last] = [readings[0], readings.at(-1)];
  if (first === undefined || last === undefined) return true;
  if (first.digest === undefined || first.digest === null || last.digest !== first.digest) return false;
  // It stood before anything it is compared with: how long before makes no difference.
  if (neededBy !== undefined && Date.parse(last.createdAt) < Date.parse(neededBy)) return false;
  return readings.length < longestSeries;
};
