import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterWrite, bodyOf } from "../../src/apply/body.ts";
import type { Field } from "../../src/kinds/field.ts";
import { kindOf } from "../../src/kinds/find.ts";
import { fingerprint } from "../../src/kinds/fingerprint.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { decodeSpec } from "../../src/kinds/specs.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { LiveObject, Spec } from "../../src/model/resource.ts";
import type { Step } from "../../src/model/step.ts";
import { diff } from "../../src/plan/diff.ts";
import type { Draft } from "../../src/plan/draft.ts";
import { plan, resourcesOf } from "../plan/given.ts";
import { scenarios, tidy } from "./policies.ts";
import { echo, idOf, nameOf, shuffled, shuffledWire, specsOf, wireOf } from "./specs.ts";
import { type World, ziaWorld, zpaWorld } from "./worlds.ts";

/** What the service works out from a write that looks at what lives (the ways to a segment) has stories of its own. */
const isPlain = (field: Field): boolean => field.encode.length < 3;

const writable = kinds
  .filter((kind) => kind.writable)
  .map((kind) => ({
    ...kind,
    fields: Object.fromEntries(Object.entries(kind.fields).filter(([, field]) => isPlain(field))),
  }));

const liveObject = (kind: Kind, wire: JsonObject): LiveObject => ({
  kind: kind.name,
  name: "One",
  aliases: [],
  id: "1",
  wire: { ...wire, [kind.nameKey]: "One", [kind.id]: "1" },
  standing: "custom",
  within: [],
});

const compare = (kind: Kind, wire: JsonObject, spec: Spec): Draft => {
  const live = liveObject(kind, wire);
  const [resource] = resourcesOf({ [kind.name]: [{ name: "One", ...spec }] });
  return diff(kind, resource!, live, decodeSpec(kind, live, nameOf));
};

const stepOf = (kind: Kind, set: Spec, verb: "create" | "update" = "update"): Step => ({
  phase: "looser",
  verb,
  kind: kind.name,
  address: `${kind.name}:One`,
  id: verb === "create" ? null : "1",
  set,
  ...(verb === "create" ? { name: "One" } : {}),
  request: { phase: "looser", method: "PUT", path: "/", address: `${kind.name}:One` },
});

/** What a tenant holds after a write of these fields, read again. */
const written = (kind: Kind, wire: JsonObject, set: Spec): Spec => {
  const live = liveObject(kind, wire);
  const body = bodyOf(kind, stepOf(kind, set), live.wire, idOf);
  return decodeSpec(kind, { ...live, wire: echo(kind, body) }, nameOf);
};

const canonical = (field: Field, spec: Spec): string => JSON.stringify(field.canonical(spec[field.name]));
const canonicals = (kind: Kind, spec: Spec, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, canonical(kind.fields[name]!, spec)]));

describe.each(writable.map((kind) => [kind.name, kind] as const))("%s", (_, kind) => {
  const names = Object.keys(kind.fields);
  const whole = specsOf(kind, true);
  const some = specsOf(kind, false);
  const runs = { numRuns: 60 };

  test("what is written reads back as the same", () => {
    fc.assert(
      fc.property(whole, (spec) => {
        const read = decodeSpec(kind, liveObject(kind, wireOf(kind, spec)), nameOf);
        expect(canonicals(kind, read, names)).toEqual(canonicals(kind, spec, names));
      }),
      runs,
    );
  });

  test("what stands in the tenant is no change, whatever order lists come in", () => {
    fc.assert(
      fc.property(whole, fc.nat(), (spec, seed) => {
        const draft = compare(kind, shuffledWire(wireOf(kind, spec), seed), shuffledWire(spec as JsonObject, seed + 1));
        expect(draft.fields).toEqual([]);
        expect(draft.differing).toEqual({});
      }),
      runs,
    );
  });

  test("the reading is the same whatever order lists come in", () => {
    fc.assert(
      fc.property(whole, fc.nat(), (spec, seed) => {
        const wire = wireOf(kind, spec);
        const read = (one: JsonObject) => fingerprint(kind, "One", decodeSpec(kind, liveObject(kind, one), nameOf));
        expect(read(shuffledWire(wire, seed))).toBe(read(wire));
      }),
      runs,
    );
  });

  test("writing the difference gives what is declared and keeps what is not", () => {
    fc.assert(
      fc.property(whole, some, (old, declared) => {
        const wire = wireOf(kind, old);
        const { differing } = compare(kind, wire, declared);
        const now = written(kind, wire, differing);
        expect(canonicals(kind, now, names)).toEqual(canonicals(kind, { ...old, ...declared }, names));
        expect(compare(kind, { ...wire, ...wireOf(kind, now) }, declared).fields).toEqual([]);
      }),
      runs,
    );
  });

  test("keys we do not know survive every write, two in a row too", () => {
    if (kind.api.style === "graphql") return;
    fc.assert(
      fc.property(whole, some, some, (old, first, second) => {
        const base: JsonObject = { ...wireOf(kind, old), somethingNew: { deep: [1, "two"] }, id: "1" };
        const one = afterWrite(base, bodyOf(kind, stepOf(kind, first), base, idOf));
        const two = bodyOf(kind, stepOf(kind, second), one, idOf);
        expect(two.somethingNew).toEqual({ deep: [1, "two"] });
        const read = decodeSpec(kind, liveObject(kind, echo(kind, two)), nameOf);
        expect(canonicals(kind, read, names)).toEqual(canonicals(kind, { ...old, ...first, ...second }, names));
      }),
      runs,
    );
  });

  test("no write sends what the server owns", () => {
    fc.assert(
      fc.property(whole, some, (old, declared) => {
        const owned = Object.fromEntries(kind.readOnly.map((key) => [key, "server"]));
        const body = bodyOf(kind, stepOf(kind, declared), { ...wireOf(kind, old), ...owned }, idOf);
        const wires = new Set(Object.values(kind.fields).flatMap(({ wire }) => wire));
        expect(kind.readOnly.filter((key) => key in body && !wires.has(key))).toEqual([]);
      }),
      runs,
    );
  });

  const clearable = Object.values(kind.fields).filter(({ required, mutable }) => !required && mutable);
  if (clearable.length > 0)
    test("null clears what may be cleared", () => {
      fc.assert(
        fc.property(whole, fc.constantFrom(...clearable.map(({ name }) => name)), (old, name) => {
          const wire = wireOf(kind, old);
          const { differing } = compare(kind, wire, { [name]: null });
          expect(JSON.stringify(kind.fields[name]!.canonical(written(kind, wire, differing)[name]))).toBe(
            JSON.stringify(kind.fields[name]!.canonical(null)),
          );
        }),
        { numRuns: 100 },
      );
    });

  test("null, absent and empty compare alike", () => {
    for (const field of Object.values(kind.fields)) {
      const [cleared, absent, empty] = [null, undefined, field.empty].map((value) => field.canonical(value));
      expect([field.name, JSON.stringify(cleared), JSON.stringify(empty)]).toEqual([
        field.name,
        JSON.stringify(absent),
        JSON.stringify(absent),
      ]);
    }
  });

  test("an extent agrees with itself: what is shared is narrower than both, what is united wider", () => {
    const fields = Object.values(kind.fields).filter(({ extent }) => extent !== undefined);
    for (const field of fields) {
      fc.assert(
        fc.property(whole, whole, (a, b) => {
          const [one, other] = [a[field.name], b[field.name]];
          const extent = field.extent!;
          expect(extent.relate(one, one)).toBe("equal");
          const pairs = { equal: "equal", narrower: "wider", wider: "narrower", both: "both" };
          expect(extent.relate(other, one)).toBe(pairs[extent.relate(one, other)]);
          const shared = extent.share(one, other);
          if (shared !== undefined) {
            expect(["equal", "narrower"]).toContain(extent.relate(one, shared));
            expect(["equal", "narrower"]).toContain(extent.relate(other, shared));
          }
          // Values that cannot be taken apart (AND blocks, two blocks of one type) compare only as a whole.
          const united = extent.unite(one, other);
          for (const value of [one, other]) expect(extent.relate(value, united)).not.toBe("narrower");
        }),
        { numRuns: 25 },
      );
    }
  });
});

/** Lists in a body are sets: what is compared is what they hold. */
const comparable = ({ set, ...step }: Step) => ({
  ...step,
  set: Object.fromEntries(
    Object.entries(set).map(([name, value]) => [name, kindOf(step.kind).fields[name]!.canonical(value)]),
  ),
});

describe("the plan is the same, byte for byte", () => {
  const shuffledWorld = ({ live }: World, seed: number) => ({
    ...live,
    listings: new Map(
      [...live.listings].map(([name, listing]) => [
        name,
        {
          ...listing,
          objects: shuffled([...listing.objects.keys()], seed)
            .map((index) => listing.objects[index]!)
            .map((object) => ({ ...object, wire: shuffledWire(object.wire, seed) })),
        },
      ]),
    ),
  });

  test.each([
    ["ZIA", (scenario: Parameters<typeof ziaWorld>[0]) => ziaWorld(tidy(scenario, 3)), scenarios(4, 3)],
    ["ZPA", (scenario: Parameters<typeof zpaWorld>[0]) => zpaWorld(tidy(scenario, 4)), scenarios(5, 4)],
  ])("whatever order %s answers in", (_, worldOf, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, fc.nat(), (scenario, seed) => {
        const world = worldOf(scenario);
        const first = plan(world.live, world.declared);
        const second = plan(shuffledWorld(world, seed), world.declared);
        expect(JSON.stringify(second.plan)).toBe(JSON.stringify(first.plan));
        expect(second.steps.map(comparable)).toEqual(first.steps.map(comparable));
      }),
      { numRuns: 400 },
    );
  });

  test("and its digest whatever order the author writes a set in", () => {
    fc.assert(
      fc.property(scenarios(4, 3), fc.nat(), (scenario, seed) => {
        const world = ziaWorld(tidy(scenario, 3));
        const declared = Object.fromEntries(
          Object.entries(world.declared).map(([kind, specs]) => [kind, specs.map((spec) => shuffled(spec, seed))]),
        );
        const [first, second] = [plan(world.live, world.declared).plan, plan(world.live, declared).plan];
        expect(second.requests).toEqual(first.requests);
        expect(second.summary).toEqual(first.summary);
      }),
      { numRuns: 300 },
    );
  });
});

describe("these are no change", () => {
  const rule = (more: object): JsonObject => ({
    id: 1,
    name: "One",
    order: 1,
    rank: 7,
    action: "BLOCK",
    state: "ENABLED",
    protocols: ["ANY_RULE"],
    ...more,
  });
  const url = kindOf("zia/url-filtering-rule");
  const category = kindOf("zia/url-category");
  const firewall = kindOf("zia/firewall-filtering-rule");
  const segment = kindOf("zpa/application-segment");
  test.each<[string, Kind, JsonObject, Spec]>([
    ["an absent criteria list for ANY", url, rule({}), { urlCategories: ["ANY"] }],
    ["an empty criteria list for ANY", url, rule({ urlCategories: [] }), { urlCategories: ["ANY"] }],
    ["ANY for an empty criteria list", url, rule({ urlCategories: ["ANY"] }), { urlCategories: [] }],
    ["null for an absent criteria list", url, rule({}), { urlCategories: null }],
    [
      "ANY among others for ANY alone",
      url,
      rule({ protocols: ["ANY_RULE"] }),
      { protocols: ["HTTP_RULE", "ANY_RULE"] },
    ],
    [
      "all methods for none",
      url,
      rule({
        requestMethods:
          "OPTIONS GET HEAD POST PUT DELETE TRACE CONNECT OTHER PROPFIND PROPPATCH MOVE MKCOL LOCK COPY UNLOCK PATCH".split(
            " ",
          ),
      }),
      { requestMethods: [] },
    ],
    [
      "another order of countries",
      url,
      rule({ sourceCountries: ["COUNTRY_AU", "COUNTRY_CA"] }),
      { sourceCountries: ["COUNTRY_CA", "COUNTRY_AU"] },
    ],
    ["a duplicate in a set", category, { urls: ["a.example"] }, { urls: ["a.example", "a.example"] }],
    ["upper case in a host", category, { urls: ["acme.example/Path"] }, { urls: ["ACME.example/Path"] }],
    [
      "upper case in a domain name",
      segment,
      { domainNames: ["erp.acme.example"] },
      { domainNames: ["ERP.acme.example"] },
    ],
    ["CRLF and blanks at line ends", category, { description: "one\ntwo" }, { description: "one  \r\ntwo\r\n" }],
    ["an absent text for an empty one", category, {}, { description: "" }],
    [
      "a composed for a decomposed letter",
      category,
      { description: "Gr\u00f6\u00dfe" },
      { description: "Gro\u0308\u00dfe" },
    ],
    ["a CIDR block for its range", firewall, rule({ srcIps: ["10.0.0.0-10.0.0.255"] }), { srcIps: ["10.0.0.0/24"] }],
    [
      "two halves for a whole block",
      firewall,
      rule({ srcIps: ["10.0.0.0/24"] }),
      { srcIps: ["10.0.0.0/25", "10.0.0.128/25"] },
    ],
    [
      "an address inside a listed block",
      firewall,
      rule({ srcIps: ["10.0.0.0/24"] }),
      { srcIps: ["10.0.0.0/24", "10.0.0.7"] },
    ],
    ["short for long IPv6", firewall, rule({ srcIps: ["2001:0db8:0:0:0:0:0:0/32"] }), { srcIps: ["2001:db8::/32"] }],
    ["touching port ranges for one", segment, { tcpPortRanges: ["80", "85"] }, { tcpPorts: ["80-82", 83, "84-85"] }],
    ["the other wire form of ports", segment, { tcpPortRange: [{ from: "80", to: "80" }] }, { tcpPorts: [80] }],
    ["minutes for hours", url, rule({ timeQuota: 120 }), { timeQuota: "2h" }],
    ["megabytes for kilobytes", url, rule({ sizeQuota: 51_200 }), { sizeQuota: "50MB" }],
    ["0 for no quota", url, rule({ timeQuota: 0 }), { timeQuota: null }],
    [
      "a time in another zone",
      url,
      rule({ validityStartTime: 1_796_112_000 }),
      { validityStartTime: "2026-12-01T10:00:00+02:00" },
    ],
    ["a default the server fills in", segment, { healthReporting: "ON_ACCESS" }, { healthReporting: null }],
    ["a flag written as a digit", kindOf("zpa/access-rule"), { disabled: "1" }, { disabled: true }],
  ])("%s", (_, kind, wire, spec) => {
    expect(compare(kind, wire, spec).fields).toEqual([]);
  });

  test.each<[string, string, string, boolean]>([
    ["an escaped ampersand", "A &amp; B", "A & B", false],
    ["an escaped quote", "Bob&#39;s", "Bob's", false],
    ["blanks around", " Finance ", "Finance", false],
    ["a decomposed letter", "Gro\u0308\u00dfe", "Gr\u00f6\u00dfe", false],
    ["another case", "FINANCE", "Finance", true],
    ["an entity that is meant as text", "A &amp;lt; B", "A < B", true],
  ])("in a name: %s", (_, liveName, declared, isRename) => {
    const live = { ...liveObject(category, { urls: [] }), name: liveName };
    const [resource] = resourcesOf({ "zia/url-category": [{ name: declared }] });
    const { rename, fields } = diff(category, resource!, live, {});
    expect(rename).toBe(isRename ? declared : undefined);
    expect(fields).toEqual(isRename ? [{ path: "name", before: liveName, after: declared }] : []);
  });
});

describe("times, durations and sizes", () => {
  const url = kindOf("zia/url-filtering-rule");
  test.each<[string, string, unknown, JsonObject, string]>([
    ["UTC", "validityStartTime", "2026-12-01T08:00:00Z", { validityStartTime: 1_796_112_000 }, "2026-12-01T08:00:00Z"],
    [
      "a zone east",
      "validityEndTime",
      "2026-12-01T10:00+02:00",
      { validityEndTime: 1_796_112_000 },
      "2026-12-01T08:00:00Z",
    ],
    [
      "the hour that summer time skips",
      "validityEndTime",
      "2026-03-29T02:30:00+01:00",
      { validityEndTime: 1_774_747_800 },
      "2026-03-29T01:30:00Z",
    ],
    ["minutes", "timeQuota", "90m", { timeQuota: 90 }, "90m"],
    ["hours", "timeQuota", "10h", { timeQuota: 600 }, "10h"],
    ["minutes that are hours", "timeQuota", "120m", { timeQuota: 120 }, "2h"],
    ["megabytes", "sizeQuota", "10MB", { sizeQuota: 10_240 }, "10MB"],
    ["gigabytes", "sizeQuota", "1GB", { sizeQuota: 1_048_576 }, "1GB"],
    ["kilobytes that are no megabytes", "sizeQuota", "1500KB", { sizeQuota: 1_500 }, "1500KB"],
  ])("%s", (_, name, value, wire, shown) => {
    const field = url.fields[name]!;
    expect(field.encode(value, idOf)).toEqual(wire);
    expect(field.decode(wire, nameOf)).toBe(shown);
  });
});
