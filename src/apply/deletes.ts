import type { Step } from "../model/step.ts";
import { keyOf } from "./ledger.ts";

/**
 * What the planner promises about deletes. A delete without an id, a write after it or a new object of the same name
 * would be executed on the wrong object: better none at all.
 */
export const checkDeletes = (steps: readonly Step[]): void => {
  const created = new Set(steps.filter(({ verb }) => verb === "create").map(({ address }) => keyOf(address)));
  const deleted = new Set<string>();
  for (const { verb, kind, id, address } of steps) {
    if (deleted.has(`${kind} ${id}`)) throw new Error(`${address} is written after it was deleted`);
    if (verb !== "delete") continue;
    if (id === null) throw new Error(`${address} has no id to delete`);
    if (created.has(keyOf(address))) throw new Error(`${address} is deleted and created in one plan`);
    deleted.add(`${kind} ${id}`);
  }
};
