import type { Acknowledgement } from "./acknowledgement.ts";
import type { Product } from "./address.ts";
import type { DesiredState } from "./desired.ts";

/** The parts of a configuration that say what a repository is about. */
export interface Realm {
  readonly tenant: string;
  readonly policies: string;
  readonly products: readonly Product[];
  readonly authoritative: readonly string[];
}

/** What Git said at one moment. */
export interface Snapshot {
  /** Full SHA; null is the working tree. */
  readonly commit: string | null;
  readonly desired: DesiredState;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly realm: Realm;
  /** Some of its documents could not be read. */
  readonly isPartial?: true;
}

/** What Git said from the last complete apply until now, now excluded. */
export interface History {
  readonly base: Snapshot;
  /** First-parent commits after the base that changed what is declared, oldest first; head excluded. */
  readonly after: readonly Snapshot[];
}

/** What Git said before head, as far as it was read. */
export interface Past {
  /** Absent: nobody knows what was applied last. */
  readonly history?: History;
  /**
   * Every moment before head, oldest first: the base and those after it, or, without a base, all that Git knows, which
   * only tells what has changed since an acknowledgement was written.
   */
  readonly moments: readonly Snapshot[];
}

export const pastOf = (history: History): Past => ({ history, moments: [history.base, ...history.after] });
