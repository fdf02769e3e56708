import type { Criterion } from "../../kinds/field.ts";
import { type Clause, opensBy, type Turn } from "./clause.ts";
import { anything, type Ends, endsOf } from "./ends.ts";
import type { Side, Surroundings } from "./surroundings.ts";

/** `anything is no longer blocked` reads like `not everything is`. */
const blocked = (where: string): string => (where === anything ? "all traffic" : where);

/** What a rule with these ends does from now on. `also`: it did so for others before. */
export const turnText = ({ who, where, be, how }: Ends, turn: Turn, also = false): string => {
  const too = also ? " also" : "";
  switch (turn) {
    case "reach":
      return `${who} can now${too} reach ${where}${how}`;
    case "no-reach":
      return `${who} can no longer reach ${where}${how}`;
    case "block":
      return `${blocked(where)} ${be} now${too} blocked for ${who}${how}`;
    case "no-block":
      return `${blocked(where)} ${be} no longer blocked for ${who}${how}`;
  }
};

/** A rule that comes into force or leaves it. */
export const wholeRule = (
  criteria: readonly Criterion[],
  turn: Turn,
  side: Side,
  around: Surroundings,
  ending = "",
): Clause => ({
  opens: opensBy(turn),
  text: (room) => `${turnText(endsOf(criteria, room, side, around), turn)}${ending}`,
});

/** A rule that turns around. */
export const turnedRule = (criteria: readonly Criterion[], now: "allow" | "block", around: Surroundings): Clause => ({
  opens: now === "allow",
  text: (room) => {
    const { who, where, be, how } = endsOf(criteria, room, "after", around);
    return now === "allow"
      ? `${blocked(where)}, so far blocked, ${be} now allowed for ${who}${how}`
      : `${blocked(where)}, so far allowed, ${be} now blocked for ${who}${how}`;
  },
});
