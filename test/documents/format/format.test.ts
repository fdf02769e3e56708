import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatText } from "../../../src/documents/format/format.ts";
import { parseYaml } from "../../../src/documents/parse.ts";
import { given } from "../edit/strewn.ts";

const formatted = (text: string): string => {
  const result = formatText("a.yaml", text);
  if (result.text === undefined) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return result.text;
};

const long = Array.from({ length: 12 }, (_, index) => `host-${index}.example`);

describe("a file has one form", () => {
  test.each<[string, string, string]>([
    [
      "two blanks of indent",
      "kind: a\nresources:\n-   name: A\n    l:\n    - x\n",
      "kind: a\nresources:\n  - name: A\n    l:\n      - x\n",
    ],
    [
      "Unix line ends, no mark, no blanks at line ends, one line end at the end",
      "\ufeffkind: a  \r\nresources: []\r\n\r\n\r\n",
      "kind: a\nresources: []\n",
    ],
    [
      "kind above resources, with their comments",
      "# top\nresources: []\n# why\nposition: first\nkind: a\n",
      "# top\nkind: a\n# why\nposition: first\nresources: []\n",
    ],
    [
      "the name first, the tool's own words last, all else as its author has it",
      "kind: a\nresources:\n  - lifecycle: {protect: true} # p\n    z: 1\n    # n\n    name: A\n    b: 2\n",
      "kind: a\nresources:\n  # n\n  - name: A\n    z: 1\n    b: 2\n    lifecycle: {protect: true} # p\n",
    ],
    [
      "double quotes, and only where they are needed",
      'kind: a\nresources:\n  - name: \'A\'\n    b: "yes"\n    c: \'a: b\'\n    d: ["a, b", \'c\', "1"]\n    e: "a, b"\n',
      'kind: a\nresources:\n  - name: A\n    b: "yes"\n    c: "a: b"\n    d: ["a, b", c, "1"]\n    e: a, b\n',
    ],
    [
      "no blanks inside brackets",
      "kind: a\nresources:\n  - name: A\n    b: [ x,y , {k:  v} ]\n",
      "kind: a\nresources:\n  - name: A\n    b: [x, y, {k: v}]\n",
    ],
    [
      "brackets over several lines on one, where they fit",
      "kind: a\nresources:\n  - name: A\n    b: [\n      x,\n      y,\n    ]\n",
      "kind: a\nresources:\n  - name: A\n    b: [x, y]\n",
    ],
    [
      "one entry a line, where they do not fit",
      `kind: a\nresources:\n  - name: A\n    b: [${long.join(", ")}] # c\n`,
      `kind: a\nresources:\n  - name: A\n    b: # c\n${long.map((one) => `      - ${one}\n`).join("")}`,
    ],
    [
      "one entry a line, where one has a comment",
      "kind: a\nresources:\n  - name: A\n    b: [ # open\n      x, # one\n      # two\n      y\n    ]\n",
      "kind: a\nresources:\n  - name: A\n    b:\n      # open\n      - x # one\n      # two\n      - y\n",
    ],
    [
      "one blank line between all resources, as soon as one stands between two",
      "kind: a\nresources:\n\n  - name: A\n\n\n  # b\n  - name: B\n    # behind b\n  - name: C\n",
      "kind: a\nresources:\n  - name: A\n\n  # b\n  - name: B\n    # behind b\n\n  - name: C\n",
    ],
    [
      "no blank lines between resources that stand close",
      "kind: a\nresources:\n  - {name: A}\n  - {name: B}\n",
      "kind: a\nresources:\n  - {name: A}\n  - {name: B}\n",
    ],
    [
      "texts of several lines keep them",
      "kind: a\nresources:\n- name: A\n  d: |\n     one  \n       two\n\n  e: >-\n   x\n   y\n",
      "kind: a\nresources:\n  - name: A\n    d: |\n      one  \n        two\n\n    e: >-\n      x\n      y\n",
    ],
    [
      "documents stay apart, with what stands above them",
      "# one\n\n\n---\n# two\n\nkind: a\nresources: []\n\n---   # three\n\nkind: b\nresources: []\n# end\n\n",
      "# one\n\n---\n# two\n\nkind: a\nresources: []\n--- # three\nkind: b\nresources: []\n# end\n",
    ],
    [
      "values are written as they were",
      "kind: a\nresources:\n  - name: A\n    b: 0x1F\n    c: ~\n    d: True\n    e:\n",
      "kind: a\nresources:\n  - name: A\n    b: 0x1F\n    c: ~\n    d: True\n    e:\n",
    ],
    [
      "anchors stay",
      "kind: a\nresources:\n- name: &n A\n  l: &x [ a ]\n- name: B\n  l: *x\n",
      "kind: a\nresources:\n  - name: &n A\n    l: &x [a]\n  - name: B\n    l: *x\n",
    ],
    ["an empty file stays empty", "\n\n", ""],
  ])("%s", (_, text, expected) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });

  test.each([
    ["directives", "%YAML 1.2\n---\nkind:   a\nresources: []\n"],
    ["ends of documents", "kind:   a\nresources: []\n...\n"],
    ["contents beside a separator", "--- {kind:   a, resources: []}\n"],
  ])("a file with %s stays as it is", (_, text) => {
    expect(formatted(text)).toBe(text);
  });

  test("a file with mistakes stays as it is, and they are told", () => {
    const { text, diagnostics = [] } = formatText("a.yaml", "kind: [\n");
    expect([text, diagnostics.map(({ code }) => code)]).toEqual([undefined, expect.arrayContaining(["broken-yaml"])]);
  });

  test("whatever is written where, it says the same afterwards, and formatting it again changes nothing", () => {
    fc.assert(
      fc.property(given, ({ text, resources }) => {
        const once = formatted(text);
        expect((parseYaml(once, "a").documents[0]!.value as { resources: unknown }).resources).toEqual(resources);
        expect(formatted(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  test("our own policies have it", () => {
    const files = readdirSync("policies", { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".yaml"),
    );
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) {
      const text = readFileSync(join("policies", file), "utf8");
      expect(formatted(text)).toBe(text);
    }
  });
});
