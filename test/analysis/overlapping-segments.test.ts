import { describe, expect, test } from "vitest";
import { findings, type Given, namesIn } from "./given.ts";

type Segment = Readonly<Record<string, unknown>>;

const between = (one: Segment, other: Segment) =>
  findings("overlapping-segments", {
    "zpa/application-segment": [
      ["One", { enabled: true, ...one }],
      ["Other", { enabled: true, ...other }],
    ],
  });

const host = (name: string, tcpPorts: readonly unknown[] = [443]): Segment => ({ domainNames: [name], tcpPorts });

describe("two segments that answer for one host and port overlap", () => {
  test.each<[string, Segment, Segment]>([
    ["the same name", host("erp.acme.example"), host("ERP.acme.example ")],
    [
      "one name of many",
      { domainNames: ["a.x", "b.x"], tcpPorts: [1] },
      { domainNames: ["c.x", "b.x"], tcpPorts: [1] },
    ],
    ["the same wildcard", host("*.acme.example"), host("*.acme.example")],
    ["the same wildcard in both forms", host("*.acme.example"), host(".acme.example")],
    ["the lone wildcard", host("*"), host("*")],
    ["the same address", host("10.0.0.1"), host("10.0.0.1/32")],
    ["the same block", host("10.0.0.0/8"), host("10.1.2.3/8")],
    ["a port within a range", host("erp.x", ["8000-8010"]), host("erp.x", [22, 8005])],
    ["ranges that touch in one port", host("erp.x", ["1-80"]), host("erp.x", ["80-90"])],
    ["UDP", { domainNames: ["erp.x"], udpPorts: [53] }, { domainNames: ["erp.x"], udpPorts: ["1-100"] }],
    ["unequal match styles", { ...host("erp.x"), matchStyle: "INCLUSIVE" }, host("erp.x")],
  ])("%s", (_, one, other) => {
    const found = between(one, other);
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining("both answer")]);
    expect(namesIn(found[0]!).slice(0, 2)).toEqual(["One", "Other"]);
    expect(found[0]?.source?.line).toBe(2);
  });
});

describe("a more specific segment takes the host, with all ports it lacks", () => {
  test.each<[string, Segment, Segment, string]>([
    ["a name below a wildcard", host("erp.acme.example"), host("*.acme.example", [22, 443]), "TCP 22,"],
    ["far below it", host("a.b.c.acme.example"), host(".acme.example", ["1-65535"]), "TCP 1-442, 444-65535,"],
    ["a narrower wildcard", host("*.eu.acme.example"), host("*.acme.example", [80]), "TCP 80,"],
    ["a name below all there is", host("erp"), host("*", [80]), "TCP 80,"],
    ["an address in a block", host("10.1.2.3"), host("10.0.0.0/8", [22]), "TCP 22,"],
    ["a block in a block", host("10.1.0.0/16"), host("10.0.0.0/8", [22, 443]), "TCP 22,"],
    ["another protocol", host("erp.x"), { domainNames: ["*.x"], tcpPorts: [443], udpPorts: [53] }, "UDP 53,"],
    ["no port of its own", { domainNames: ["erp.x"] }, host("*.x"), "TCP 443,"],
  ])("%s", (_, narrow, wide, lost) => {
    const found = between(narrow, wide);
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(`lacks ${lost}`)]);
    expect([namesIn(found[0]!)[0], namesIn(found[0]!)[2]]).toEqual(["One", "Other"]);
  });
});

describe("segments stand side by side", () => {
  test.each<[string, Segment, Segment]>([
    ["with other hosts", host("a.x"), host("b.x")],
    ["with other ports of one host", host("a.x", [22, "80-90"]), host("a.x", [79, 91])],
    ["with other protocols", host("a.x", [53]), { domainNames: ["a.x"], udpPorts: [53] }],
    ["when the specific one has all ports of the wildcard", host("a.x", ["1-1000"]), host("*.x", [443])],
    ["when only the specific one has a port", host("a.x", [22, 443]), host("*.x", [443])],
    ["when the wildcard leaves its own name out", host("x.example"), host("*.x.example", [22])],
    ["when a name only ends like the wildcard", host("ax.example"), host("*.x.example", [22])],
    ["when an address only begins like the block", host("10.1.2.3"), host("10.1.3.0/24", [22])],
    [
      "when all that match are asked",
      { ...host("a.x"), matchStyle: "INCLUSIVE" },
      { ...host("a.x"), matchStyle: "INCLUSIVE" },
    ],
    [
      "when the specific one lets others be asked",
      { ...host("a.x"), matchStyle: "INCLUSIVE" },
      { ...host("*.x", [22]), matchStyle: "INCLUSIVE" },
    ],
    ["when one is switched off", { ...host("a.x"), enabled: false }, host("a.x")],
  ])("%s", (_, one, other) => {
    expect(between(one, other)).toEqual([]);
  });

  test("when the group of one is switched off", () => {
    const given: Readonly<Record<string, readonly Given[]>> = {
      "zpa/segment-group": [["Old", { enabled: false }]],
      "zpa/application-segment": [
        ["One", { ...host("a.x"), segmentGroup: "old" }],
        ["Other", host("a.x")],
      ],
    };
    expect(findings("overlapping-segments", given)).toEqual([]);
  });

  test("when two specific ones have the ports of the wildcard between them", () => {
    const segments: readonly Given[] = [
      ["Web", host("a.x", [443])],
      ["Shell", host("a.x", [22])],
      ["All", host("*.x", [22, 443])],
    ];
    expect(findings("overlapping-segments", { "zpa/application-segment": segments })).toEqual([]);
  });
});

test("a segment that lists a host twice does not overlap itself", () => {
  const segments: readonly Given[] = [["One", { domainNames: ["a.x", "A.x"], tcpPorts: [443] }]];
  expect(findings("overlapping-segments", { "zpa/application-segment": segments })).toEqual([]);
});

test("only the nearest wildcard loses the host: the farther one had lost it already", () => {
  const segments: readonly Given[] = [
    ["Name", host("a.b.x", [1])],
    ["Near", host("*.b.x", [1, 2])],
    ["Far", host("*.x", [1, 2, 3])],
  ];
  const found = findings("overlapping-segments", { "zpa/application-segment": segments });
  expect(found.map((one) => [namesIn(one)[0], namesIn(one)[2]])).toEqual([
    ["Near", "Far"],
    ["Name", "Near"],
  ]);
});

test("two segments that meet in many hosts are one finding at the first of them", () => {
  const segments = ["One", "Other"].map((name): Given => [name, { domainNames: ["a.x", "b.x", "c.x"], tcpPorts: [1] }]);
  const [found, ...others] = findings("overlapping-segments", { "zpa/application-segment": segments });
  expect(others).toEqual([]);
  expect(found?.message).toContain('"a.x" and 2 more');
  expect(found?.source).toMatchObject({ file: "domainNames.0", line: 2 });
});

test("a finding needs one declared segment, and is told there", () => {
  const lines = (one: boolean, other: boolean, third: Segment) =>
    findings("overlapping-segments", {
      "zpa/application-segment": [
        ["One", host("a.x"), { managed: one }],
        ["Other", third, { managed: other }],
      ],
    }).map(({ source }) => source?.line);
  for (const third of [host("a.x"), host("*.x", [1])]) {
    expect(lines(false, false, third)).toEqual([]);
    expect(lines(true, false, third)).toEqual([1]);
    expect(lines(false, true, third)).toEqual([2]);
  }
});

describe("a large tenant", () => {
  const segments = (amount: number, nameOf: (index: number) => readonly string[], portOf: (index: number) => unknown) =>
    Array.from(
      { length: amount },
      (_, index): Given => [
        `Segment ${index}`,
        { enabled: true, domainNames: nameOf(index), tcpPorts: [portOf(index), "8000-8010", 9443] },
      ],
    );

  test("one overlapping pair among 2,000 segments is found, both named", () => {
    const names = (index: number) => Array.from({ length: 5 }, (_, at) => `host-${at}.app-${index}.acme.example`);
    const all = [...segments(1999, names, () => 443), ["Late", host("host-3.app-700.acme.example", [8010])] as Given];
    const found = findings("overlapping-segments", { "zpa/application-segment": all });
    expect(
      found.filter(({ message }) => message.includes("both answer")).map((one) => namesIn(one).slice(0, 2)),
    ).toEqual([["Segment 700", "Late"]]);
  });

  test("2,000 segments of one host are told with few partners each", () => {
    const found = findings("overlapping-segments", {
      "zpa/application-segment": segments(
        2000,
        () => ["*.acme.example"],
        (index) => index + 10_000,
      ),
    });
    expect(found).toHaveLength(3 * 1997 + 1 + 2);
  });
});
