import { describe, expect, test } from "vitest";
import type { Adoptable } from "../../src/adopt/expressible.ts";
import { homeOf, layOut, mostTogether, slugOf } from "../../src/adopt/layout.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { KindName } from "../../src/model/address.ts";
import type { Spec } from "../../src/model/resource.ts";

const adoptable = (kind: KindName, name: string, spec: Spec = {}): Adoptable => ({
  live: { kind, name, aliases: [], id: name, wire: {}, standing: "custom", within: [] },
  name,
  spec,
});

const many = (kind: KindName, count: number, specOf: (at: number) => Spec = () => ({})): readonly Adoptable[] =>
  Array.from({ length: count }, (_, at) => adoptable(kind, `n${at}`, specOf(at)));

const filesOf = (kind: KindName, objects: readonly Adoptable[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...layOut(kindOf(kind), objects)].map(([file, own]) => [file, own.length]));

describe("file names", () => {
  test.each([
    ["letters, digits, hyphens", "HR & Payroll (EU)", "hr-payroll-eu"],
    ["accents are taken off", "Köln Ölwerk", "koln-olwerk"],
    ["a name that Windows keeps for a device", "CON", "con-x"],
    ["nothing leads out of the folder", "../../etc/passwd", "etc-passwd"],
    ["long names are cut", "x".repeat(200), "x".repeat(60)],
    ["no dots or hyphens at the ends", "...-a-...", "a"],
  ])("%s", (_, name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  test("names without a letter of the alphabet get one that stays", () => {
    expect(slugOf("工場")).toMatch(/^x-[0-9a-f]{8}$/);
    expect(slugOf("工場")).toBe(slugOf("工場"));
    expect(slugOf("工場")).not.toBe(slugOf("工厂"));
  });

  test.each([
    ["zia/url-category", "zia/url-categories.yaml"],
    ["zia/url-filtering-rule", "zia/url-filtering-rules.yaml"],
    ["zia/bandwidth-class", "zia/bandwidth-classes.yaml"],
    ["zpa/application-segment", "zpa/application-segments.yaml"],
  ] as const)("%s stands in %s", (kind, file) => {
    expect(homeOf(kindOf(kind))).toBe(file);
  });
});

describe("files of a large kind", () => {
  test("as many as one likes to read stand in one file", () => {
    expect(filesOf("zpa/segment-group", many("zpa/segment-group", mostTogether))).toEqual({
      "zpa/segment-groups.yaml": mostTogether,
    });
  });

  test("rules stay together, because their list is their order", () => {
    expect(filesOf("zpa/access-rule", many("zpa/access-rule", mostTogether + 1))).toEqual({
      "zpa/access-rules.yaml": mostTogether + 1,
    });
  });

  test("more than that are split by the group they belong to", () => {
    const segments = many("zpa/application-segment", 3_000, (at) => ({ segmentGroup: at % 2 ? "HR" : "Finance" }));
    expect(filesOf("zpa/application-segment", segments)).toEqual({
      "zpa/application-segments/finance.yaml": 1_500,
      "zpa/application-segments/hr.yaml": 1_500,
    });
  });

  test("where groups are small, by the first letter of the group", () => {
    const segments = many("zpa/application-segment", 3_000, (at) => ({
      segmentGroup: `${at % 2 ? "a" : "b"}${at % 800}`,
    }));
    expect(Object.keys(filesOf("zpa/application-segment", segments))).toEqual([
      "zpa/application-segments/a.yaml",
      "zpa/application-segments/b.yaml",
    ]);
  });

  test("a shelf that is too full goes on in a second file, and nothing is lost where names meet", () => {
    const segments = many("zpa/application-segment", 5_000, (at) => ({ segmentGroup: at < 4_500 ? "a" : "a 2" }));
    const files = filesOf("zpa/application-segment", segments);
    expect(files).toEqual({
      "zpa/application-segments/a.yaml": 2_000,
      "zpa/application-segments/a-2.yaml": 2_500,
      "zpa/application-segments/a-3.yaml": 500,
    });
  });

  test("a few very large objects are spread as well", () => {
    const urls = Array.from({ length: 25_000 }, (_, at) => `a-rather-long-host-name-${at}.of-the-example.example`);
    const files = filesOf(
      "zia/url-category",
      many("zia/url-category", 10, () => ({ urls })),
    );
    expect(Object.keys(files).length).toBeGreaterThan(1);
    expect(Object.values(files).reduce((a, b) => a + b)).toBe(10);
  });
});
