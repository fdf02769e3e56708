import { switchOf } from "../../kinds/meaning.ts";
import type { Spec } from "../../model/resource.ts";
import type { Draft } from "../draft.ts";
import { type Clause, opensBy, type Turn, turnOf, type Wordings } from "./clause.ts";
import { type Pieces, piecesBeyond } from "./content.ts";
import { effectsText } from "./effects.ts";
import { endpointsText } from "./endpoints.ts";
import { nameText, type Room } from "./names.ts";
import { joinedBy, type Side, type Surroundings, type Use } from "./surroundings.ts";
import { usersBeyond, usersText } from "./users.ts";
import { turnText } from "./whole-rule.ts";

const directions = ["allow", "block"] as const;

/** Who uses the object on either side, through what it joins as well. */
interface Uses {
  readonly before: readonly Use[];
  readonly after: readonly Use[];
}

const usesOf = ({ kind, live, resource, before, after }: Draft, around: Surroundings): Uses | undefined => {
  const was = around.uses("before", kind, live?.name ?? resource.name, joinedBy(kind, live ? before : after));
  const is = around.uses("after", kind, resource.name, joinedBy(kind, after));
  const isKnown = [...(was ?? []), ...(is ?? [])].every(({ direction }) => direction !== "unknown");
  return was === undefined || is === undefined || !isKnown ? undefined : { before: was, after: is };
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

/** An object that comes into use as a whole, or leaves it. A new rule that names a new object tells of it itself. */
const wholeObject = (draft: Draft, comes: boolean, uses: Uses): readonly Clause[] => {
  const side = comes ? "after" : "before";
  return directions.flatMap((direction) => {
    const who = usersText(draft.live === undefined ? uses.before : uses[side], direction);
    return who === undefined ? [] : [clause(turnOf(direction, comes), who, (room) => objectText(draft, side, room))];
  });
};

/** It joins another group, with other users. */
const joinedElsewhere = (draft: Draft, { before: was, after: is }: Uses): readonly Clause[] => {
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

const contentClauses = (draft: Draft, { before: was, after: is }: Uses): readonly Clause[] => {
  const also = draft.kind.endpoints !== undefined;
  const [came, went] = [piecesBeyond(draft, "after"), piecesBeyond(draft, "before")];
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

const clausesOf = (draft: Draft, uses: Uses): readonly Clause[] => {
  const { kind, live, before, after, isDelete } = draft;
  const flag = switchOf(kind);
  const isOn = (spec: Spec): boolean => flag === undefined || (spec[flag.name] ?? flag.empty) === true;
  const [was, is] = [live !== undefined && isOn(before), !isDelete && isOn(after)];
  if (was !== is) return wholeObject(draft, is, uses);
  if (!is) return [];
  const joins = Object.values(kind.fields).some((field) => field.joins && field.name in draft.differing);
  return [...(joins ? joinedElsewhere(draft, uses) : []), ...contentClauses(draft, uses)];
};

/** More clauses than these are cut. */
const most = 3;

/** What a shared object stands for now, and for whom; what opens is told first. */
export const objectWordings = (draft: Draft, around: Surroundings): Wordings | undefined => {
  const uses = usesOf(draft, around);
  if (uses === undefined) return undefined;
  const clauses = clausesOf(draft, uses).toSorted((a, b) => Number(b.opens) - Number(a.opens));
  if (clauses.length === 0) return undefined;
  const effects = effectsText(draft);
  const telling =
    (number: number) =>
    (room: Room): string =>
      `${clauses
        .slice(0, number)
        .map((one) => one.text(room))
        .join("; ")}${effects}`;
  const number = Math.min(most, clauses.length);
  return {
    opens: clauses[0]!.opens,
    wordings: Array.from({ length: number }, (_, index) => telling(number - index)),
  };
};
