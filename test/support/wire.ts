import type { Kind } from "../../src/kinds/kind.ts";
import type { Wire } from "./scene.ts";

/** A live object without what the server alone decides: stamps, counts and places. */
export const lasting = (kind: Kind, object: Wire): Wire => {
  const dropped = new Set([...kind.readOnly.filter((key) => key !== "id"), kind.order?.key, "priority"]);
  return Object.fromEntries(Object.entries(object).filter(([key]) => !dropped.has(key)));
};

/** Live objects of a kind by name, without what the server alone decides. */
export const lastingByName = (kind: Kind, objects: readonly Wire[]): ReadonlyMap<string, Wire> =>
  new Map(objects.map((object) => [String(object[kind.nameKey] ?? object.id), lasting(kind, object)]));
