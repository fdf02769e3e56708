import type { OpenPull } from "../../github/pulls.ts";

/** The pull requests a run is about, and in words what was left out and why. */
export interface Resolved {
  readonly pulls: readonly { readonly number: number; readonly head: string }[];
  /** One sentence each, without a full stop. */
  readonly notes: readonly string[];
}

/** A matrix and GitHub's rate limit bear so many; each is looked at again when something happens to it. */
export const mostPulls = 30;

/** Nothing to do, and why. */
export const nothing = (...notes: readonly string[]): Resolved => ({ pulls: [], notes });

/** These, as far as they fit. */
export const those = (pulls: readonly OpenPull[], notes: readonly string[] = []): Resolved => ({
  pulls: pulls.slice(0, mostPulls).map(({ number, head }) => ({ number, head })),
  notes:
    pulls.length > mostPulls
      ? [...notes, `${pulls.length - mostPulls} more wait: only the ${mostPulls} that moved last are looked at`]
      : notes,
});
