import { type Interval, intersect, subtract } from "../kinds/fields/intervals.ts";
import { intervalsOf, showPorts } from "../kinds/fields/ports.ts";
import { heldBy, type PolicyObject } from "./policy.ts";

/** Ports by protocol. */
export type Ports = ReadonlyMap<string, readonly Interval[]>;

export const portsOf = (object: PolicyObject): Ports =>
  new Map(
    Object.entries(object.kind.endpoints?.ports ?? {}).map(([protocol, name]) => [
      protocol,
      intervalsOf(heldBy(object, object.kind.fields[name]!)),
    ]),
  );

const both = (
  a: Ports,
  b: Ports,
  combine: (one: readonly Interval[], other: readonly Interval[]) => readonly Interval[],
): Ports =>
  new Map(
    [...a].flatMap(([protocol, one]) => {
      const left = combine(one, b.get(protocol) ?? []);
      return left.length === 0 ? [] : [[protocol, left] as const];
    }),
  );

/** Ports that both have, without protocols in which they share none. */
export const sharedPorts = (a: Ports, b: Ports): Ports => both(a, b, intersect);
/** Ports that only the first has, without protocols in which it has none. */
export const portsBeyond = (a: Ports, b: Ports): Ports => both(a, b, subtract);

/** Ports that any has. */
export const unitedPorts = (ports: readonly Ports[]): Ports => {
  const all = new Map<string, readonly Interval[]>();
  for (const one of ports) {
    for (const [protocol, own] of one) all.set(protocol, [...(all.get(protocol) ?? []), ...own]);
  }
  return all;
};

/** A quick look before the exact one: pairs are compared by the million. */
export const isSharing = (a: Ports, b: Ports): boolean =>
  [...a].some(([protocol, own]) =>
    own.some(([from, to]) => (b.get(protocol) ?? []).some(([start, end]) => start <= to && from <= end)),
  );

const few = 5;

/** `TCP 443, 8000-8010 and UDP 53` */
export const portsText = (ports: Ports): string =>
  [...ports]
    .map(([protocol, intervals]) => {
      const shown = intervals.slice(0, few).map(showPorts).join(", ");
      return `${protocol} ${shown}${intervals.length > few ? " and others" : ""}`;
    })
    .join(" and ");
