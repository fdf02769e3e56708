import type { Criterion, CriterionEntry } from "../../kinds/field.ts";
import { endpointsText } from "./endpoints.ts";
import { listText, nameText, type Room } from "./names.ts";
import type { Side, Surroundings } from "./surroundings.ts";

/** Who sends traffic, where it goes, and under which conditions. */
export interface Ends {
  readonly who: string;
  readonly where: string;
  /** `is` or `are`, for what `where` names. */
  readonly be: string;
  /** With a comma in front; empty without conditions. */
  readonly how: string;
}

const asked = (criteria: readonly Criterion[], asks: Criterion["asks"]): readonly Criterion[] =>
  criteria.filter((one) => one.asks === asks);

const texts = ({ entries }: Criterion): readonly string[] => entries.map(({ text }) => text);

const people = (criterion: Criterion): string => {
  if (criterion.negated) return `anyone but ${listText(texts(criterion), criterion.every ? "and" : "or")}`;
  return criterion.every && criterion.entries.length > 1
    ? `whoever is in each of ${listText(texts(criterion))}`
    : listText(texts(criterion));
};

const origin = (criterion: Criterion): string =>
  `from ${criterion.negated ? "anywhere but " : ""}${listText(texts(criterion), criterion.every ? "and" : "or")}`;

/** `Finance from Köln`, `anyone`. */
export const whoText = (criteria: readonly Criterion[]): string => {
  const who = asked(criteria, "who").map(people).sort();
  return [who.length === 0 ? "anyone" : who.join(" who are also "), ...asked(criteria, "from").map(origin).sort()].join(
    " ",
  );
};

/** `posture Corporate laptop`, `platform linux or windows`. */
export const conditionText = (criterion: Criterion): string =>
  `${criterion.negated ? "other than " : ""}${criterion.label} ${listText(texts(criterion), criterion.every ? "and" : "or")}`;

const howText = (criteria: readonly Criterion[], room: Room): string => {
  const how = asked(criteria, "how");
  if (how.length === 0) return "";
  if (room.conditions) return `, with ${[...new Set(how.map(conditionText))].sort().join(" and ")}`;
  return how.length === 1 ? ", under one condition" : `, under ${how.length} conditions`;
};

/** What stands behind a place: hosts and ports, or the members of a group. */
const behind = (entry: CriterionEntry, side: Side, { find, members }: Surroundings): string => {
  for (const { kind, name } of entry.references) {
    const found = find(side, kind, name);
    if (found === undefined) continue;
    const inside = members(side, kind, name).map((one) => one.name);
    const text = inside.length > 0 ? listText(inside) : endpointsText(found.kind, found.spec);
    if (text !== "") return text;
  }
  return "";
};

const place = (criterion: Criterion, room: Room, side: Side, around: Surroundings): string => {
  const { entries, negated } = criterion;
  const [only, ...others] = entries;
  const inside = room.endpoints && only !== undefined && others.length === 0 ? behind(only, side, around) : "";
  const text =
    inside === "" ? listText(texts(criterion), negated ? "or" : "and") : `${nameText(only!.text)} (${inside})`;
  return negated ? `anything but ${text}` : text;
};

/** Where a rule leads that names no place. */
export const anything = "anything";

/** A rule that asks for nothing is for anyone, to anything. */
export const endsOf = (criteria: readonly Criterion[], room: Room, side: Side, around: Surroundings): Ends => {
  const [first, ...others] = asked(criteria, "where");
  const inside = { ...room, endpoints: room.endpoints && others.length === 0 };
  const places = asked(criteria, "where")
    .map((one) => place(one, inside, side, around))
    .sort();
  return {
    who: whoText(criteria),
    where: others.length === 0 ? (places[0] ?? anything) : `what is at once ${places.join(" and ")}`,
    be: first !== undefined && !first.negated && others.length === 0 && first.entries.length > 1 ? "are" : "is",
    how: howText(criteria, room),
  };
};
