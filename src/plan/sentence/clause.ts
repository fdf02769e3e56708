import type { Room } from "./names.ts";

/** A part of a sentence, and whether it tells of traffic that now passes. */
export interface Clause {
  readonly opens: boolean;
  text(room: Room): string;
}

/** What may be said of a change, the fullest wording first. */
export interface Wordings {
  /** Whether it tells of traffic that now passes; undefined where it tells both states and leaves that open. */
  readonly opens?: boolean;
  readonly wordings: readonly ((room: Room) => string)[];
  /** For a judgement that sees it otherwise: it compares addresses as ranges, a sentence as entries. */
  readonly otherwise?: (room: Room) => string;
}

/** What happens to traffic: it is let through or stopped, from now on or no more. */
export type Turn = "reach" | "no-reach" | "block" | "no-block";

/** What a rule of a direction does when it comes into force, or leaves it. */
export const turnOf = (direction: "allow" | "block", comes: boolean): Turn =>
  direction === "allow" ? (comes ? "reach" : "no-reach") : comes ? "block" : "no-block";

export const opensBy = (turn: Turn): boolean => turn === "reach" || turn === "no-block";
