import type { Source } from "../diagnostics/source.ts";
import type { Address, KindName } from "./address.ts";
import type { DomainName } from "./domain.ts";

export type Action = "create" | "update" | "delete";
export type Impact = "broadens" | "narrows" | "neutral" | "unknown";
export type Cause = "commit" | "earlier-commit" | "drift";

/** One field before and after, in the author's language. */
export interface FieldChange {
  /** Nested paths with dots, list items as `[n]`; `position` is the place in the rule order. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Entries of a list that came or went; absent for other values. */
  readonly added?: readonly unknown[];
  readonly removed?: readonly unknown[];
}

/** One difference between desired and live state. */
export interface Change {
  readonly address: Address;
  readonly kind: KindName;
  /** Of a rule whose kind has several orders: the one it stands in. */
  readonly domain?: DomainName;
  readonly name: string;
  readonly action: Action;
  readonly id: string | null;
  /** False: the object is not declared but must be written all the same. */
  readonly managed: boolean;
  readonly cause: Cause;
  readonly takeover: boolean;
  readonly impact: Impact;
  readonly impactReason?: string;
  /** The reason is a sentence that names who, where and how, so that nothing has to be added to it. */
  readonly impactTold?: true;
  /** One sentence when no safe order of writes exists for this change. */
  readonly unsafePrefix?: string;
  readonly fields: readonly FieldChange[];
  /** Hash of all writable fields as read; null for a create. */
  readonly precondition: string | null;
  readonly source?: Source;
}
