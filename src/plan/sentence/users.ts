import { conditionText, whoText } from "./ends.ts";
import { nameText, phrasesText } from "./names.ts";
import type { Use } from "./surroundings.ts";

/** With more rules than these nobody reads a list of who is meant. */
const mostRules = 3;

/** Who one rule is for: single groups and users where it names them, else in one piece. */
const unitsOf = ({ direction, criteria }: Use): readonly string[] => {
  const asked = criteria.filter(({ asks }) => asks === "who" || asks === "from");
  const how = criteria.filter(({ asks }) => asks === "how");
  const [only, ...others] = asked;
  const isPlain = only?.asks === "who" && others.length === 0 && !only.negated && !only.every;
  // Rather too wide than too narrow: of what is let through conditions may be left out, of what is stopped never.
  if (isPlain && (direction === "allow" || how.length === 0)) return only.entries.map(({ text }) => nameText(text));
  const under =
    how.length > 1 ? ` under ${how.length} conditions` : how.map((one) => ` with ${conditionText(one)}`).join("");
  return [`${whoText(criteria)}${under}`];
};

const anyone = "anyone";

/** Those for whom rules of a direction use an object; undefined where no such rule is known. */
export const usersText = (uses: readonly Use[], direction: Use["direction"]): string | undefined => {
  const own = uses.filter((use) => use.direction === direction);
  if (own.length === 0) return undefined;
  const units = own.flatMap(unitsOf);
  if (units.includes(anyone)) return anyone;
  if (own.length > mostRules)
    return direction === "allow" ? "everyone whom a rule lets reach it" : "everyone for whom a rule blocks it";
  return phrasesText(units);
};

/** Those for whom only the first rules use an object. */
export const usersBeyond = (
  uses: readonly Use[],
  others: readonly Use[],
  direction: Use["direction"],
): string | undefined => {
  const known = new Set(others.filter((use) => use.direction === direction).flatMap(unitsOf));
  if (known.has(anyone)) return undefined;
  return usersText(
    uses.filter((use) => unitsOf(use).some((unit) => !known.has(unit))),
    direction,
  );
};
