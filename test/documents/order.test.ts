import { describe, expect, test } from "vitest";
import { loadConfiguration } from "../../src/documents/configuration.ts";
import { orderDocuments } from "../../src/documents/order.ts";
import type { KindName } from "../../src/model/address.ts";
import { domainOf } from "../../src/model/domain.ts";
import { loaded, summary } from "./given.ts";

const url: KindName = "zia/url-filtering-rule";
const access: KindName = "zpa/access-rule";
const ordered = [{ name: url }, { name: access }];

const rules = (...names: string[]) =>
  `kind: ${url}\nresources:${names.length === 0 ? " []" : names.map((name) => `\n  - name: ${name}`).join("")}\n`;

const order = async (
  files: Readonly<Record<string, string>>,
  given: Readonly<Record<string, readonly string[]>> = {},
) => orderDocuments((await loaded(files)).documents, given, ordered);

const names = (result: Awaited<ReturnType<typeof order>>, kind: KindName = url) =>
  result.ok ? result.value.order.get(kind)?.map(({ name }) => name) : result.diagnostics.map(summary);

describe("the declared sequence", () => {
  test("one file: documents and lists as written", async () => {
    const result = await order({
      "policies/a.yaml": `${rules("A", "B")}---\nkind: zia/location\nresources: []\n---\n${rules("C")}`,
    });
    expect(names(result)).toEqual(["A", "B", "C"]);
    expect(names(result, access)).toEqual([]);
  });

  const two = { "policies/z/base.yaml": rules("A", "B"), "policies/a/finance.yaml": rules("C") };

  test.each([
    ["by base name", ["base.yaml", "finance.yaml"], ["A", "B", "C"]],
    ["by path below the policies folder", ["a/finance.yaml", "z/base.yaml"], ["C", "A", "B"]],
    ["by path below the repository", ["policies/z/base.yaml", "./a/finance.yaml"], ["A", "B", "C"]],
  ])("several files %s", async (_, list, expected) => {
    expect(names(await order(two, { [url]: list }))).toEqual(expected);
  });

  test("several files without an order are ambiguous, with the line to add", async () => {
    const result = await order(two);
    expect(result.diagnostics).toMatchObject([
      {
        code: "ambiguous-order",
        message: expect.stringContaining("policies/a/finance.yaml, policies/z/base.yaml"),
        hint: expect.stringContaining("order: {zia/url-filtering-rule: [finance.yaml, base.yaml]}"),
      },
    ]);
  });

  test("equal base names are written with their folders", async () => {
    const files = { "policies/a/rules.yaml": rules("A"), "policies/b/rules.yaml": rules("B") };
    expect((await order(files)).diagnostics[0]?.hint).toContain("[a/rules.yaml, b/rules.yaml]");
    expect((await order(files, { [url]: ["rules.yaml", "a/rules.yaml"] })).diagnostics).toMatchObject([
      { code: "invalid-configuration", hint: "write one of a/rules.yaml, b/rules.yaml" },
    ]);
    const top = { "policies/rules.yaml": rules("T"), ...files };
    expect(names(await order(top, { [url]: ["rules.yaml", "b/rules.yaml", "a/rules.yaml"] }))).toEqual(["T", "B", "A"]);
  });

  test("a file without rules needs no place", async () => {
    expect(names(await order({ "policies/a.yaml": rules("A"), "policies/b.yaml": rules() }))).toEqual(["A"]);
  });
});

describe("mistakes in the order", () => {
  const files = { "policies/base.yaml": rules("A"), "policies/finance.yaml": rules("B") };
  test.each<[string, Record<string, string[]>, string[], RegExp]>([
    [
      "a file that does not exist",
      { [url]: ["base.yaml", "finanse.yaml"] },
      ["invalid-configuration"],
      /finance\.yaml/,
    ],
    [
      "a file that is not listed",
      { [url]: ["base.yaml"] },
      ["ambiguous-order policies/finance.yaml:1:1"],
      /add finance\.yaml/,
    ],
    [
      "a file listed twice",
      { [url]: ["base.yaml", "finance.yaml", "./base.yaml"] },
      ["invalid-configuration"],
      /remove one/,
    ],
    [
      "a kind that does not exist",
      { [url]: ["base.yaml", "finance.yaml"], "zia/url-filter-rule": [] },
      ["invalid-configuration"],
      /zia\/url-filtering-rule/,
    ],
    [
      "a kind without an order",
      { [url]: ["base.yaml", "finance.yaml"], "zia/location": ["base.yaml"] },
      ["invalid-configuration"],
      /zpa\/access-rule/,
    ],
  ])("%s", async (_, given, expected, hint) => {
    const { ok, diagnostics } = await order(files, given);
    expect(ok).toBe(false);
    expect(diagnostics.map(summary)).toEqual(expected);
    expect(diagnostics[0]?.hint).toMatch(hint);
  });

  test("entries are pointed at in the configuration", async () => {
    const configuration = loadConfiguration(
      `tenant: a\norder:\n  ${url}: [base.yaml, finanse.yaml]\n`,
      "zerodrift.yaml",
    );
    if (!configuration.ok) return expect.fail("not read");
    const { documents } = await loaded(files);
    const result = orderDocuments(documents, configuration.value.order, ordered, { at: configuration.value.at! });
    expect(result.diagnostics.map(summary)).toEqual(["invalid-configuration zerodrift.yaml:3:39"]);
  });

  test("a position where nothing is ordered", async () => {
    const result = await order({ "policies/a.yaml": "kind: zia/location\nposition: first\nresources: []\n" });
    expect(result.diagnostics.map(summary)).toEqual(["invalid-document policies/a.yaml:2:11"]);
  });
});

describe("a kind with an order per type", () => {
  const perAction = [{ name: url, order: { per: "action" } }];
  const typed = (...names: readonly string[]) =>
    `kind: ${url}\nresources:${names.map((name) => `\n  - {name: ${name}, action: ${name.startsWith("B") ? "BLOCK" : "ALLOW"}}`).join("")}\n`;
  const orderTyped = async (
    files: Readonly<Record<string, string>>,
    given: Readonly<Record<string, readonly string[]>> = {},
  ) => orderDocuments((await loaded(files)).documents, given, perAction);
  const of = async (result: ReturnType<typeof orderTyped>, type: string) =>
    names(await result, domainOf(url, type) as KindName);

  test("reads each of them from the same list", async () => {
    const result = orderTyped({ "policies/a.yaml": `${typed("B1", "A1", "B2")}---\n${typed("A2", "B3")}` });
    expect([await of(result, "BLOCK"), await of(result, "ALLOW"), names(await result)]).toEqual([
      ["B1", "B2", "B3"],
      ["A1", "A2"],
      undefined,
    ]);
  });

  test("may hold each in a file of its own, without saying which file comes first", async () => {
    const result = orderTyped({ "policies/a.yaml": typed("B1"), "policies/b.yaml": typed("A1") });
    expect([await of(result, "BLOCK"), await of(result, "ALLOW")]).toEqual([["B1"], ["A1"]]);
  });

  test("is ambiguous where one of them stands in two files, and the hint names all files of the kind", async () => {
    const { diagnostics } = await orderTyped({
      "policies/a.yaml": typed("B1"),
      "policies/b.yaml": typed("B2", "A1"),
      "policies/c.yaml": typed("A2"),
    });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["ambiguous-order", `the rules of ${url}[ALLOW] stand in several files: policies/b.yaml, policies/c.yaml`],
      ["ambiguous-order", `the rules of ${url}[BLOCK] stand in several files: policies/a.yaml, policies/b.yaml`],
    ]);
    for (const { hint } of diagnostics) expect(hint).toContain(`{${url}: [a.yaml, b.yaml, c.yaml]}`);
  });

  test("takes the order of the files from the configuration, for all of them", async () => {
    const files = { "policies/a.yaml": typed("B1", "A1"), "policies/b.yaml": typed("B2", "A2") };
    const result = orderTyped(files, { [url]: ["b.yaml", "a.yaml"] });
    expect([await of(result, "BLOCK"), await of(result, "ALLOW")]).toEqual([
      ["B2", "B1"],
      ["A2", "A1"],
    ]);
  });

  test("a position counts the rules of its own order", async () => {
    const result = await orderTyped({
      "policies/a.yaml": `${typed("A1", "B1", "A2")}---\n${typed("B2").replace("resources", "position: last\nresources")}`,
    });
    const anchors = result.ok ? [...result.value.anchors] : [];
    expect(anchors.map(([domain, found]) => [domain, found.map(({ first, count }) => [first, count])])).toEqual([
      [`${url}[ALLOW]`, []],
      [`${url}[BLOCK]`, [[1, 1]]],
    ]);
  });

  test("a position over rules of several orders is a mistake", async () => {
    const text = typed("A1", "B1").replace("resources", "position: first\nresources");
    const { diagnostics } = await orderTyped({ "policies/a.yaml": text });
    expect(diagnostics.map(summary)).toEqual(["invalid-document policies/a.yaml:2:11"]);
    expect(diagnostics[0]).toMatchObject({
      message: expect.stringContaining("ALLOW, BLOCK"),
      hint: "put the rules of each action in a document of their own",
    });
  });
});
