import type { Criterion } from "../../kinds/field.ts";
import { type Clause, turnOf, type Wordings } from "./clause.ts";
import { conditionText, type Ends, endsOf, whoText } from "./ends.ts";
import { listText, type Room } from "./names.ts";
import type { Surroundings } from "./surroundings.ts";
import { turnText } from "./whole-rule.ts";

/** One question of a rule that is asked in another way, no longer, or for the first time. */
interface Difference {
  readonly before?: Criterion;
  readonly after?: Criterion;
}

const contentOf = ({ key, negated, every, entries }: Criterion): string =>
  JSON.stringify([key, negated, every, entries.map((entry) => entry.key).sort()]);

const without = (list: readonly Criterion[], other: readonly Criterion[]): readonly Criterion[] => {
  const known = new Set(other.map(contentOf));
  return list.filter((one) => !known.has(contentOf(one)));
};

/** Undefined where one question stands twice, so that nobody can say which became which. */
const differencesOf = (
  before: readonly Criterion[],
  after: readonly Criterion[],
): readonly Difference[] | undefined => {
  const [gone, come] = [without(before, after), without(after, before)];
  const keys = [...new Set([...gone, ...come].map(({ key }) => key))].sort();
  if (keys.length < Math.max(gone.length, come.length)) return undefined;
  return keys.map((key) => {
    const [old, now] = [gone.find((one) => one.key === key), come.find((one) => one.key === key)];
    return { ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) };
  });
};

/** Entries of the first that the second lacks, as a question of their own. */
const beyond = (criterion: Criterion, other: Criterion): Criterion => {
  const known = new Set(other.entries.map(({ key }) => key));
  return { ...criterion, entries: criterion.entries.filter(({ key }) => !known.has(key)) };
};

/** The part of a sentence that only says which entries are meant. */
const phrase = (criterion: Criterion): string => {
  if (criterion.asks === "how") return `with ${conditionText(criterion)}`;
  if (criterion.asks === "from") return whoText([criterion]).replace(/^anyone /, "");
  return listText(criterion.entries.map(({ text }) => text));
};

type Direction = "allow" | "block";

interface Rule {
  readonly direction: Direction;
  readonly before: readonly Criterion[];
  readonly after: readonly Criterion[];
  readonly around: Surroundings;
}

const swapped = (criteria: readonly Criterion[], one: Criterion, by: readonly Criterion[]): readonly Criterion[] =>
  criteria.flatMap((each) => (each === one ? by : [each]));

const entriesClause = (rule: Rule, old: Criterion, now: Criterion): Clause => {
  const [added, removed] = [beyond(now, old), beyond(old, now)];
  const gain = turnOf(rule.direction, true);
  const loss = turnOf(rule.direction, false);
  const gained = (room: Room): string =>
    turnText(endsOf(swapped(rule.after, now, [added]), room, "after", rule.around), gain, true);
  const lost = (room: Room): string =>
    turnText(endsOf(swapped(rule.before, old, [removed]), room, "before", rule.around), loss);
  const [isMore, isLess] = [added.entries.length > 0, removed.entries.length > 0];
  return {
    opens: rule.direction === "allow" ? isMore : isLess,
    text: (room) => (isMore ? `${gained(room)}${isLess ? `, ${phrase(removed)} no longer` : ""}` : lost(room)),
  };
};

/** `old` is no longer asked for: whoever and wherever it was, the rule now holds for all. */
const openedText = (direction: Direction, old: Criterion, { who, where, be, how }: Ends): string => {
  const only = phrase(old);
  if (direction === "allow") {
    if (old.asks === "who") return `${who}, no longer only ${only}, can now reach ${where}${how}`;
    if (old.asks === "from") return `${who} from anywhere, no longer only ${only}, can now reach ${where}${how}`;
    if (old.asks === "where") return `${who} can now reach ${where}, no longer only ${only}${how}`;
    return `${who} can now reach ${where}, which no longer needs the ${conditionText(old)}`;
  }
  if (old.asks === "who") return `${where} ${be} now blocked for ${who}, no longer only for ${only}${how}`;
  if (old.asks === "from") return `${where} ${be} now blocked for ${who} from anywhere, no longer only ${only}${how}`;
  if (old.asks === "where") return `${where}, no longer only ${only}, ${be} now blocked for ${who}${how}`;
  return `${where} ${be} now blocked for ${who}, no longer only ${only}`;
};

/** `now` is asked for the first time. The ends do not name it. */
const closedText = (direction: Direction, now: Criterion, { who, where, be, how }: Ends): string => {
  const only = phrase(now);
  if (direction === "allow") {
    if (now.asks === "who") return `only ${only}, no longer ${who}, can still reach ${where}${how}`;
    if (now.asks === "from") return `${who} can still reach ${where} only ${only}${how}`;
    if (now.asks === "where") return `${who} can still reach only ${only}, no longer ${where}${how}`;
    return `${who} can still reach ${where}, which now needs the ${conditionText(now)}`;
  }
  if (now.asks === "who") return `${where} ${be} now blocked only for ${only}, no longer for ${who}${how}`;
  if (now.asks === "where") return `only ${only}, no longer ${where}, is still blocked for ${who}${how}`;
  return `${where} ${be} now blocked for ${who} only ${only}`;
};

const clauseOf = (rule: Rule, { before: old, after: now }: Difference): Clause | undefined => {
  const { direction, after, around } = rule;
  if ([old, now].some((one) => one?.negated || one?.every)) return undefined;
  if (old !== undefined && now !== undefined) return entriesClause(rule, old, now);
  if (old !== undefined)
    return {
      opens: direction === "allow",
      text: (room) => openedText(direction, old, endsOf(after, room, "after", around)),
    };
  if (now === undefined) return undefined;
  return {
    opens: direction === "block",
    text: (room) => closedText(direction, now, endsOf(swapped(after, now, []), room, "after", around)),
  };
};

/** Where the differences cannot be told one by one: the rule as it is, and as it was. */
const bothStates =
  ({ direction, before, after, around }: Rule) =>
  (room: Room): string => {
    const [was, is] = [endsOf(before, room, "before", around), endsOf(after, room, "after", around)];
    return direction === "allow"
      ? `from now on ${is.who} can reach ${is.where}${is.how}; so far it was ${was.who} to ${was.where}${was.how}`
      : `from now on ${is.where} ${is.be} blocked for ${is.who}${is.how}; so far it was ${was.where} for ${was.who}${was.how}`;
  };

/** More differences than these are told as a whole. */
const most = 2;

/** An enabled rule that goes on allowing, or blocking, but not the same traffic; undefined where that stays the same. */
export const editedRule = (rule: Rule): Wordings | undefined => {
  const differences = differencesOf(rule.before, rule.after);
  if (differences?.length === 0) return undefined;
  const clauses = (differences ?? []).map((one) => clauseOf(rule, one));
  const told = clauses.filter((clause) => clause !== undefined).toSorted((a, b) => Number(b.opens) - Number(a.opens));
  const whole = bothStates(rule);
  if (told.length === 0 || told.length < clauses.length) return { wordings: [whole] };
  const opens = told.some((clause) => clause.opens);
  if (told.length > most) return { opens, wordings: [whole], otherwise: whole };
  return { opens, wordings: [(room) => told.map((clause) => clause.text(room)).join("; "), whole], otherwise: whole };
};
