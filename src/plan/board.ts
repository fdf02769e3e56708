import { meaningOf } from "../kinds/meaning.ts";
import type { Judged, WritePhase } from "./phases.ts";
import { spotAmong } from "./placement.ts";
import { isTied, place, placeAt, type RuleList, type Spot, without } from "./rule-list.ts";

/** The list while the writes are played through on our copy. */
export interface Board {
  list: RuleList;
  readonly inPlace: Set<string>;
  /** Keys in the order that is to be reached. */
  readonly final: readonly string[];
  readonly judged: ReadonlyMap<string, Judged>;
}

export const orderIn = (board: Board, key: string): number | undefined =>
  board.list.find((slot) => slot.key === key)?.order;

/** Takes a deleted rule out; one without a number was never in. */
export const drop = (board: Board, key: string): void => {
  if (orderIn(board, key) !== undefined) board.list = without(board.list, key);
};

const spotOf = (board: Board, key: string): Spot =>
  spotAmong(
    board.final,
    key,
    (other) => !board.judged.has(other) || board.inPlace.has(other),
    (other) => board.judged.has(other),
  );

/** Puts a rule where it belongs on our copy, and says with which number. */
export const put = (board: Board, key: string): number => {
  const placed = place(board.list, key, spotOf(board, key));
  board.list = placed.list;
  board.inPlace.add(key);
  return placed.order;
};

/** A rule that blocks may stand higher on its way without opening anything, one that allows lower. */
const asideOf = ({ draft, verdict }: Judged, phase: WritePhase, order: number): number => {
  const standing = { ...draft.before, ...(phase === "looser" ? verdict.stricter : {}) };
  return meaningOf(draft.kind, standing).direction === "block" && order > 1 ? order - 1 : order + 1;
};

/**
 * A write that repeats a rule's number does not move it. A rule that has to stand directly above the block it shares its
 * number with goes there by way of another number. [recorded: a write with an unchanged number leaves all others alone]
 */
export const stepAside = (board: Board, key: string, phase: WritePhase): readonly number[] => {
  const was = orderIn(board, key);
  const judged = board.judged.get(key);
  if (was === undefined || judged === undefined || !isTied(board.list, key)) return [];
  const spot = spotOf(board, key);
  if (place(board.list, key, spot).order !== was) return [];
  const aside = asideOf(judged, phase, was);
  board.list = placeAt(board.list, key, aside);
  return [aside];
};
