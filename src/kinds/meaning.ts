import type { Spec } from "../model/resource.ts";
import type { Field } from "./field.ts";
import type { Kind, RuleFacts } from "./kind.ts";

export type Direction = "allow" | "block" | "observe" | "unknown";

/** What a complete rule does with the traffic it matches. */
export interface Meaning {
  readonly direction: Direction;
  readonly on: boolean;
  /** It lets traffic pass confirmed, isolated or within a quota only. */
  readonly isGuarded: boolean;
  /** It blocks, but some may pass. */
  readonly isSoft: boolean;
  /** Its actions are a list, of which each is about one use of what it matches; the other uses are not decided here. */
  readonly isPartial: boolean;
}

export const isOff = (kind: Kind, spec: Spec): boolean =>
  kind.rule?.off !== undefined &&
  Object.entries(kind.rule.off).every(
    ([name, value]) => kind.fields[name]?.canonical(spec[name]) === kind.fields[name]?.canonical(value),
  );

const filledOf = ({ fields }: Kind, spec: Spec, names: readonly string[] = []): readonly string[] =>
  names.filter((name) => {
    const field = fields[name];
    return field !== undefined && field.canonical(spec[name]) !== field.canonical(field.empty);
  });

/** Fields of a rule that limit what it lets pass, a quota for one. */
export const limitsOf = (kind: Kind, spec: Spec): readonly string[] => filledOf(kind, spec, kind.rule?.guardedBy);

const actionIn = ({ rule }: Kind, spec: Spec): unknown =>
  (rule?.action === undefined ? rule?.allow[0] : spec[rule.action]) ?? "";

/** The action of a rule, or all of them. */
export const actionsIn = (kind: Kind, spec: Spec): readonly string[] => [actionIn(kind, spec)].flat().map(String);

/** What a rule says of the traffic it matches, in the words of its kind. */
export const actionOf = (kind: Kind, spec: Spec): string => actionsIn(kind, spec).join(", ");

const isAmong = (action: string, words: readonly string[] = []): boolean =>
  words.some((word) => (word.endsWith("*") ? action.startsWith(word.slice(0, -1)) : word === action));

const directionOf = (rule: RuleFacts, actions: readonly string[]): Direction =>
  (["allow", "block", "observe"] as const).find(
    (side) => actions.length > 0 && actions.every((action) => isAmong(action, rule[side])),
  ) ?? "unknown";

export const meaningOf = (kind: Kind, spec: Spec): Meaning => {
  const rule = kind.rule;
  // A bystander decides over no traffic, as a rule that is off.
  if (rule === undefined)
    return { direction: "unknown", on: kind.bystander !== true, isGuarded: false, isSoft: false, isPartial: false };
  const actions = actionsIn(kind, spec);
  const direction = directionOf(rule, actions);
  const isGuarding = actions.some((action) => isAmong(action, rule.guarded)) || limitsOf(kind, spec).length > 0;
  return {
    direction,
    on: !isOff(kind, spec),
    isGuarded: direction === "allow" && isGuarding,
    isSoft: direction === "block" && filledOf(kind, spec, rule.softenedBy).length > 0,
    isPartial: Array.isArray(actionIn(kind, spec)),
  };
};

/** The flag that takes a shared object out of use, where its kind has one. */
export const switchOf = (kind: Kind): Field | undefined =>
  Object.values(kind.fields).find(({ role, empty }) => role === "content" && typeof empty === "boolean");

/** What takes a rule, or an object that has a switch, out of use. */
export const offOf = (kind: Kind): Spec | undefined => {
  if (kind.rule !== undefined) return kind.rule.off;
  const flag = switchOf(kind);
  return flag === undefined ? undefined : { [flag.name]: false };
};
