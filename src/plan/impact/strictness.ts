import type { Kind } from "../../kinds/kind.ts";
import { meaningOf } from "../../kinds/meaning.ts";
import type { Spec } from "../../model/resource.ts";
import type { Tendency } from "./tendency.ts";

const levels = { open: 0, guarded: 1, block: 2, unknown: undefined } as const;

const levelOf = (kind: Kind, spec: Spec): number | undefined => {
  const { direction, isGuarded } = meaningOf(kind, spec);
  return levels[direction === "block" || direction === "unknown" ? direction : isGuarded ? "guarded" : "open"];
};

const actionOf = (kind: Kind, spec: Spec): unknown => spec[kind.rule?.action ?? ""];

/** What it does to a flow that another rule decides from now on. */
export const decidesInstead = (kind: Kind, old: Spec, now: Spec): Tendency => {
  if (actionOf(kind, old) === actionOf(kind, now)) return "same";
  const [was, is] = [levelOf(kind, old), levelOf(kind, now)];
  // Nothing is stricter than a block, and nothing looser than to let pass as it is.
  if (was === undefined || is === undefined) return is === levels.block || was === levels.open ? "stricter" : "unknown";
  if (was !== is) return was < is ? "stricter" : "looser";
  // A confirmation and an isolated browser guard against different things.
  return is === levels.guarded ? "unknown" : "same";
};
