import type { Kind } from "../../kinds/kind.ts";
import { actionsIn, meaningOf } from "../../kinds/meaning.ts";
import type { Spec } from "../../model/resource.ts";
import { isSame } from "../diff.ts";
import type { Tendency } from "./tendency.ts";
import { heldBy } from "./values.ts";

/** A block that some may pass is no stricter than a caution page: which of the two stops more nobody knows. */
const levels = { open: 0, guarded: 1, block: 2, unknown: undefined } as const;

const levelOf = (kind: Kind, spec: Spec): number | undefined => {
  const { direction, isGuarded, isSoft } = meaningOf(kind, spec);
  if (isGuarded || isSoft) return levels.guarded;
  return levels[direction === "block" || direction === "unknown" ? direction : "open"];
};

/** The actions without their order, which says nothing. */
const actionKey = (kind: Kind, spec: Spec): string => [...actionsIn(kind, spec)].sort().join("\n");

/**
 * One list of actions in place of another: what a use that neither names comes to is decided elsewhere, so only more of the
 * same side, less of it, or the other side can be told.
 */
const partsInstead = (kind: Kind, old: Spec, now: Spec): Tendency => {
  const [was, is] = [levelOf(kind, old), levelOf(kind, now)];
  if (was === undefined || is === undefined) return "unknown";
  if (is < was) return "looser";
  if (was === levels.guarded || is === levels.guarded) return "unknown";
  if (was < is) return "stricter";
  const [before, after] = [actionsIn(kind, old), actionsIn(kind, now)];
  const [more, less] = is === levels.block ? (["stricter", "looser"] as const) : (["looser", "stricter"] as const);
  if (before.every((action) => after.includes(action))) return more;
  return after.every((action) => before.includes(action)) ? less : "unknown";
};

/** Whether one does to a flow just what the other does. Fields that turn a criterion around say which flows, not what. */
const isEqualEffect = (kind: Kind, a: Spec, b: Spec): boolean => {
  const fields = Object.values(kind.fields);
  return fields.every(
    (field) =>
      field.role !== "effect" ||
      fields.some(({ invertedBy }) => invertedBy === field.name) ||
      isSame(field, heldBy(a, field), heldBy(b, field)),
  );
};

/** Whether the old rule was strict in a way that the new one is not known to be. */
const isGradedOtherwise = (kind: Kind, old: Spec, now: Spec): boolean =>
  (kind.rule?.gradedBy ?? []).some((name) => {
    const field = kind.fields[name]!;
    const held = heldBy(old, field);
    return !isSame(field, held, field.empty) && !isSame(field, held, heldBy(now, field));
  });

/** What it does to a flow that another rule decides from now on. */
export const decidesInstead = (kind: Kind, old: Spec, now: Spec): Tendency => {
  const isEqualAction = actionKey(kind, old) === actionKey(kind, now);
  if (isEqualAction && isEqualEffect(kind, old, now)) return "same";
  if (!isEqualAction && meaningOf(kind, now).isPartial) return partsInstead(kind, old, now);
  const [was, is] = [levelOf(kind, old), levelOf(kind, now)];
  // Nothing is stricter than a block, and nothing looser than to let pass as it is.
  if (was === undefined || is === undefined) return is === levels.block || was === levels.open ? "stricter" : "unknown";
  if (is < was) return "looser";
  if (isGradedOtherwise(kind, old, now)) return "unknown";
  if (was < is) return "stricter";
  if (is === levels.block) return "same";
  // A confirmation and an isolated browser guard against different things, and so may one action with other settings.
  return is === levels.guarded || isEqualAction ? "unknown" : "same";
};
