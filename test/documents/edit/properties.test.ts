import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edit } from "../../../src/documents/edit/edit.ts";
import { editFile } from "../../../src/documents/edit/edit-file.ts";
import { renderDocument } from "../../../src/documents/edit/new-document.ts";
import { arranged } from "../../../src/documents/edit/revision.ts";
import { writtenScalar } from "../../../src/documents/edit/scalar.ts";
import { parseYaml } from "../../../src/documents/parse.ts";
import { decodeFile } from "../../../src/documents/text.ts";
import { kinds } from "../given.ts";
import { fields, given, resource, text, value } from "./strewn.ts";

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
