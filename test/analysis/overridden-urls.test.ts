import { describe, expect, test } from "vitest";
import { findings, type Given, namesIn } from "./given.ts";

const rule = (name: string, action: string, categories: readonly string[], more = {}): Given => [
  name,
  { action, protocols: ["ANY_RULE"], urlCategories: categories, ...more },
];

/** Blocked is blocked, Allowed is allowed, Unused is named by no rule. */
const rules: readonly Given[] = [rule("Block it", "BLOCK", ["Blocked"]), rule("Allow it", "ALLOW", ["Allowed"])];

const category = (name: string, ...urls: readonly string[]): Given => [name, { urls }];

const found = (categories: readonly Given[], urlRules = rules, more: Readonly<Record<string, readonly Given[]>> = {}) =>
  findings("overridden-url", { "zia/url-category": categories, "zia/url-filtering-rule": urlRules, ...more });

const between = (narrow: string, wide: string) => found([category("Blocked", wide), category("Allowed", narrow)]);

describe("a more specific entry of another fate goes before a wider one", () => {
  test.each<[string, string, string]>([
    ["a host below a wildcard", "www.example.com", ".example.com"],
    ["a host below a wildcard with star", "www.example.com", "*.example.com"],
    ["a wildcard below a wildcard", ".shop.example.com", ".example.com"],
    ["the host itself", "example.com", ".example.com"],
    ["five levels below", "a.b.c.d.e.example.com", ".example.com"],
    ["a path of the host", "example.com/path", "example.com"],
    ["a path below a path", "example.com/a/b", "example.com/a/"],
    ["a path below a wildcard", "www.example.com/a", ".example.com"],
    ["a port of the host", "example.com:8443", "example.com"],
    ["whatever the case of the host", "WWW.Example.com", ".EXAMPLE.com"],
    ["a host below a top-level domain", "www.example.zip", ".zip"],
  ])("%s", (_, narrow, wide) => {
    const [one, ...others] = between(narrow, wide);
    expect(others).toEqual([]);
    expect(one === undefined ? [] : namesIn(one)).toEqual([
      ...[narrow, "Allowed", wide, "Blocked"],
      ...["Allow it", "Allowed", "Block it", "Blocked"],
    ]);
    expect(one?.source).toMatchObject({ file: "urls.0", line: 2 });
  });

  test("and takes the URL to a category that no rule names", () => {
    const [one] = found([category("Blocked", ".example.com"), category("Unused", "www.example.com")]);
    expect(one?.message).toContain('no rule names "Unused"');
  });

  test("a rule that is switched off names nothing", () => {
    const off = [rule("Block it", "BLOCK", ["Unused"]), rule("Off", "ALLOW", ["Allowed"], { state: "DISABLED" })];
    const [one] = found([category("Unused", ".example.com"), category("Allowed", "www.example.com")], off);
    expect(one?.message).toContain('no rule names "Allowed"');
  });
});

describe("nothing is told of", () => {
  test.each<[string, string, string]>([
    ["other hosts", "example.org", ".example.com"],
    ["a host that only ends alike", "myexample.com", ".example.com"],
    ["a host without a wildcard above", "www.example.com", "example.com"],
    ["six levels below", "a.b.c.d.e.f.example.com", ".example.com"],
    ["a path that only begins alike", "example.com/pathology", "example.com/path"],
    ["paths that differ in case", "example.com/A/b", "example.com/a"],
    ["another port", "example.com:8443", "example.com:443"],
  ])("%s", (_, narrow, wide) => {
    expect(between(narrow, wide)).toEqual([]);
  });

  test.each<[string, readonly Given[]]>([
    ["categories of one fate", [category("Allowed", ".example.com"), category("Also allowed", "www.example.com")]],
    ["one category", [category("Blocked", ".example.com", "www.example.com")]],
    ["categories that no rule names", [category("Unused", ".example.com"), category("Other", "www.example.com")]],
    [
      "an entry the wider category has as well",
      [category("Blocked", ".example.com", "www.example.com"), category("Allowed", "www.example.com")],
    ],
    [
      "an entry that keeps its other categories",
      [category("Blocked", ".example.com"), ["Allowed", { dbCategorizedUrls: ["www.example.com"] }]],
    ],
    [
      "the same entry, where only one is named",
      [category("Blocked", "example.com"), category("Unused", "example.com")],
    ],
    ["rules of no known direction", [category("Blocked", ".example.com"), category("Odd", "www.example.com")]],
  ])("%s", (_, categories) => {
    const more = [
      ...rules,
      rule("Allow that too", "CAUTION", ["Also allowed"]),
      rule("Odd one", "ICAP_RESPONSE", ["Odd"]),
    ];
    expect(found(categories, more)).toEqual([]);
  });

  test("categories of which nobody declares one", () => {
    const live: readonly Given[] = [category("Blocked", ".example.com"), category("Allowed", "www.example.com")];
    expect(found(live.map(([name, spec]): Given => [name, spec, { managed: false }]))).toEqual([]);
  });
});

test("the same entry in two categories belongs to both, so it is told where their rules disagree", () => {
  const [one, ...others] = found([category("Blocked", "example.com"), category("Allowed", "Example.com/")]);
  expect(others).toEqual([]);
  expect(one?.message).toContain("the rule that stands higher decides");
  expect(one?.source?.line).toBe(2);
});

test("firewall rules have fates of their own", () => {
  const firewall: readonly Given[] = [["Drop", { action: "BLOCK_DROP", destIpCategories: ["blocked"] }]];
  const categories = [category("Blocked", ".example.com"), category("Other", "www.example.com")];
  expect(found(categories, [], { "zia/firewall-filtering-rule": firewall })).toHaveLength(1);
});

test("between a URL and a far wildcard, the nearer wildcard counts", () => {
  const categories = [
    category("Blocked", ".com"),
    category("Allowed", ".example.com"),
    category("Blocked too", "www.example.com"),
  ];
  const both = [...rules, rule("Block that too", "BLOCK", ["Blocked too"])];
  expect(found(categories, both).map((one) => namesIn(one).slice(0, 4))).toEqual([
    [".example.com", "Allowed", ".com", "Blocked"],
    ["www.example.com", "Blocked too", ".example.com", "Allowed"],
  ]);
});

test("the first enabled rule that names a category is its fate", () => {
  const twice = [rule("First", "ALLOW", ["Allowed", "Blocked"]), ...rules];
  expect(found([category("Blocked", ".example.com"), category("Allowed", "www.example.com")], twice)).toEqual([]);
  const off = [rule("First", "ALLOW", ["Allowed", "Blocked"], { state: "DISABLED" }), ...rules];
  expect(found([category("Blocked", ".example.com"), category("Allowed", "www.example.com")], off)).toHaveLength(1);
});

test("two categories that meet in many URLs are one finding", () => {
  const [one, ...others] = found([
    category("Blocked", ".example.com", ".example.org"),
    category("Allowed", "a.example.com", "b.example.com", "a.example.org"),
  ]);
  expect(others).toEqual([]);
  expect(one?.message).toContain('"a.example.com" and 2 more in "Allowed"');
});

test("25,000 URLs are told from one another", () => {
  const urls = Array.from(
    { length: 25_000 },
    (_, index) => `${index % 2 ? "" : "."}host-${index}.example-${index % 900}.com`,
  );
  const all = found([category("Blocked", ...urls), category("Allowed", "www.host-24998.example-698.com")]);
  expect(all.map((one) => namesIn(one)[2])).toEqual([".host-24998.example-698.com"]);
});
