import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arranged } from "../../../src/documents/edit/align.ts";
import type { Edit } from "../../../src/documents/edit/edit.ts";
import { editFile } from "../../../src/documents/edit/edit-file.ts";
import { renderDocument } from "../../../src/documents/edit/new-document.ts";
import { writtenScalar } from "../../../src/documents/edit/scalar.ts";
import { parseYaml } from "../../../src/documents/parse.ts";
import { decodeFile } from "../../../src/documents/text.ts";
import { kinds } from "../given.ts";

/** What somebody calls things, and what YAML would rather take for something else. */
const nasty = fc.constantFrom(
  ...["A & B", "A &amp; B", "<x>", " lead", "trail ", "", " ", "yes", "No", "null", "~", "Null", "true", "FALSE", "on"],
  ...["123", "-1", "+5", "0123", "1e3", "0x1F", "0o7", "1_000", "1.5", ".5", "5.", ".inf", "-.INF", ".nan", "12:30"],
  ...["2026-01-01", "2026-01-01T10:00:00Z", "a: b", "a:", ":a", "a #b", "#a", "- a", "-", "--- a", "---", "...", "? a"],
  ...["[a", "a]", "{a}", "a, b", "a,b", "*a", "&a", "!a", "!!str a", "|", ">", "%a", "@a", "`a", "'a'", '"a"', "a'b"],
  ...[
    "\\",
    "a\\n",
    "é",
    "日本",
    "👩‍💻",
    "\u{1f1e9}\u{1f1ea}",
    "a\nb",
    "a\n\nb\n",
    "a\n",
    "\na",
    "a \nb",
    "a\n b\n",
    "\ttab",
  ],
  ...[
    "a\u0007b",
    "\u0085",
    "\u2028",
    "\ufeffa",
    "\u200b",
    "a\rb",
    "\r\n",
    "\ud800",
    "=",
    "<<",
    "1,000",
    "y",
    "n",
    "0b1",
  ],
);
const text = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 12 }), fc.string({ maxLength: 12 }));
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 4 }),
  fc.dictionary(
    fc.constantFrom("idp", "group", "is", "a: b", "yes"),
    fc.oneof(text, fc.array(text, { maxLength: 3 })),
    {
      maxKeys: 3,
      noNullPrototype: true,
    },
  ),
  fc.array(
    fc.dictionary(fc.constantFrom("APP", "SCIM"), fc.array(scalar, { maxLength: 3 }), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    {
      maxLength: 3,
    },
  ),
);
const fields = ["action", "state", "urlCategories", "groups", "labels", "description"] as const;
const resource = fc
  .record({
    name: text,
    fields: fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 5, noNullPrototype: true }),
  })
  .map(({ name, fields: rest }) => ({ name, ...rest }));

/** A file, with comments and blank lines strewn over it where they may stand. */
interface Given {
  readonly resources: readonly Readonly<Record<string, unknown>>[];
  readonly text: string;
}

const isInText = (lines: readonly string[], index: number): boolean => {
  let at = index;
  const indentOf = (line = ""): number => line.length - line.trimStart().length;
  while (at > 0 && !/:\s[|]-?$|-\s[|]-?$/.test(lines[at] ?? "")) at--;
  return at > 0 && lines.slice(at + 1, index + 1).every((line) => line === "" || indentOf(line) > indentOf(lines[at]));
};

const given = fc
  .record({
    resources: fc.array(resource, { minLength: 1, maxLength: 4 }),
    noise: fc.infiniteStream(fc.constantFrom("", "", "", "", "", "", "comment", "blank", "behind")),
    isWindows: fc.boolean(),
  })
  .map(({ resources, noise, isWindows }): Given => {
    const lines = renderDocument({ kind: "zia/url-filtering-rule", resources }).split("\n").slice(0, -1);
    const strewn = lines.flatMap((line, index) => {
      const kind = noise.next().value;
      if (index < 2 || isInText(lines, index) || line === "") return [line];
      const margin = " ".repeat(line.length - line.trimStart().length);
      if (kind === "comment") return [`${margin}# note ${index}`, line];
      if (kind === "blank") return ["", line];
      return kind === "behind" && !/[|]-?$/.test(line) ? [`${line} # note ${index}`] : [line];
    });
    const whole = strewn.map((line) => `${line}\n`).join("");
    return { resources, text: isWindows ? whole.replaceAll("\n", "\r\n") : whole };
  });

const resourcesOf = (yaml: string): unknown => {
  const { documents, diagnostics } = parseYaml(yaml, "a");
  expect(diagnostics).toEqual([]);
  return (documents[0]!.value as { resources: unknown }).resources;
};

const edit = (yaml: string, edits: readonly Edit[]): string => {
  const result = editFile("a", yaml, edits, kinds);
  expect(result.diagnostics ?? []).toEqual([]);
  return result.text ?? "";
};

const linesOf = (yaml: string): readonly string[] => yaml.split("\n");

/** Whether the lines stand in the text, in their order. */
const holdsInOrder = (lines: readonly string[], among: readonly string[]): boolean => {
  let at = 0;
  for (const line of among) if (at < lines.length && lines[at] === line) at++;
  return at === lines.length;
};

describe("values of every kind", () => {
  test("a text reads back as it was, and the file can be read", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("plain", "single", "double"), (name, had) => {
        const yaml = `a: ${writtenScalar(name, "block", had)}\nb: [x, ${writtenScalar(name, "flow", had)}, y]\n`;
        expect(decodeFile(Buffer.from(yaml), "a").diagnostic).toBeUndefined();
        expect(parseYaml(yaml, "a").documents[0]?.value).toEqual({ a: name, b: ["x", name, "y"] });
      }),
      { numRuns: 1000 },
    );
  });

  test("a new document reads back as it was", () => {
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 3 }), (resources) => {
        expect(resourcesOf(renderDocument({ kind: "zia/url-filtering-rule", resources }))).toEqual(resources);
      }),
      { numRuns: 200 },
    );
  });
});

describe("edits of every kind", () => {
  test("a field that is set reads as meant, and no line of another resource or field changes", () => {
    fc.assert(
      fc.property(given, fc.nat(3), fc.constantFrom(...fields, "name"), value, (file, place, field, after) => {
        const index = place % file.resources.length;
        const before = file.resources[index] ?? {};
        const edited = edit(file.text, [{ do: "set", at: { document: 0, resource: index }, field, value: after }]);
        const kept = Object.hasOwn(before, field) ? arranged(before[field], after) : after;
        expect(resourcesOf(edited)).toEqual(
          file.resources.map((one, at) => (at === index ? { ...one, [field]: kept } : one)),
        );
        const others = edit(file.text, [{ do: "unset", at: { document: 0, resource: index }, field }]);
        if (field !== "name") expect(holdsInOrder(linesOf(others), linesOf(edited))).toBe(true);
        expect(edit(edited, [{ do: "set", at: { document: 0, resource: index }, field, value: after }])).toBe(edited);
      }),
      { numRuns: 200 },
    );
  });

  test("resources that go, come and move leave the others' lines alone", () => {
    fc.assert(
      fc.property(
        given,
        fc.nat(3),
        resource,
        fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
        (file, place, added, keys) => {
          const all = file.resources.map((_, index) => index);
          const gone = place % file.resources.length;
          const sequence = all.toSorted((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
          const edited = edit(file.text, [
            { do: "order", document: 0, sequence },
            { do: "remove", at: { document: 0, resource: gone } },
            { do: "add", document: 0, after: null, value: added },
          ]);
          expect(resourcesOf(edited)).toEqual([
            added,
            ...sequence.filter((index) => index !== gone).map((index) => file.resources[index]),
          ]);
          const without = edit(file.text, [{ do: "remove", at: { document: 0, resource: gone } }]);
          expect(
            holdsInOrder(
              linesOf(without).filter((line) => line.trim() !== ""),
              linesOf(file.text),
            ),
          ).toBe(file.resources.length > 1);
          expect(
            linesOf(edited)
              .map((line) => line.trimEnd())
              .toSorted(),
          ).toEqual(
            expect.arrayContaining(
              linesOf(without)
                .map((line) => line.trimEnd())
                .filter((line) => line !== "" && line !== "resources: []"),
            ),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});
