/** `→` is a rule at its new place in an order; a blank keeps the column where other lines have a sign. */
export type Sign = "+" | "~" | "-" | "↕" | "→" | " ";

/** One line of output before it is coloured or fenced. Texts hold no control characters and no line ends. */
export interface Line {
  readonly depth: number;
  readonly sign?: Sign;
  readonly text: string;
  /** What must not be overlooked. */
  readonly alarm?: string;
  /** What may be overlooked. */
  readonly note?: string;
  readonly tone?: "strong" | "dim";
}

/** How much is shown. */
export interface Detail {
  /** Entries of a list, per side. */
  readonly entries: number;
  /** Unchanged lines or rules around a change. */
  readonly context: number;
  /** Characters of one value. */
  readonly characters: number;
  /** Lines of one order or one text. */
  readonly rows: number;
}

export const everything: Detail = { entries: Infinity, context: 3, characters: Infinity, rows: Infinity };
export const usual: Detail = { entries: 12, context: 2, characters: 600, rows: 60 };
export const brief: Detail = { entries: 4, context: 0, characters: 160, rows: 20 };

/** A list of which only a part is shown. */
export interface Part<T> {
  readonly shown: readonly T[];
  readonly hidden: number;
}

/** A list is shown whole up to the limit; beyond it a little less, so that what is hidden is worth a line. */
export const partOf = <T>(list: readonly T[], limit: number): Part<T> => {
  if (list.length <= limit) return { shown: list, hidden: 0 };
  const room = Math.max(1, limit - 2);
  return { shown: list.slice(0, room), hidden: list.length - room };
};
