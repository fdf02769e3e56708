import { type Interval, subtract } from "../../kinds/fields/intervals.ts";
import { intervalsOf, showPorts } from "../../kinds/fields/ports.ts";
import type { Kind } from "../../kinds/kind.ts";
import type { Spec } from "../../model/resource.ts";
import { listText } from "./names.ts";

const most = 3;

const rangesText = (intervals: readonly Interval[]): string => {
  const shown = intervals.slice(0, most).map(showPorts).join(", ");
  return intervals.length > most ? `${shown} and ${intervals.length - most} more` : shown;
};

/** `TCP 443, 8000-8010 and UDP 53`: the ports of one spec that another one lacks; empty where there are none. */
export const portsBeyond = ({ endpoints }: Kind, spec: Spec, other: Spec): string =>
  Object.entries(endpoints?.ports ?? {})
    .flatMap(([protocol, name]) => {
      const ranges = subtract(intervalsOf(spec[name]), intervalsOf(other[name]));
      return ranges.length === 0 ? [] : [`${protocol} ${rangesText(ranges)}`];
    })
    .join(" and ");

/** `erp.acme.example on TCP 443`; empty for an object without hosts. */
export const endpointsText = (kind: Kind, spec: Spec): string => {
  const hosts = kind.endpoints === undefined ? [] : ((spec[kind.endpoints.hosts] ?? []) as readonly string[]);
  if (hosts.length === 0) return "";
  const ports = portsBeyond(kind, spec, {});
  return ports === "" ? listText(hosts) : `${listText(hosts)} on ${ports}`;
};
