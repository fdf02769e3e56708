import type { Kind } from "../kinds/kind.ts";
import type { Check, Finding } from "./finding.ts";
import { type HostEntry, hostEntry, nextWider } from "./hosts.ts";
import { andMore, byKey, collectMeetings, type Meeting } from "./meetings.ts";
import { heldBy, type Policy, type PolicyObject } from "./policy.ts";
import { isSharing, type Ports, portsBeyond, portsOf, portsText, sharedPorts, unitedPorts } from "./ports.ts";
import { switchesIn } from "./switches.ts";

/** A segment that is in use. */
interface Segment {
  readonly object: PolicyObject;
  readonly ports: Ports;
  /** Less specific segments are asked as well. */
  readonly isShared: boolean;
}

/** Where one entry stands in one segment. */
interface Holder {
  readonly segment: Segment;
  readonly written: string;
  readonly path: readonly (string | number)[];
}

/** An entry with the segments that hold it, in their order. */
interface Held {
  readonly entry: HostEntry;
  readonly holders: Holder[];
}

const segmentOf = (object: PolicyObject): Segment => ({
  object,
  ports: portsOf(object),
  isShared: Object.entries(object.kind.endpoints?.shared ?? {}).every(
    ([name, value]) => heldBy(object, object.kind.fields[name]!) === value,
  ),
});

const entriesIn = (kind: Kind, segments: readonly Segment[]): ReadonlyMap<string, Held> => {
  const field = kind.fields[kind.endpoints!.hosts]!;
  const held = new Map<string, Held>();
  for (const segment of segments) {
    for (const [index, written] of (heldBy(segment.object, field) as readonly string[]).entries()) {
      const entry = hostEntry(written);
      const known = held.get(entry.key) ?? { entry, holders: [] };
      held.set(entry.key, known);
      if (known.holders.at(-1)?.segment !== segment) {
        known.holders.push({ segment, written, path: [field.name, index] });
      }
    }
  }
  return byKey(held);
};

const isOurs = (...holders: readonly Holder[]): boolean => holders.some(({ segment }) => segment.object.managed);

/** Segments that are all asked may share a host and its ports: that is what sharing is for. */
const isAmbiguous = ({ segment: one }: Holder, { segment: other }: Holder): boolean =>
  !(one.isShared && other.isShared) && isSharing(one.ports, other.ports);

interface Lost {
  readonly holder: Holder;
  readonly wider: Holder;
  readonly ports: Ports;
}

/** The same entry, and a port in common: nothing says which of the two answers. */
const overlaps = (held: ReadonlyMap<string, Held>): readonly Meeting<Segment, readonly [Holder, Holder]>[] => {
  const found = collectMeetings<Segment, readonly [Holder, Holder]>();
  for (const { holders } of held.values()) {
    for (const [index, later] of holders.entries()) {
      const partners = holders
        .slice(0, index)
        .filter((earlier) => isOurs(earlier, later) && isAmbiguous(earlier, later));
      for (const earlier of partners) found.add(later.segment, earlier.segment, [later, earlier]);
    }
  }
  return found.all();
};

/** A more specific entry takes the host whole, so the ports that only the wider one has are gone for it. */
const losses = (held: ReadonlyMap<string, Held>): readonly Meeting<Segment, Lost>[] => {
  const found = collectMeetings<Segment, Lost>();
  for (const [key, wider] of nextWider([...held.values()].map(({ entry }) => entry))) {
    const { holders } = held.get(key)!;
    if (holders.some(({ segment }) => segment.isShared)) continue;
    const served = unitedPorts(holders.map(({ segment }) => segment.ports));
    const holder = holders.findLast((one) => isOurs(one)) ?? holders.at(-1)!;
    for (const around of held.get(wider)!.holders) {
      const ports = portsBeyond(around.segment.ports, served);
      if (ports.size > 0 && isOurs(holder, around)) {
        found.add(holder.segment, around.segment, { holder, wider: around, ports });
      }
    }
  }
  return found.all();
};

const overlapFinding = ({ first: [later, earlier], more }: Meeting<Segment, readonly [Holder, Holder]>): Finding => {
  const [one, other] = [earlier.segment.object, later.segment.object];
  return {
    message: `"${one.name}" and "${other.name}" both answer for "${later.written}"${andMore(more)} on ${portsText(sharedPorts(earlier.segment.ports, later.segment.ports))}`,
    hint: `keep the host in one of the two, or give each its own ports`,
    places: [
      { object: other, path: later.path },
      { object: one, path: earlier.path },
    ],
  };
};

const lossFinding = ({ first: { holder, wider, ports }, more }: Meeting<Segment, Lost>): Finding => {
  const [narrow, wide] = [holder.segment.object, wider.segment.object];
  return {
    message: `"${narrow.name}" takes "${holder.written}"${andMore(more)} from "${wide.name}" ("${wider.written}") and lacks ${portsText(ports)}, so nothing answers there`,
    hint: `add the ports to "${narrow.name}", or take them out of "${wide.name}", if nobody should reach them`,
    places: [
      { object: narrow, path: holder.path },
      { object: wide, path: wider.path },
    ],
  };
};

const findIn = (kind: Kind, segments: readonly Segment[]): readonly Finding[] => {
  const held = entriesIn(kind, segments);
  return [...overlaps(held).map(overlapFinding), ...losses(held).map(lossFinding)];
};

/**
 * Segments that answer for the same host. A wildcard and a name below it may stand side by side: the more specific one
 * counts. It counts alone, though, also on ports it does not have. [vendor help]
 */
export const overlappingSegments: Check = {
  code: "overlapping-segments",
  find(policy: Policy) {
    const { offBy } = switchesIn(policy);
    return [...policy].flatMap(([kind, objects]) =>
      kind.endpoints === undefined
        ? []
        : findIn(kind, objects.filter((object) => offBy(object) === undefined).map(segmentOf)),
    );
  },
};
