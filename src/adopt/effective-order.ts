import type { Kind } from "../kinds/kind.ts";
import { domainOfLive } from "../kinds/live-domain.ts";
import type { LiveObject } from "../model/resource.ts";

/** Rules as they are tried, one order after the other; other objects as they are. */
export const inEffectiveOrder = (kind: Kind, objects: readonly LiveObject[]): readonly LiveObject[] => {
  const { order } = kind;
  if (order === undefined) return objects;
  return objects
    .map((live) => ({ live, domain: domainOfLive(kind, live), standing: Number(live.wire[order.key]) }))
    .sort((a, b) => (a.domain === b.domain ? a.standing - b.standing : a.domain < b.domain ? -1 : 1))
    .map(({ live }) => live);
};
