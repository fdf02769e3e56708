import type { JsonObject } from "../../model/json.ts";
import type { Standing } from "../../model/resource.ts";

/** Catch-alls sit at -1, 127 or the largest int32; other vendor rules at negative orders; order 0 is a corrupt leftover. */
const sentinels = new Set([127, 2147483647]);

/**
 * Told by the flags and the order, never by the name: a default rule can be renamed. [recorded]
 */
export const ruleStanding = (wire: JsonObject): Standing => {
  const order = Number(wire.order ?? 0);
  if (wire.defaultRule === true && (order === -1 || sentinels.has(order))) return "last";
  if (order < 1 || wire.defaultRule === true) return "fixed";
  return wire.predefined === true ? "movable" : "custom";
};
