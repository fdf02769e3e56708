import fc from "fast-check";
import { expect, test } from "vitest";
import { findings, type Given, namesIn } from "../analysis/given.ts";

/** Each entry with the hosts it answers for, the most specific entries first. Every one is the best for some host. */
const entries = [
  ["x.a", ["x.a"]],
  ["x.y.a", ["x.y.a"]],
  ["*.y.a", ["x.y.a", "new.y.a"]],
  ["*.a", ["x.a", "y.a", "new.a", "x.y.a", "new.y.a"]],
  ["*", ["x.a", "y.a", "new.a", "x.y.a", "new.y.a", "new"]],
  ["10.0.0.1", ["10.0.0.1"]],
  ["10.0.0.0/31", ["10.0.0.0", "10.0.0.1"]],
  ["10.0.0.0/30", ["10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3"]],
] as const;

const hosts = [...new Set(entries.flatMap(([, hosts]) => hosts as readonly string[]))];
const ports = [1, 2, 3];

interface Segment {
  readonly domainNames: readonly string[];
  readonly tcpPorts: readonly number[];
  readonly enabled: boolean;
}

const segments: fc.Arbitrary<readonly Segment[]> = fc.array(
  fc.record({
    domainNames: fc.subarray(
      entries.map(([name]) => name as string),
      { minLength: 1, maxLength: 3 },
    ),
    tcpPorts: fc.subarray(ports, { maxLength: 2 }),
    enabled: fc.constantFrom(true, true, true, false),
  }),
  { minLength: 2, maxLength: 4 },
);

/** Numbers of the enabled segments that hold the host, by entry, the most specific entry first. */
const levels = (list: readonly Segment[], host: string): readonly (readonly number[])[] =>
  entries
    .filter(([, hosts]) => (hosts as readonly string[]).includes(host))
    .map(([name]) =>
      list.flatMap(({ enabled, domainNames }, index) => (enabled && domainNames.includes(name) ? [index] : [])),
    )
    .filter((held) => held.length > 0);

interface Truth {
  /** Two segments that answer alike for a host and port. */
  readonly overlaps: ReadonlySet<string>;
  /** A segment that takes a host, and one that has a port of it that nobody serves now. */
  readonly losses: ReadonlySet<string>;
}

const truthOf = (list: readonly Segment[]): Truth => {
  const [overlaps, losses] = [new Set<string>(), new Set<string>()];
  for (const host of hosts) {
    const [best = [], ...others] = levels(list, host);
    for (const port of ports) {
      const has = (index: number): boolean => list[index]!.tcpPorts.includes(port);
      const serving = best.filter(has);
      for (const one of serving) for (const other of serving) if (one < other) overlaps.add(`${one} ${other}`);
      if (serving.length > 0) continue;
      for (const wide of others.flat().filter(has)) for (const narrow of best) losses.add(`${narrow} ${wide}`);
    }
  }
  return { overlaps, losses };
};

test("overlaps are told exactly, and what a more specific segment loses is", () => {
  const told = { overlaps: 0, losses: 0 };
  fc.assert(
    fc.property(segments, (list) => {
      const found = findings("overlapping-segments", {
        "zpa/application-segment": list.map((segment, index): Given => [`${index}`, { ...segment }]),
      });
      const isOverlap = ({ message }: { readonly message: string }): boolean => message.includes("both answer");
      const overlaps = found.filter(isOverlap).map((one) => namesIn(one).slice(0, 2).join(" "));
      const losses = found.filter((one) => !isOverlap(one)).map((one) => `${namesIn(one)[0]} ${namesIn(one)[2]}`);
      const truth = truthOf(list);
      expect([...overlaps].sort()).toEqual([...truth.overlaps].sort());
      expect(losses.filter((pair) => !truth.losses.has(pair))).toEqual([]);
      expect(losses.length > 0).toBe(truth.losses.size > 0);
      told.overlaps += overlaps.length;
      told.losses += losses.length;
    }),
    { numRuns: 5_000 },
  );
  expect(told.overlaps).toBeGreaterThan(1_000);
  expect(told.losses).toBeGreaterThan(1_000);
});
