import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";
import type { Unbound } from "../field.ts";
import { type Interval, intersect, isWithin, merge } from "../fields/intervals.ts";
import { showPorts } from "../fields/ports.ts";
import { readNumber, readObjects, readText } from "../fields/shape.ts";
import { base, type Common } from "../fields/text.ts";

type Ports = ReadonlyMap<string, readonly Interval[]>;

/** 0 to 65535. */
const number = "(?:\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
const entry = new RegExp(`^(TCP|UDP)/(${number})(?:-(${number}))?$`);

const portsOf = (value: unknown): Ports => {
  const ports = new Map<string, Interval[]>();
  for (const one of (value ?? []) as readonly string[]) {
    const [, protocol = "", from = "0", to = from] = entry.exec(one) ?? [];
    ports.set(protocol, [...(ports.get(protocol) ?? []), [BigInt(from), BigInt(to)]]);
  }
  return new Map([...ports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([protocol, one]) => [protocol, merge(one)]));
};

const show = (ports: Ports): readonly string[] =>
  [...ports].flatMap(([protocol, intervals]) => intervals.map((one) => `${protocol}/${showPorts(one)}`));

const isInside = (inner: Ports, outer: Ports): boolean =>
  [...inner].every(([protocol, intervals]) => isWithin(intervals, outer.get(protocol) ?? []));

const shared = (a: Ports, b: Ports): Ports =>
  new Map(
    [...a].flatMap(([protocol, intervals]): [string, readonly Interval[]][] => {
      const both = intersect(intervals, b.get(protocol) ?? []);
      return both.length === 0 ? [] : [[protocol, both]];
    }),
  );

/** Ports with their protocol, `TCP/443` or `UDP/8000-8010`; none means any. Ranges are inclusive. [recorded, SDK] */
export const protocolPorts =
  (given: Common): Unbound =>
  (name) => ({
    ...base(name, given),
    schema: z.array(z.string().regex(entry)).meta({ description: given.about, examples: [["TCP/443", "UDP/53"]] }),
    empty: [],
    extent: {
      relate(a, b) {
        const [old, now] = [portsOf(a), portsOf(b)];
        if (old.size === 0 || now.size === 0)
          return old.size === now.size ? "equal" : old.size === 0 ? "narrower" : "wider";
        const [within, around] = [isInside(now, old), isInside(old, now)];
        return within && around ? "equal" : within ? "narrower" : around ? "wider" : "both";
      },
      share(a, b) {
        const [old, now] = [portsOf(a), portsOf(b)];
        if (old.size === 0 || now.size === 0) return show(old.size === 0 ? now : old);
        const both = shared(old, now);
        return both.size === 0 ? undefined : show(both);
      },
      unite(a, b) {
        const [old, now] = [(a ?? []) as readonly string[], (b ?? []) as readonly string[]];
        return old.length === 0 || now.length === 0 ? [] : show(portsOf([...old, ...now]));
      },
    },
    check: (value) =>
      ((value ?? []) as readonly string[]).flatMap((one, index) => {
        const [, , from = "0", to = from] = entry.exec(one) ?? [];
        return Number(from) <= Number(to) ? [] : [{ path: [index], message: `the port range "${one}" goes backwards` }];
      }),
    canonical: (value) => show(portsOf(value)),
    decode: (wire) => {
      const listed = readObjects(wire, given.wire ?? name);
      return listed === undefined ? undefined : show(portsOf(listed.flatMap(rangesIn)));
    },
    encode: (value) => ({
      [given.wire ?? name]: [...portsOf(value)].map(([protocol, intervals]) => ({
        protocol,
        portRanges: intervals.map(([from, to]) => ({ startPort: Number(from), endPort: Number(to) })),
      })),
    }),
  });

const rangesIn = (wire: JsonObject): readonly string[] =>
  (readObjects(wire, "portRanges") ?? []).map(
    (range) => `${readText(wire, "protocol") ?? ""}/${readNumber(range, "startPort")}-${readNumber(range, "endPort")}`,
  );
