import type { Kind } from "../../kinds/kind.ts";
import { actionOf, meaningOf } from "../../kinds/meaning.ts";
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

/** What it does to a flow that another rule decides from now on. */
export const decidesInstead = (kind: Kind, old: Spec, now: Spec): Tendency => {
  const isEqualAction = actionOf(kind, old) === actionOf(kind, now);
  if (isEqualAction && isEqualEffect(kind, old, now)) return "same";
  const [was, is] = [levelOf(kind, old), levelOf(kind, now)];
  // Nothing is stricter than a block, and nothing looser than to let pass as it is.
  if (was === undefined || is === undefined) return is === levels.block || was === levels.open ? "stricter" : "unknown";
  if (was !== is) return was < is ? "stricter" : "looser";
  if (is === levels.block) return "same";
  // A confirmation and an isolated browser guard against different things, and so may one action with other settings.
  return is === levels.guarded || isEqualAction ? "unknown" : "same";
};
