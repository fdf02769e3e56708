import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Field, ShapeError } from "../../src/kinds/field.ts";
import { addresses, parseAddress } from "../../src/kinds/fields/addresses.ts";
import { clock, timeOfDay } from "../../src/kinds/fields/clock.ts";
import { coordinates } from "../../src/kinds/fields/coordinates.ts";
import { decimal } from "../../src/kinds/fields/decimal.ts";
import { expression } from "../../src/kinds/fields/expression.ts";
import { combine, flagExtent, invert, setExtent } from "../../src/kinds/fields/extent.ts";
import { numbers, texts, words } from "../../src/kinds/fields/list.ts";
import { portRanges, ports } from "../../src/kinds/fields/ports.ts";
import { rate } from "../../src/kinds/fields/quantity.ts";
import { records } from "../../src/kinds/fields/records.ts";
import { ref, refs } from "../../src/kinds/fields/references.ts";
import { flag, oneOf, word } from "../../src/kinds/fields/text.ts";
import { timeout } from "../../src/kinds/fields/timeout.ts";
import { within } from "../../src/kinds/fields/within.ts";
import { credentialForm } from "../../src/kinds/zia/credential-form.ts";
import { tagFilters } from "../../src/kinds/zms/tag-filters.ts";
import type { JsonObject } from "../../src/model/json.ts";

const nameOf = (_: string, id: string): string => `name ${id}`;
const idOf = (_: string, name: string, within: readonly string[] = []): string => ["id", ...within, name].join(" ");

describe("ports", () => {
  const field = ports({ about: "", role: "content", flat: "tcpPortRanges", objects: "tcpPortRange" })("tcpPorts");

  test.each<[string, readonly unknown[], readonly string[], readonly string[]]>([
    ["a single port stands twice on the wire", [443], ["443"], ["443", "443"]],
    ["a range", ["8000-8010"], ["8000-8010"], ["8000", "8010"]],
    ["sorted by number, not by text", [9000, 80], ["80", "9000"], ["80", "80", "9000", "9000"]],
    ["overlapping ranges join", ["80-90", "85-100"], ["80-100"], ["80", "100"]],
    ["touching ranges join", ["80-82", 83, "84-85"], ["80-85"], ["80", "85"]],
    ["a port within a range vanishes", ["1-1024", 443], ["1-1024"], ["1", "1024"]],
    ["none", [], [], []],
  ])("%s", (_, author, shown, flat) => {
    expect(field.encode(author, idOf)).toEqual({ tcpPortRanges: flat, tcpPortRange: [] });
    expect(field.decode({ tcpPortRanges: flat }, nameOf)).toEqual(flat.length === 0 ? undefined : shown);
    expect(field.canonical(author)).toEqual(shown);
  });

  test("the object form reads the same, and a write empties it", () => {
    const wire = { tcpPortRanges: [], tcpPortRange: [{ from: "80", to: "82" }] };
    expect(field.decode(wire, nameOf)).toEqual(["80-82"]);
    expect(field.carry!(wire)).toEqual({ tcpPortRanges: ["80", "82"], tcpPortRange: [] });
  });

  test.each<[string, JsonObject, string]>([
    ["an odd number of entries", { tcpPortRanges: ["80"] }, "tcpPortRanges"],
    ["a port that is no number", { tcpPortRanges: ["80", "x"] }, "tcpPortRanges"],
    ["an object without an end", { tcpPortRange: [{ from: "80" }] }, "tcpPortRange[0]"],
  ])("%s is a read error with its path", (_, wire, path) => {
    expect(() => field.decode(wire, nameOf)).toThrow(ShapeError);
    expect(() => field.decode(wire, nameOf)).toThrow(path);
  });

  test.each<[string, readonly unknown[], readonly unknown[], string, unknown, unknown]>([
    ["a part of a range is narrower", ["1-100"], [50], "narrower", ["50"], ["1-100"]],
    ["one port more is wider", [80], [80, 443], "wider", ["80"], ["80", "443"]],
    ["a shifted range is both", ["1-10"], ["5-20"], "both", ["5-10"], ["1-20"]],
    ["two others share nothing", [80], [443], "both", undefined, ["80", "443"]],
    ["none is nothing, not any", [80], [], "narrower", undefined, ["80"]],
    ["the same in other words", ["1-3"], [1, "2-3"], "equal", ["1-3"], ["1-3"]],
  ])("%s", (_, a, b, relation, shared, united) => {
    expect(field.extent!.relate(a, b)).toBe(relation);
    expect(field.extent!.share(a, b)).toEqual(shared);
    expect(field.extent!.unite(a, b)).toEqual(united);
  });
});

describe("port ranges of a service", () => {
  const field = portRanges({ about: "", role: "content" })("destTcpPorts");

  test.each<[string, readonly unknown[], readonly string[], JsonObject[]]>([
    ["a single port has no end", [443], ["443"], [{ start: 443 }]],
    ["a range has both", ["8000-8010"], ["8000-8010"], [{ start: 8000, end: 8010 }]],
    ["sorted, touching ones joined", [9000, 80, 81], ["80-81", "9000"], [{ start: 80, end: 81 }, { start: 9000 }]],
    ["none", [], [], []],
  ])("%s", (_, author, shown, objects) => {
    expect(field.encode(author, idOf)).toEqual({ destTcpPorts: objects });
    expect(field.decode({ destTcpPorts: objects }, nameOf)).toEqual(shown);
    expect(field.canonical(author)).toEqual(shown);
  });

  test("a single port may stand twice, and numbers may come as texts", () => {
    expect(
      field.decode(
        {
          destTcpPorts: [
            { start: 22, end: 22 },
            { start: "80", end: "82" },
          ],
        },
        nameOf,
      ),
    ).toEqual(["22", "80-82"]);
  });

  test("a range without a start is a read error with its path", () => {
    expect(() => field.decode({ destTcpPorts: [{ start: 1 }, { end: 3 }] }, nameOf)).toThrow("destTcpPorts[1]");
  });
});

describe("addresses", () => {
  const match = addresses({ about: "", role: "match" })("srcIps");
  const content = addresses({ about: "", role: "content" })("ipRanges");

  test.each<[string, string, string, string]>([
    ["an IPv4 address", "10.0.0.1", "10.0.0.1", "10.0.0.1"],
    ["a block", "10.0.0.0/30", "10.0.0.0", "10.0.0.3"],
    ["a block by any of its addresses", "10.0.0.2/30", "10.0.0.0", "10.0.0.3"],
    ["everything", "0.0.0.0/0", "0.0.0.0", "255.255.255.255"],
    ["a range", "10.0.0.5-10.0.1.7", "10.0.0.5", "10.0.1.7"],
    ["a range with blanks", "10.0.0.5 - 10.0.0.7", "10.0.0.5", "10.0.0.7"],
    ["an IPv6 block", "2001:db8::/127", "2001:db8::", "2001:db8::1"],
    ["a short IPv6 address", "::1", "0:0:0:0:0:0:0:1", "::1"],
  ])("%s is an interval", (_, text, from, to) => {
    expect(parseAddress(text)).toEqual([parseAddress(from)![0], parseAddress(to)![0]]);
  });

  test.each(["acme.example", "*.acme.example", "10.0.0.0/33", "10.0.0.9-10.0.0.1", "10.0.0", "10.0.0.1-::1", ""])(
    "%j is no address",
    (text) => {
      expect(parseAddress(text)).toBeUndefined();
    },
  );

  test("IPv4 and IPv6 never meet on the number line", () => {
    const [v4, v6] = [parseAddress("255.255.255.255")!, parseAddress("::")!];
    expect(v6[0]).toBeGreaterThan(v4[1] + 1n);
  });

  test.each<[string, Field, readonly string[], readonly string[], string, unknown, unknown]>([
    [
      "one address out of a block is narrower",
      match,
      ["10.0.0.0/24"],
      ["10.0.0.7"],
      "narrower",
      ["10.0.0.7"],
      ["10.0.0.0/24", "10.0.0.7"],
    ],
    ["no criterion is any", match, [], ["10.0.0.7"], "narrower", ["10.0.0.7"], []],
    ["no content is nothing", content, [], ["10.0.0.7"], "wider", undefined, ["10.0.0.7"]],
    [
      "blocks apart share nothing",
      content,
      ["10.0.0.0/24"],
      ["10.1.0.0/24"],
      "both",
      undefined,
      ["10.0.0.0/24", "10.1.0.0/24"],
    ],
    [
      "what both hold whole is shared",
      content,
      ["10.0.0.0/24", "a.example"],
      ["10.0.0.0/25", "b.example"],
      "both",
      ["10.0.0.0/25"],
      ["10.0.0.0/24", "a.example", "10.0.0.0/25", "b.example"],
    ],
    [
      "an overlap nobody wrote is not made up",
      content,
      ["10.0.0.0-10.0.0.9"],
      ["10.0.0.5-10.0.0.20"],
      "both",
      undefined,
      ["10.0.0.0-10.0.0.9", "10.0.0.5-10.0.0.20"],
    ],
    [
      "host names are entries of their own, without case",
      match,
      ["A.example"],
      ["a.example", "b.example"],
      "wider",
      ["a.example", "A.example"],
      ["A.example", "a.example", "b.example"],
    ],
  ])("%s", (_, field, a, b, relation, shared, united) => {
    expect(field.extent!.relate(a, b)).toBe(relation);
    expect(field.extent!.share(a, b)).toEqual(shared);
    expect(field.extent!.unite(a, b)).toEqual(united);
  });
});

test("a list of addresses alone takes no host name, and says where one stands", () => {
  const numeric = addresses({ about: "", role: "content", numeric: true })("ipAddresses");
  expect(numeric.check!(["10.0.0.1", " 10.0.0.0/24", "10.0.0.5 - 10.0.0.7", "2001:db8::/32"])).toEqual([]);
  expect(numeric.check!(["10.0.0.1", "dns.acme.example", "10.0.0.9-10.0.0.1"])).toEqual([
    { path: [1], message: `"dns.acme.example" is no IP address, CIDR block or range` },
    { path: [2], message: `"10.0.0.9-10.0.0.1" is no IP address, CIDR block or range` },
  ]);
});

describe("times of the day", () => {
  const field = clock({ about: "" })("startTime");

  test.each([
    ["00:00", 0],
    ["08:05", 485],
    ["23:59", 1439],
  ])("%s is minute %i, and midnight is not the same as nothing", (author, minutes) => {
    expect(field.encode(author, idOf)).toEqual({ startTime: minutes });
    expect(field.decode({ startTime: minutes }, nameOf)).toBe(author);
    expect(field.canonical(author)).not.toEqual(field.canonical(undefined));
  });

  test.each(["8:05", "24:00", "12:60", "0800"])("%s is none", (author) => {
    expect(field.schema.safeParse(author).success).toBe(false);
  });

  test("a minute that no day has is a read error", () => {
    expect(() => field.decode({ startTime: 1440 }, nameOf)).toThrow(ShapeError);
  });
});

test("a word for all is the same as all, and wider than any of them", () => {
  const days = words(["EVERYDAY", "SAT", "SUN"], { about: "", role: "content", whole: "EVERYDAY" })("days");
  expect(days.canonical(["EVERYDAY"])).toEqual(days.canonical(["SUN", "SAT"]));
  expect(days.extent!.relate(["EVERYDAY"], ["SAT"])).toBe("narrower");
  expect(days.encode(["EVERYDAY"], idOf)).toEqual({ days: ["EVERYDAY"] });
});

test("a rate is kilobits on the wire, and in the largest unit that fits for people", () => {
  const field = rate({ about: "" })("upBandwidth");
  expect(field.encode("50Mbps", idOf)).toEqual({ upBandwidth: 50_000 });
  expect(field.decode({ upBandwidth: 1500 }, nameOf)).toBe("1500kbps");
  expect(field.canonical("1Gbps")).toEqual(field.canonical("1000Mbps"));
});

test("numbers are a set, and may come as texts", () => {
  const field = numbers({ about: "", min: 1, max: 65535 })("ports");
  expect(field.decode({ ports: [8080, "9443"] }, nameOf)).toEqual([8080, 9443]);
  expect(field.canonical([9443, 80, 9443])).toEqual([80, 9443]);
  expect(() => field.decode({ ports: [80, "x"] }, nameOf)).toThrow("ports[1]");
});

test("a word of too many to list falls back to its own nothing", () => {
  const field = word({ about: "", otherwise: "NONE", like: "GERMANY" })("country");
  expect(field.encode(null, idOf)).toEqual({ country: "NONE" });
  expect(field.canonical(undefined)).toBe(field.canonical("NONE"));
  expect(["GERMANY", "Germany", ""].map((one) => field.schema.safeParse(one).success)).toEqual([true, false, false]);
});

describe("references in other forms", () => {
  test("an address stands for itself", () => {
    const field = refs("zia/static-ip", { about: "", form: "name" })("ipAddresses");
    expect(field.encode(["192.0.2.1"], () => "7")).toEqual({ ipAddresses: ["192.0.2.1"] });
    expect(field.decode({ ipAddresses: ["192.0.2.1"] }, (_, __, given) => given ?? "?")).toEqual(["192.0.2.1"]);
  });

  test.each<[string, JsonObject, JsonObject]>([
    ["a@x.example", { id: 7, type: "UFQDN", fqdn: "a@x.example", comments: "x" }, { id: 7, type: "UFQDN" }],
    ["192.0.2.1", { id: 7, type: "IP", ipAddress: "192.0.2.1" }, { id: 7, type: "IP", ipAddress: "192.0.2.1" }],
  ])("the credential %s is written with its type, and never with its notes", (name, read, written) => {
    const field = refs("zia/vpn-credential", { about: "", form: credentialForm })("vpnCredentials");
    expect(field.decode({ vpnCredentials: [read] }, (_, __, given) => given ?? "?")).toEqual([name]);
    expect(field.encode([name], () => "7")).toEqual({ vpnCredentials: [written] });
    expect(field.carry!({ vpnCredentials: [read] })).toEqual({ vpnCredentials: [written] });
  });
});

describe("coordinates", () => {
  const field = coordinates({ about: "" })("geoOverride");
  const wichita = { latitude: 37.6326, longitude: -97.5 };

  test("a place is a flag and two numbers on the wire, none is the flag alone", () => {
    expect(field.encode(wichita, idOf)).toEqual({ geoOverride: true, ...wichita });
    expect(field.encode(null, idOf)).toEqual({ geoOverride: false, latitude: undefined, longitude: undefined });
  });

  test("the cut-off last digit is no change, the sixth one is", () => {
    expect(field.decode({ geoOverride: true, latitude: 37.6325999, longitude: -97.5000001 }, nameOf)).toEqual(wichita);
    expect(field.canonical({ ...wichita, latitude: 37.632601 })).not.toEqual(field.canonical(wichita));
  });

  test("what the service worked out itself is nobody's setting", () => {
    expect(field.decode({ geoOverride: false, ...wichita }, nameOf)).toBeUndefined();
  });
});

describe("sets", () => {
  const criterion = words(["ANY", "A", "B", "C"], { about: "", role: "match", any: ["ANY"], all: true })("levels");
  const list = texts({ about: "", role: "content" })("keywords");
  const word = oneOf(["A", "B"], { about: "", role: "match" })("type");
  const categories = refs("zia/url-category", { about: "", form: "bare", role: "match", any: ["ANY"] })(
    "urlCategories",
  );

  test.each<[string, Field, readonly string[] | null, readonly string[] | null, string, unknown, unknown]>([
    ["criteria: any to one is narrower", criterion, [], ["A"], "narrower", ["A"], []],
    ["criteria: one to any is wider", criterion, ["A"], ["ANY"], "wider", ["A"], []],
    ["criteria: all together are any", criterion, ["A", "B", "C"], [], "equal", [], []],
    ["criteria: any among others is any", criterion, ["A"], ["A", "ANY"], "wider", ["A"], []],
    ["criteria: one for another is both", criterion, ["A"], ["B"], "both", undefined, ["A", "B"]],
    ["criteria: a part stays", criterion, ["A", "B"], ["B", "C"], "both", ["B"], ["A", "B", "C"]],
    ["criteria: null is any", criterion, ["A"], null, "wider", ["A"], []],
    ["contents: none is nothing", list, [], ["x"], "wider", undefined, ["x"]],
    ["contents: all gone is narrower", list, ["x"], [], "narrower", undefined, ["x"]],
    ["contents: a part stays", list, ["x", "y"], ["y", "z"], "both", ["y"], ["x", "y", "z"]],
    [
      "references: names without case",
      categories,
      ["Partner sites"],
      ["partner SITES"],
      "equal",
      ["partner SITES"],
      ["partner SITES"],
    ],
    [
      "references: a predefined id is not a name in capitals",
      categories,
      ["FINANCE"],
      ["Finance"],
      "both",
      undefined,
      ["FINANCE", "Finance"],
    ],
    ["references: any among others is any", categories, ["FINANCE"], ["FINANCE", "ANY"], "wider", ["FINANCE"], []],
  ])("%s", (_, field, a, b, relation, shared, united) => {
    expect(field.extent!.relate(a, b)).toBe(relation);
    expect(field.extent!.share(a, b)).toEqual(shared);
    expect(field.extent!.unite(a, b)).toEqual(united);
  });

  test.each<[string, string, string, string, unknown, unknown]>([
    ["one for another is both", "A", "B", "both", undefined, ""],
    ["any to one is narrower", "", "A", "narrower", "A", ""],
    ["one to any is wider", "A", "", "wider", "A", ""],
    ["left alone is equal", "A", "A", "equal", "A", "A"],
  ])("a word: %s", (_, a, b, relation, shared, united) => {
    expect(word.extent!.relate(a, b)).toBe(relation);
    expect(word.extent!.share(a, b)).toBe(shared);
    expect(word.extent!.unite(a, b)).toBe(united);
  });

  test("of two words a flow has one, unless one of them is any", () => {
    expect([word.extent!.apart!("A", "B"), word.extent!.apart!("A", "A"), word.extent!.apart!("A", "")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test.each<[string, boolean | undefined, boolean, string, boolean, boolean]>([
    ["switched on is wider", false, true, "wider", false, true],
    ["switched off is narrower", true, false, "narrower", false, true],
    ["left alone is equal", true, true, "equal", true, true],
  ])("a flag %s", (_, a, b, relation, shared, united) => {
    expect(flagExtent.relate(a, b)).toBe(relation);
    expect(flagExtent.share(a, b)).toBe(shared);
    expect(flagExtent.unite(a, b)).toBe(united);
  });

  test("relations combine: one way stays, two ways are both", () => {
    expect(combine([])).toBe("equal");
    expect(combine(["equal", "wider", "equal", "wider"])).toBe("wider");
    expect(combine(["narrower", "wider"])).toBe("both");
    expect(combine(["wider", "both"])).toBe("both");
    expect((["equal", "narrower", "wider", "both"] as const).map(invert)).toEqual([
      "equal",
      "wider",
      "narrower",
      "both",
    ]);
  });

  test("an extent keeps the author's order of what is new", () => {
    const extent = setExtent("nothing", (value) => new Map((value as string[]).map((entry) => [entry, entry])));
    expect(extent.unite(["b", "a"], ["c", "a"])).toEqual(["b", "a", "c"]);
    expect(extent.share(["b", "a"], ["a", "b"])).toEqual(["a", "b"]);
  });
});

describe("mappings", () => {
  const field = records({
    about: "",
    role: "effect",
    loosens: "removals",
    keys: { how: z.string(), what: z.string() },
  })("phrases");
  const [one, two] = [
    { how: "ALL", what: "a" },
    { how: "ALL", what: "b" },
  ];

  test("are a set: neither order nor doubles count, every key does", () => {
    expect(field.canonical([one, two])).toEqual(field.canonical([two, one, one]));
    expect(field.canonical([one])).not.toEqual(field.canonical([{ ...one, how: "UNIQUE" }]));
    expect(field.canonical(null)).toEqual([]);
  });

  test("are read without keys of the service's own, and written as they are", () => {
    expect(field.decode({ phrases: [{ ...one, id: 4 }] }, nameOf)).toEqual([one]);
    expect(field.decode({}, nameOf)).toBeUndefined();
    expect(field.encode([one], idOf)).toEqual({ phrases: [one] });
    expect(field.encode(null, idOf)).toEqual({ phrases: [] });
    expect(() => field.decode({ phrases: ["a"] }, nameOf)).toThrow(ShapeError);
  });

  test("have something in common, and a sum", () => {
    expect(field.extent?.share([one, two], [two])).toEqual([two]);
    expect(field.extent?.unite([one], [two])).toEqual([one, two]);
  });
});

describe("a formula over objects", () => {
  const field = expression("zia/dlp-dictionary", { about: "", role: "effect", prefix: "D" })("formula");

  test.each<[string, string, string]>([
    ["one name", '("name 63".S > 1)', "(D63.S > 1)"],
    ["several", '("name 60".S > 0 AND "name 62".S > 5)', "(D60.S > 0 AND D62.S > 5)"],
    ["none", "(TRUE)", "(TRUE)"],
  ])("%s", (_, author, wire) => {
    expect(field.decode({ formula: wire }, nameOf)).toBe(author);
    expect(field.encode(author, (_kind, name) => name.replace("name ", ""))).toEqual({ formula: wire });
    expect(field.check?.(author)).toEqual([]);
  });

  test("a name may hold quotes, backslashes and what looks like an id", () => {
    const name = 'D9 "a" \\ b';
    const author = `(${JSON.stringify(name)}.S > 1)`;
    expect(field.decode({ formula: "(D7.S > 1)" }, () => name)).toBe(author);
    expect(field.references(author)).toEqual([{ kind: "zia/dlp-dictionary", name, within: [], path: [] }]);
    expect(field.encode(author, () => "7")).toEqual({ formula: "(D7.S > 1)" });
    expect(field.check?.(author)).toEqual([]);
  });

  test("blanks and the case of names do not count, everything else does", () => {
    expect(field.canonical('("A".S  > 1)\n')).toBe(field.canonical('("a".S > 1)'));
    expect(field.canonical('("A".S > 1)')).not.toBe(field.canonical('("A".S > 2)'));
    expect(field.canonical('("A".S > 1 AND "B".S > 1)')).not.toBe(field.canonical('("B".S > 1 AND "A".S > 1)'));
  });

  test.each([["(D63.S > 1)"], ['("a".S > 1 OR D1.S > 0)'], ['("a.S > 1)'], ['("\\x".S > 1)']])(
    "%s is refused",
    (author) => {
      expect(field.check?.(author).length).toBeGreaterThan(0);
    },
  );
});

describe("tag filters of a group", () => {
  const field = tagFilters({ about: "", role: "content" })("tagFilters");
  const filter = (tag: string, ...values: readonly string[]) => ({ namespace: "AWS", tag, values });

  test("names stand in YAML, ids on the wire, values below their tag and namespace", () => {
    expect(field.encode([filter("env", "prod", "test")], idOf)).toEqual({
      tagFilters: [{ namespaceId: "id AWS", tagId: "id AWS env", tagValueIds: ["id AWS env prod", "id AWS env test"] }],
    });
    expect(field.decode({ tagFilters: [{ namespaceId: "1", tagId: "2", tagValueIds: ["4", "3"] }] }, nameOf)).toEqual([
      { namespace: "name 1", tag: "name 2", values: ["name 3", "name 4"] },
    ]);
  });

  test("references go down the levels", () => {
    expect(field.references([filter("env", "prod")])).toEqual([
      { kind: "zms/tag-namespace", name: "AWS", within: [], path: [0, "namespace"] },
      { kind: "zms/tag-key", name: "env", within: ["AWS"], path: [0, "tag"] },
      { kind: "zms/tag-value", name: "prod", within: ["AWS", "env"], path: [0, "values", 0] },
    ]);
  });

  test.each<[string, readonly object[], readonly object[], string, unknown]>([
    [
      "one value more is wider",
      [filter("env", "prod")],
      [filter("env", "prod", "test")],
      "wider",
      [filter("env", "prod")],
    ],
    [
      "one filter more is narrower",
      [filter("env", "prod")],
      [filter("env", "prod"), filter("app", "erp")],
      "narrower",
      [filter("env", "prod"), filter("app", "erp")],
    ],
    ["other values share nothing", [filter("env", "prod")], [filter("env", "test")], "both", undefined],
    [
      "another order is equal",
      [filter("a", "x", "y"), filter("b", "z")],
      [filter("b", "z"), filter("a", "y", "x")],
      "equal",
      [filter("a", "y", "x"), filter("b", "z")],
    ],
    [
      "a filter given twice cannot be taken apart",
      [filter("a", "x"), filter("a", "y")],
      [filter("a", "x")],
      "both",
      undefined,
    ],
  ])("%s", (_, a, b, relation, shared) => {
    expect(field.extent!.relate(a, b)).toBe(relation);
    const got = field.extent!.share(a, b);
    expect(got === undefined ? undefined : field.canonical(got)).toEqual(
      shared === undefined ? undefined : field.canonical(shared),
    );
  });
});

describe("a time of day", () => {
  const field = timeOfDay({ about: "", step: 15, otherwise: "18:30" })("upgradeTimeInSecs");

  test.each([
    ["seconds since midnight, as text", "03:15", "11700"],
    ["midnight", "00:00", "0"],
    ["the last quarter", "23:45", "85500"],
    ["null is the time the API takes", null, "66600"],
  ])("%s", (_, author, wire) => {
    expect(field.encode(author, idOf)).toEqual({ upgradeTimeInSecs: wire });
    expect(field.decode({ upgradeTimeInSecs: wire }, nameOf)).toBe(author ?? "18:30");
    expect(field.canonical(author)).toBe(Number(wire) / 60);
  });

  test.each(["24:00", "3:15", "03:10", "03:15:00", "11700"])("%s is none", (time) => {
    expect(field.schema.safeParse(time).success).toBe(false);
  });
});

describe("a decimal", () => {
  const field = decimal({ about: "", min: -90, max: 90 })("latitude");

  test("is text on the wire, and zeros at its end do not count", () => {
    expect(field.encode(37.3, idOf)).toEqual({ latitude: "37.3" });
    expect(field.canonical(field.decode({ latitude: "37.30" }, nameOf))).toBe(field.canonical(37.3));
  });

  test("empty and absent are no value, and nought is one", () => {
    expect(field.decode({ latitude: "" }, nameOf)).toBeUndefined();
    expect(field.decode({}, nameOf)).toBeUndefined();
    expect(field.decode({ latitude: "0" }, nameOf)).toBe(0);
  });

  test("has bounds", () => {
    expect([90, 90.1, -91].map((value) => field.schema.safeParse(value).success)).toEqual([true, false, false]);
  });
});

test("a flag may have to be carried by several keys", () => {
  const field = flag({ about: "", along: ["tcpQuickAckAssistant"] })("tcpQuickAckApp");
  expect(field.encode(true, idOf)).toEqual({ tcpQuickAckApp: true, tcpQuickAckAssistant: true });
  expect(field.wire).toEqual(["tcpQuickAckApp", "tcpQuickAckAssistant"]);
});

describe("a reference to one object where the API takes one of the vendor when none is given", () => {
  const otherwise = { id: "0", name: "Default" };
  const field = ref("zpa/version-profile", { about: "", wire: "versionProfileId", otherwise })("versionProfile");

  test("clearing it writes that one", () => {
    expect(field.encode(null, idOf)).toEqual({ versionProfileId: "0" });
    expect(field.encode("New Release", idOf)).toEqual({ versionProfileId: "id New Release" });
  });

  test("none and that one are equal", () => {
    expect(field.canonical(undefined)).toBe(field.canonical("default"));
    expect(field.canonical(undefined)).not.toBe(field.canonical("New Release"));
  });
});

describe("a timeout", () => {
  const field = timeout({ about: "", words: ["default"] })("reauthIdleTimeout");

  test.each([
    ["seconds, as text", "90m", "5400"],
    ["days", "2d", "172800"],
    ["what no larger unit divides", "601s", "601"],
    ["never", "never", "-1"],
    ["a word of the API", "default", "default"],
  ])("%s", (_, author, wire) => {
    expect(field.encode(author, idOf)).toEqual({ reauthIdleTimeout: wire });
    expect(field.decode({ reauthIdleTimeout: wire }, nameOf)).toBe(author);
    expect(field.schema.safeParse(author).success).toBe(true);
  });

  test("another unit is the same time, and never is longer than any", () => {
    expect(field.canonical("120m")).toBe(field.canonical("2h"));
    expect(field.canonical("never")).toBeGreaterThan(field.canonical("99999d") as number);
    expect(field.canonical("default")).toBe("default");
  });

  test.each(["0m", "12", "-1", "1w", "soon"])("%s is none", (value) => {
    expect(field.schema.safeParse(value).success).toBe(false);
  });

  test("less than ten minutes is refused with the value", () => {
    expect(field.check!("599s")).toEqual([
      { path: [], message: 'reauthIdleTimeout "599s" is shorter than ten minutes' },
    ]);
    expect([field.check!("10m"), field.check!("never"), field.check!("default")]).toEqual([[], [], []]);
  });
});

test("a list may stand one level down", () => {
  const field = within("capabilities", words(["COPY", "PASTE"], { about: "" }))("privilegedCapabilities");
  expect(field.encode(["COPY"], idOf)).toEqual({ privilegedCapabilities: { capabilities: ["COPY"] } });
  expect(field.decode({ privilegedCapabilities: { capabilities: ["PASTE"] } }, nameOf)).toEqual(["PASTE"]);
  expect([field.decode({ privilegedCapabilities: {} }, nameOf), field.decode({}, nameOf)]).toEqual([
    undefined,
    undefined,
  ]);
  expect([field.name, field.wire]).toEqual(["privilegedCapabilities", ["privilegedCapabilities"]]);
});
