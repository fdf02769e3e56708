import { switchOf } from "../../kinds/meaning.ts";
import type { Draft } from "../draft.ts";
import { type Clause, opensBy, type Turn, turnOf } from "./clause.ts";
import { type Pieces, piecesBeyond } from "./content.ts";
import { endpointsText } from "./endpoints.ts";
import { nameText, type Room } from "./names.ts";
import type { Wordings } from "./rule.ts";
import { joinedBy, type Side, type Surroundings, type Use } from "./surroundings.ts";
import { usersBeyond, usersText } from "./users.ts";
import { turnText } from "./whole-rule.ts";

const directions = ["allow", "block"] as const;

/** Who uses the object on a side, through what it joins as well. */
const usesOn = (side: Side, draft: Draft, around: Surroundings): readonly Use[] => {
  const name = side === "before" ? (draft.live?.name ?? draft.resource.name) : draft.resource.name;
  return around.uses(side, draft.kind, name, joinedBy(draft.kind, draft[side]));
};

/** `ERP (erp.acme.example on TCP 443)` */
const objectText = ({ kind, resource, ...draft }: Draft, side: Side, room: Room): string => {
  const inside = room.endpoints ? endpointsText(kind, draft[side]) : "";
  return inside === "" ? nameText(resource.name) : `${nameText(resource.name)} (${inside})`;
};

const clause = (turn: Turn, who: string, where: (room: Room) => string, be = "is", also = false): Clause => ({
  opens: opensBy(turn),
  text: (room) => turnText({ who, where: where(room), be, how: "" }, turn, also),
});

/** An object that comes into use as a whole, or leaves it. */
const wholeObject = (draft: Draft, comes: boolean, around: Surroundings): readonly Clause[] => {
  const side = comes ? "after" : "before";
  const uses = usesOn(side, draft, around);
  return directions.flatMap((direction) => {
    const who = usersText(uses, direction);
    return who === undefined ? [] : [clause(turnOf(direction, comes), who, (room) => objectText(draft, side, room))];
  });
};

/** It joins another group, with other users. */
const joinedElsewhere = (draft: Draft, around: Surroundings): readonly Clause[] => {
  const [was, is] = [usesOn("before", draft, around), usesOn("after", draft, around)];
  const where = (room: Room): string => objectText(draft, "after", room);
  return directions.flatMap((direction) => {
    const [gain, loss] = [usersBeyond(is, was, direction), usersBeyond(was, is, direction)];
    return [
      ...(gain === undefined ? [] : [clause(turnOf(direction, true), gain, where)]),
      ...(loss === undefined ? [] : [clause(turnOf(direction, false), loss, where)]),
    ];
  });
};

/** Who may now reach one thing, and another one no longer. */
const exchanged = (who: string, came: Pieces, went: Pieces, also: boolean): Clause => ({
  opens: true,
  text: () => `${turnText({ who, where: came.text, be: came.be, how: "" }, "reach", also)}, but no longer ${went.text}`,
});

const contentClauses = (draft: Draft, around: Surroundings): readonly Clause[] => {
  const also = draft.kind.endpoints !== undefined;
  const [came, went] = [piecesBeyond(draft, "after"), piecesBeyond(draft, "before")];
  const [was, is] = [usesOn("before", draft, around), usesOn("after", draft, around)];
  return directions.flatMap((direction): readonly Clause[] => {
    const [gain, loss] = [usersText(is, direction), usersText(was, direction)];
    const isBoth = came !== undefined && went !== undefined;
    if (isBoth && direction === "allow" && gain !== undefined && gain === loss)
      return [exchanged(gain, came, went, also)];
    const of = (pieces: Pieces | undefined, who: string | undefined, comes: boolean): readonly Clause[] =>
      pieces === undefined || who === undefined
        ? []
        : [clause(turnOf(direction, comes), who, () => pieces.text, pieces.be, also && comes)];
    return [...of(came, gain, true), ...of(went, loss, false)];
  });
};

const clausesOf = (draft: Draft, around: Surroundings): readonly Clause[] => {
  const { kind, live, before, after } = draft;
  if (live === undefined) return wholeObject(draft, true, around);
  if (draft.isDelete) return wholeObject(draft, false, around);
  const flag = switchOf(kind);
  const [was, is] = [before, after].map((spec) => flag === undefined || (spec[flag.name] ?? flag.empty) === true);
  if (!was && !is) return [];
  if (was !== is) return wholeObject(draft, is === true, around);
  const joins = Object.values(kind.fields).some((field) => field.joins && field.name in draft.differing);
  return [...(joins ? joinedElsewhere(draft, around) : []), ...contentClauses(draft, around)];
};

/** More clauses than these are cut. */
const most = 3;

/** What a shared object stands for now, and for whom; what opens is told first. */
export const objectWordings = (draft: Draft, around: Surroundings): Wordings | undefined => {
  const clauses = clausesOf(draft, around).toSorted((a, b) => Number(b.opens) - Number(a.opens));
  if (clauses.length === 0) return undefined;
  const telling =
    (number: number) =>
    (room: Room): string =>
      clauses
        .slice(0, number)
        .map((one) => one.text(room))
        .join("; ");
  return {
    opens: clauses[0]!.opens,
    wordings: Array.from({ length: Math.min(most, clauses.length) }, (_, index) =>
      telling(Math.min(most, clauses.length) - index),
    ),
  };
};
