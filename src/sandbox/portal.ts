import type { Actor } from "./actor.ts";
import type { Wire } from "./json.ts";
import type { World } from "./world.ts";

/** What an administrator does to the objects of one product, by name. Refusals are thrown as the API's own. */
export interface Portal {
  list(world: World, kind: string, view: "staged" | "active"): Wire[];
  create(world: World, kind: string, object: Wire, actor: Actor): Wire;
  change(world: World, kind: string, row: Wire, changes: Wire, actor: Actor): Wire;
  remove(world: World, kind: string, row: Wire, actor: Actor): Wire;
}

/** An object with changes laid over it; null takes a key away. */
export function overlay(object: Wire, changes: Wire): Wire {
  const result: Wire = { ...object };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete result[key];
    else result[key] = value;
  }
  return result;
}
