import type { Kind } from "../kinds/kind.ts";
import type { LiveObject } from "../model/resource.ts";

/** In which of the kind's orders a rule stands. */
export const domainOf = ({ order, fields }: Kind, { wire }: LiveObject): string => {
  const key = order?.per === undefined ? undefined : fields[order.per]?.wire[0];
  return key === undefined ? "" : String(wire[key]);
};

/** Rules as they are tried, one order after the other; other objects as they are. */
export const inEffectiveOrder = (kind: Kind, objects: readonly LiveObject[]): readonly LiveObject[] => {
  const { order } = kind;
  if (order === undefined) return objects;
  const standing = ({ wire }: LiveObject): number => Number(wire[order.key]);
  return objects.toSorted((a, b) => {
    const [one, other] = [domainOf(kind, a), domainOf(kind, b)];
    return one === other ? standing(a) - standing(b) : one < other ? -1 : 1;
  });
};
