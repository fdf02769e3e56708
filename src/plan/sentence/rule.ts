import { criteriaIn } from "../../kinds/criteria.ts";
import { actionOf, limitsOf, meaningOf } from "../../kinds/meaning.ts";
import type { Spec } from "../../model/resource.ts";
import type { Draft } from "../draft.ts";
import { type Clause, turnOf, type Wordings } from "./clause.ts";
import { editedRule } from "./edited-rule.ts";
import { effectsText } from "./effects.ts";
import { endsOf } from "./ends.ts";
import { handlingWordings } from "./handling-rule.ts";
import type { Room } from "./names.ts";
import type { Surroundings } from "./surroundings.ts";
import { turnedRule, wholeRule } from "./whole-rule.ts";

type Force = "allow" | "block" | "off" | "unknown";

const forceOf = ({ kind }: Draft, spec: Spec | undefined): Force => {
  if (spec === undefined) return "off";
  const { on, direction } = meaningOf(kind, spec);
  return on ? (direction === "observe" ? "allow" : direction) : "off";
};

const only = ({ opens, text }: Clause): Wordings => ({ opens, wordings: [text] });

/** `, with action CAUTION`; the plain action of a direction goes without saying. */
const actionText = (draft: Draft, spec: Spec): string => {
  const action = actionOf(draft.kind, spec);
  const isPlain = action === draft.kind.rule!.allow[0] || draft.kind.rule!.block.includes(action);
  return isPlain ? "" : `, with action ${action}`;
};

const ended = (told: Wordings, ending: string): Wordings => {
  const by =
    (wording: (room: Room) => string) =>
    (room: Room): string =>
      `${wording(room)}${ending}`;
  return {
    ...told,
    wordings: told.wordings.map(by),
    ...(told.otherwise === undefined ? {} : { otherwise: by(told.otherwise) }),
  };
};

const editedText = (draft: Draft, direction: "allow" | "block", around: Surroundings): Wordings | undefined => {
  const [before, after] = [criteriaIn(draft.kind, draft.before), criteriaIn(draft.kind, draft.after)];
  if (before === undefined || after === undefined) return undefined;
  const [was, is] = [actionOf(draft.kind, draft.before), actionOf(draft.kind, draft.after)];
  const effects = effectsText(draft);
  const edited = editedRule({ direction, before, after, around });
  if (edited !== undefined) {
    return ended(edited, `${was === is ? "" : `, with action ${is} instead of ${was}`}${effects}`);
  }
  if (was === is) return undefined;
  const text = (room: Room): string => {
    const { who, where, how } = endsOf(after, room, "after", around);
    return `for ${who} to ${where}${how}, the action is now ${is}, so far ${was}${effects}`;
  };
  return { wordings: [text] };
};

/** A rule that let traffic pass warned, isolated or within a quota only, and is gone: what becomes of that traffic is not said. */
const unguarded = (draft: Draft, around: Surroundings): Wordings | undefined => {
  const criteria = criteriaIn(draft.kind, draft.before);
  if (criteria === undefined) return undefined;
  const limits = limitsOf(draft.kind, draft.before);
  const action = [actionOf(draft.kind, draft.before), ...(limits.length === 0 ? [] : [`with ${limits.join(" and ")}`])];
  const text = (room: Room): string => {
    const { who, where, how } = endsOf(criteria, room, "before", around);
    return `action ${action.join(" ")} no longer applies to ${where} for ${who}${how}`;
  };
  return { wordings: [text] };
};

const plainWordings = (draft: Draft, around: Surroundings): Wordings | undefined => {
  // Without an action a rule sends traffic elsewhere: nobody reaches more or less of what it asks for.
  if (draft.kind.rule?.action === undefined) return undefined;
  const was = forceOf(draft, draft.live === undefined ? undefined : draft.before);
  const is = forceOf(draft, draft.isDelete ? undefined : draft.after);
  if (was === "unknown" || is === "unknown") return undefined;
  if (was === "allow" && is === "off" && meaningOf(draft.kind, draft.before).isGuarded) return unguarded(draft, around);
  if (was !== "off" && was === is) return editedText(draft, is, around);
  const side = is === "off" ? "before" : "after";
  const spec = draft[side];
  const criteria = criteriaIn(draft.kind, spec);
  if (criteria === undefined) return undefined;
  if (is === "off") return was === "off" ? undefined : only(wholeRule(criteria, turnOf(was, false), side, around));
  if (was === "off") return only(wholeRule(criteria, turnOf(is, true), side, around, actionText(draft, spec)));
  return only(turnedRule(criteria, is, around));
};

/** What a rule does now that it did not do, or did and does no more. */
export const ruleWordings = (draft: Draft, around: Surroundings): Wordings | undefined => {
  if (draft.kind.rule?.handling) return handlingWordings(draft, around);
  const told = plainWordings(draft, around);
  const blocksSome =
    !draft.isDelete && forceOf(draft, draft.after) === "block" && meaningOf(draft.kind, draft.after).isSoft;
  return told === undefined || !blocksSome ? told : ended(told, ", but some may pass");
};
