import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseYaml, parseYamlFully } from "../../src/documents/parse.ts";
import type { Path } from "../../src/documents/places.ts";
import { places } from "./given.ts";

const parse = (text: string) => parseYaml(text, "a.yaml");
const only = (text: string) => {
  const { documents, diagnostics } = parse(text);
  expect(diagnostics).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]!;
};

describe("mistakes and where they are", () => {
  test.each([
    ["a duplicate key", "a: 1\nb: 2\n  \na: 3\n", ["duplicate-key 4:1"]],
    ["a duplicate key that was quoted", 'a: 1\n"a": 3\n', ["duplicate-key 2:1"]],
    ["two duplicates are two mistakes", "a: {b: 1, b: 2, b: 3}", ["duplicate-key 1:11", "duplicate-key 1:17"]],
    ["a custom tag", "a: 1\nb: !secret x", ["unsupported-file 2:4"]],
    ["a tag of YAML 1.1", "a: !!binary aGk=", ["unsupported-file 1:4"]],
    ["a merge key", "a: &a {x: 1}\nb:\n  <<: *a\n", ["unsupported-file 3:3"]],
    ["an alias without anchor", "a: *nowhere", ["broken-yaml 1:4"]],
    ["an alias of itself", "a: &a [*a]", ["broken-yaml 1:8"]],
    ["a list as a key", "[a]: 1", ["broken-yaml 1:1"]],
    ["a tab as indent", "a:\n\tb: 1", ["broken-yaml 2:1"]],
    ["a quote that never closes, where it opens", 'a: 1\nb: "open\nc: 2\n', ["broken-yaml 2:4"]],
    ["a colon in a plain text", "a: b: c", ["broken-yaml 1:4"]],
    ["another YAML version", "%YAML 1.1\n---\na: no\n", ["unsupported-file 1:1"]],
    ["a stray bracket alone", "]", ["broken-yaml 1:1"]],
    ["mistakes in two documents", "a: *x\n---\na: *y\n", ["broken-yaml 1:4", "broken-yaml 3:4"]],
  ])("%s", (_, text, expected) => {
    expect(places(parse(text).diagnostics)).toEqual(expected);
  });

  test("a document with mistakes is left out, the others are kept", () => {
    const { documents, diagnostics } = parse("a: 1\n---\na: *y\n---\na: 3\n");
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { a: 3 }]);
    expect(diagnostics).toHaveLength(1);
  });

  test.each([
    ["brackets", "[".repeat(100_000), "1:51"],
    ["mappings", Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"), "51:52"],
    ["dashes", "- ".repeat(10_000), "1:101"],
  ])("%s nested too deep are found before anything recurses into them", (_, text, place) => {
    const { documents, diagnostics } = parse(text);
    expect(documents).toEqual([]);
    expect(places(diagnostics)).toEqual([`unsupported-file ${place}`]);
  });

  test("fifty levels are fine", () => {
    expect(parse(`${"[".repeat(50)}${"]".repeat(50)}`).diagnostics).toEqual([]);
  });
});

describe("aliases", () => {
  test("a shared list is one value, with places of its own", () => {
    const { value, places } = only("a: &names [x, y]\nb: *names\n");
    expect(value).toEqual({ a: ["x", "y"], b: ["x", "y"] });
    expect(places.valueAt(["b"])).toMatchObject({ line: 2, column: 4, length: 6 });
    expect(places.valueAt(["b", 1])).toMatchObject({ line: 1, column: 15 });
  });

  test("the nearest anchor before the alias counts", () => {
    expect(only("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").value).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  test("a bomb is found at the alias that goes too far", () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const item = level === 0 ? "x" : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array.from({ length: 10 }, () => item).join(", ")}]`;
    });
    const { documents, diagnostics } = parse(levels.join("\n"));
    expect(documents).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["unsupported-file"]);
    expect(diagnostics[0]?.source?.line).toBeLessThan(8);
  });

  test("a chain of aliases does not nest deeper than a text may", () => {
    const chain = Array.from({ length: 60 }, (_, index) => `- &a${index} [${index === 0 ? "x" : `*a${index - 1}`}]`);
    expect(parse(chain.join("\n")).diagnostics[0]?.code).toBe("unsupported-file");
  });
});

describe("values are YAML 1.2", () => {
  test.each([
    ["no is a text", "no", "no"],
    ["on is a text", "on", "on"],
    ["a date is a text", "2026-12-01", "2026-12-01"],
    ["a time is a text", "12:30", "12:30"],
    ["an octal of YAML 1.1 is a number", "0123", 123],
    ["a port range is a text", "8000-8010", "8000-8010"],
    ["an address is a text", "10.0.0.1", "10.0.0.1"],
    ["true", "True", true],
    ["null", "~", null],
    ["a text tag", "!!str 123", "123"],
    ["underscores are no number", "1_000", "1_000"],
  ])("%s", (_, written, value) => {
    expect(only(`a: ${written}`).value).toEqual({ a: value });
  });

  test("keys are texts whatever they look like", () => {
    expect(only("443: a\ntrue: b\n~: c").value).toEqual({ "443": "a", true: "b", "~": "c" });
  });

  test("a key that would change every object does not", () => {
    const value = only("__proto__: {polluted: true}").value as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test("comments and empty documents are nothing", () => {
    expect(parse("# nothing\n---\n---\n# still nothing\n")).toEqual({ documents: [], diagnostics: [] });
    expect(parse("")).toEqual({ documents: [], diagnostics: [] });
  });
});

const sample = `# comment
kind: zia/url-filtering-rule   # why
resources:
  - name: Block gambling
    urlCategories: [GAMBLING, "Partner sites"]
    empty:
    nested:
      - {deep: [1, 2]}
  - action: BLOCK
    text: |
      several
      lines
`;

describe("places", () => {
  const { places } = only(sample);
  test.each<[string, Path, number, number, number]>([
    ["a value", ["kind"], 2, 7, 22],
    ["a list begins at its first dash", ["resources"], 4, 3, 22],
    ["a resource begins at its first key", ["resources", 0], 4, 5, 20],
    ["a name", ["resources", 0, "name"], 4, 11, 14],
    ["an entry of a list in brackets", ["resources", 0, "urlCategories", 1], 5, 31, 15],
    ["an empty value is its key", ["resources", 0, "empty"], 6, 5, 5],
    ["deep below", ["resources", 0, "nested", 0, "deep", 1], 8, 20, 1],
    ["a block text is its first line", ["resources", 1, "text"], 10, 11, 1],
    ["a missing key is the name", ["resources", 0, "state"], 4, 5, 4],
    ["a missing key is the first key where there is no name", ["resources", 1, "state"], 9, 5, 6],
    ["far from anything", ["resources", 7, "a", 1], 4, 3, 22],
    ["the document", [], 2, 1, 28],
  ])("%s", (_, path, line, column, length) => {
    expect(places.valueAt(path)).toEqual({ file: "a.yaml", line, column, length });
  });

  test("a key, and what the author wrote", () => {
    expect(places.keyAt(["resources", 0, "urlCategories"])).toMatchObject({ line: 5, column: 5, length: 13 });
    expect(only("a: 0x1F # hex").places.writtenAt(["a"])).toBe("0x1F");
  });

  test("columns count as editors do behind characters beyond the basic plane", () => {
    expect(only("a: [👍, x]").places.valueAt(["a", 1])).toMatchObject({ line: 1, column: 9 });
  });

  test("Windows line ends change no place", () => {
    const windows = only(sample.replaceAll("\n", "\r\n")).places;
    for (const path of [["kind"], ["resources", 0, "name"], ["resources", 0, "urlCategories", 1]]) {
      expect(windows.valueAt(path)).toEqual(places.valueAt(path));
    }
  });
});

describe("properties", () => {
  const fragment = fc.constantFrom(
    "a",
    "b:",
    "- ",
    ": ",
    "\n",
    "\n  ",
    "\n    ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "#",
    " ",
    "&x ",
    "*x",
    "!t ",
    "|",
    ">",
    "---\n",
    "? ",
    "\t",
    "%YAML 1.1\n",
    "<<: ",
    "\\",
    "~",
    "1",
    "\ud83d",
    "...\n",
    "\r\n",
  );

  test("arbitrary text never throws, and every diagnostic has a place in it", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (given) => {
        const lines = given.split("\n");
        for (const { source } of parse(given).diagnostics) {
          expect(source!.line).toBeLessThanOrEqual(lines.length);
          expect(source!.column).toBeLessThanOrEqual((lines[source!.line - 1]?.length ?? 0) + 1);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("the place of a text in a flow list holds that text", () => {
    const word = fc.stringMatching(/^[a-zäöü本👍]{1,8}$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const line = `a: [${words.join(", ")}]`;
        const { documents } = parseYamlFully(line, "a.yaml");
        words.forEach((expected, index) => {
          const { column, length } = documents[0]!.places.valueAt(["a", index]);
          expect(line.slice(column - 1, column - 1 + (length ?? 0))).toBe(expected);
        });
      }),
    );
  });
});
