import { criteriaIn } from "../../kinds/criteria.ts";
import type { Criterion } from "../../kinds/field.ts";
import { actionOf, meaningOf } from "../../kinds/meaning.ts";
import type { Draft } from "../draft.ts";
import type { Wordings } from "./clause.ts";
import { effectsText } from "./effects.ts";
import { endsOf } from "./ends.ts";
import type { Room } from "./names.ts";
import type { Side, Surroundings } from "./surroundings.ts";

/** What a rule in force does, and to which traffic. */
interface Told {
  readonly action: string;
  readonly criteria: readonly Criterion[];
  traffic(room: Room): string;
}

/** Undefined for criteria that are no plain list. */
const toldOn = (draft: Draft, side: Side, around: Surroundings): Told | undefined => {
  const criteria = criteriaIn(draft.kind, draft[side]);
  if (criteria === undefined) return undefined;
  return {
    action: actionOf(draft.kind, draft[side]),
    criteria,
    traffic: (room) => {
      const { who, where, how } = endsOf(criteria, room, side, around);
      return `${where} for ${who}${how}`;
    },
  };
};

const told = (wording: (room: Room) => string): Wordings => ({ wordings: [wording] });

const changed = (was: Told, is: Told, effects: string): Wordings | undefined => {
  if (JSON.stringify(was.criteria) !== JSON.stringify(is.criteria))
    return told(
      (room) =>
        `action ${is.action} now applies to ${is.traffic(room)}; so far it was ${was.action} to ${was.traffic(room)}${effects}`,
    );
  if (was.action === is.action) return undefined;
  return told((room) => `for ${is.traffic(room)}, the action is now ${is.action}, so far ${was.action}${effects}`);
};

/**
 * A rule that handles traffic lets nobody in and keeps nobody out, so it is told by what it does and to what. Whether that
 * opens anything is left to the judgement.
 */
export const handlingWordings = (draft: Draft, around: Surroundings): Wordings | undefined => {
  const was = draft.live !== undefined && meaningOf(draft.kind, draft.before).on;
  const is = !draft.isDelete && meaningOf(draft.kind, draft.after).on;
  const before = was ? toldOn(draft, "before", around) : undefined;
  const after = is ? toldOn(draft, "after", around) : undefined;
  if (before !== undefined && after !== undefined) return changed(before, after, effectsText(draft));
  if (was && is) return undefined;
  if (after !== undefined) return told((room) => `action ${after.action} now applies to ${after.traffic(room)}`);
  if (before === undefined) return undefined;
  return told((room) => `action ${before.action} no longer applies to ${before.traffic(room)}`);
};
