import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseYaml, parseYamlFully } from "../../src/documents/parse.ts";
import { readQuickly } from "../../src/documents/quick.ts";

/** The quick reader may give up; what it reads is what the full parser reads, at the same places. */
const compare = (text: string): boolean => {
  const quick = readQuickly(text);
  if (quick === undefined) return false;
  const full = parseYamlFully(text, "a");
  expect(full.diagnostics).toEqual([]);
  expect(quick.map(({ value }) => value)).toEqual(full.documents.map(({ value }) => value));
  const { documents } = parseYaml(text, "a");
  documents.forEach(({ value, places }, index) => {
    const expected = full.documents[index]!.places;
    expect(places.valueAt([])).toEqual(expected.valueAt([]));
    for (const [key, item] of Object.entries(value as object)) {
      expect(places.valueAt([key])).toEqual(expected.valueAt([key]));
      if (!Array.isArray(item)) continue;
      item.forEach((_, at) => {
        expect(places.valueAt([key, at])).toEqual(expected.valueAt([key, at]));
      });
    }
  });
  return true;
};

describe("what is read quickly", () => {
  test.each([
    [
      "a policy file",
      "# c\nkind: zia/location\nresources:\n  - name: A b # c\n    tags: [a, 'b', \"c d\", 4]\n    on: true\n---\nkind: x\nresources:\n- name: -1x\n",
    ],
    ["nested lists and mappings", "a:\n  b:\n    - c: 1\n      d: {e: [x, {f: g}]}\n    -   h: i\n  j: k\n"],
    ["a list at the indent of its key", "a:\n- b\n-  c\nd: e\n"],
    ["comments everywhere", "a: 1 # x\n# y\nb: # z\n  # z\n  - c #d\n  - e#f\n"],
    ["separators", "---\na: 1\n--- # c\n---\nb: 2\n"],
    [
      "texts that look like something else",
      "a: no\nb: 10.0.0.1\nc: 8000-8010\nd: a'b\"c\ne: .example.com\nf: 2026-01-01\ng: 1_0\nh: (x)\n",
    ],
    ["empty brackets", "a: []\nb: {}\nc: [ ]\n"],
  ])("%s", (_, text) => {
    expect(compare(text)).toBe(true);
  });

  test.each([
    ["a block text", "a: |\n  b\n"],
    ["a text over two lines", "a: b\n  c\n"],
    ["an anchor", "a: &b c\n"],
    ["a tag", "a: !b c\n"],
    ["a merge key", "<<: {}\n"],
    ["a duplicate key", "a: 1\na: 2\n"],
    ["an escape in quotes", 'a: "\\n"\n'],
    ["a decimal number", "a: 1.5\n"],
    ["a tab", "a:\tb\n"],
    ["an empty value", "a:\nb: 1\n"],
    ["a colon in a text", "a: b: c\n"],
    ["a bracket over two lines", "a: [b,\n  c]\n"],
    ["a pair in brackets", "a: [b: c]\n"],
    ["a wrong indent", "a:\n   - b: 1\n     c: 2\n    d: 3\n"],
    ["a text behind a quote", 'a: "b" c\n'],
  ])("%s is left to the full parser", (_, text) => {
    expect(readQuickly(text)).toBeUndefined();
  });
});

describe("it never differs from the full parser", () => {
  const word = fc.constantFrom(
    "a",
    "b c",
    "name",
    "true",
    "Null",
    "~",
    "no",
    "12",
    "-1",
    "+5",
    "007",
    "1.5",
    "1e3",
    "0x1f",
    ".5",
    ".inf",
    "-",
    "- a",
    "a:",
    "a: b",
    ":",
    "a:b",
    "#c",
    "a #c",
    "a#c",
    "[a, b]",
    "[]",
    "{a: b}",
    "{a: 1, b: [c]}",
    "[a,]",
    "{}",
    "'q'",
    '"q"',
    "'it''s'",
    '"a\\tb"',
    "'a' b",
    "|",
    ">-",
    "&x",
    "*x",
    "!t",
    "? a",
    "@a",
    "%a",
    "`a",
    "ä ö",
    "👍",
    "\u00a0",
    "a\u00a0",
    "=",
    "<<",
    "---",
    "...",
    "",
    " ",
    "a, b",
    "[a",
    "a]",
    "http://x.y/z",
    "10.0.0.0/8",
    "*.example.com",
    ".example.com",
    "2026-12-01T08:00:00Z",
    "{a}",
    "{a:}",
    "{a: }",
    "[a: b]",
    "[[a], [b]]",
    "__proto__: x",
    "\u2028",
  );
  const indent = fc.constantFrom("", "", "  ", "  ", "    ", "      ", " ", "   ");
  const head = fc.constantFrom(
    "a: ",
    "b: ",
    "name: ",
    "- ",
    "- name: ",
    "- a:",
    "a:",
    "b:",
    "-   ",
    "- - ",
    "",
    "c:   ",
    '"a": ',
    "true: ",
    "-",
  );
  const tail = fc.constantFrom("", "", "", " # c", "  ", "\n", "\n# c", "\n    # c", "\r");
  const line = fc.tuple(indent, head, word, tail).map((parts) => parts.join(""));

  test("on lines put together at random", () => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 7 }), (lines) => {
        if (compare(lines.join("\n"))) read++;
      }),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  test("on policies with one thing changed", () => {
    const policy =
      'kind: zia/url-filtering-rule\nresources:\n  - name: Block gambling\n    action: BLOCK\n    urlCategories: [GAMBLING, Partner sites]\n    groups:\n      - Finance\n      - "Head office"\n    lifecycle: {protect: true, unmanaged: [a, b]}\n  - name: Other # why\n    rank: 7\n---\nkind: zpa/access-rule\nposition: last\nresources:\n- name: Finance to ERP\n  conditions:\n  - APP_GROUP: [Finance apps]\n  - SCIM_GROUP: [{idp: Okta, group: Finance}]\n';
    const part = fc.oneof(word, fc.constantFrom("\n", "\n  ", " ", ":", ",", "]", "}", "\t", "'", '"', "-", "#"));
    let read = 0;
    fc.assert(
      fc.property(fc.nat(policy.length), fc.nat(6), part, (at, cut, inserted) => {
        if (compare(policy.slice(0, at) + inserted + policy.slice(at + cut))) read++;
      }),
      { numRuns: 10_000 },
    );
    expect(read).toBeGreaterThan(1_000);
  });
});
