import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { markLine, withExcerpts } from "../../src/diagnostics/excerpt.ts";
import { formatDiagnostics } from "../../src/diagnostics/format.ts";
import { cellsOf, visible } from "../../src/diagnostics/visible.ts";

const at = (file: string, line: number, column: number, length?: number) => ({
  file,
  line,
  column,
  ...(length === undefined ? {} : { length }),
});

const unknownReference: Diagnostic = {
  severity: "error",
  code: "unknown-reference",
  message: 'no zia/location is named "hedd-office"',
  source: at("policies/web/block-gambling.yaml", 14, 9, 11),
  excerpt: "      - hedd-office",
  hint: 'did you mean "head-office" (policies/locations.yaml:3)?',
};

const golden = (name: string) => new URL(`golden/${name}.txt`, import.meta.url).pathname;
const plain = { color: false };
const escapeCharacter = String.fromCharCode(27);

describe("what people read", () => {
  test("the documented look", async () => {
    await expect(formatDiagnostics([unknownReference], plain)).toMatchFileSnapshot(golden("unknown-reference"));
  });

  test("errors first, then as the files are read, with a count", async () => {
    const diagnostics: Diagnostic[] = [
      {
        severity: "warning",
        code: "unknown-value",
        message: '"BLOK" is not known',
        source: at("policies/a.yaml", 2, 11, 4),
      },
      { ...unknownReference, source: at("policies/b.yaml", 3, 5, 4), excerpt: "    late: 1" },
      { ...unknownReference, source: at("policies/a.yaml", 10, 1), excerpt: "early: 1" },
      {
        severity: "error",
        code: "missing-policies",
        message: "there is no policy document",
        hint: "declare something",
      },
    ];
    const texts = () => "kind: zia/location\n  action: BLOK\n";
    await expect(formatDiagnostics(diagnostics, { color: false, texts })).toMatchFileSnapshot(golden("sorted"));
  });

  test("long lines, wide characters, tabs and hidden characters", async () => {
    const long = `    urls: [${Array.from({ length: 60 }, (_, index) => `host${index}.example.com`).join(", ")}]`;
    const column = long.indexOf("host42") + 1;
    const hidden = `name: a${escapeCharacter}[31mred\u202e`;
    const diagnostics: Diagnostic[] = [
      { ...unknownReference, source: at("a.yaml", 1, column, 18), excerpt: long },
      { ...unknownReference, source: at("a.yaml", 2, 9, 4), excerpt: "  本社オフィス: tōkyō" },
      { ...unknownReference, source: at("a.yaml", 3, 2, 4), excerpt: "\tname: 👩‍👩‍👧 x" },
      { ...unknownReference, source: at("a.yaml", 4, 7, 7), excerpt: hidden, message: `no "${hidden}"\nsecond line` },
      { ...unknownReference, source: at("a.yaml", 123456, 3, 4), excerpt: "  name: five digits and more" },
    ];
    await expect(formatDiagnostics(diagnostics, plain)).toMatchFileSnapshot(golden("lines"));
  });

  test("colours are added on request only", () => {
    expect(formatDiagnostics([unknownReference], plain)).not.toContain(escapeCharacter);
    expect(formatDiagnostics([unknownReference], { color: true })).toContain(`${escapeCharacter}[31m`);
  });

  test("nothing found is nothing said", () => {
    expect(formatDiagnostics([], plain)).toBe("");
  });

  test("a place without text shows no excerpt", () => {
    const { excerpt, ...bare } = unknownReference;
    expect(formatDiagnostics([bare], plain).split("\n")[2]).toMatch(/^ {2}hint:/);
  });
});

describe("excerpts", () => {
  const text = "first\r\nsecond: hunter2\nthird";
  test("the line of each place is added, without its line end", () => {
    const [first, third] = withExcerpts(
      [
        { ...unknownReference, excerpt: undefined as never, source: at("a", 1, 1) },
        { ...unknownReference, excerpt: undefined as never, source: at("a", 3, 1) },
      ],
      () => text,
    );
    expect([first?.excerpt, third?.excerpt]).toEqual(["first", "third"]);
  });

  test("a concealed line stays concealed for everything found on it", () => {
    const found = withExcerpts(
      [
        { ...unknownReference, source: at("a", 2, 1), excerpt: "" },
        { severity: "error", code: "invalid-value", message: "x", source: at("a", 2, 9) },
      ],
      () => text,
    );
    expect(formatDiagnostics(found, { color: false, texts: () => text })).not.toContain("hunter2");
  });
});

describe("properties", () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.stringMatching(/^[ -~\t本👍é]{0,200}$/u),
  );

  test("no control character ever reaches the output", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), line, fc.nat(300), fc.nat(50), (message, excerpt, column, length) => {
        const shown = formatDiagnostics(
          [{ ...unknownReference, message, hint: message, excerpt, source: at(message, 1, column + 1, length) }],
          plain,
        );
        expect(shown.replaceAll("\n", "")).toBe(visible(shown.replaceAll("\n", "")));
      }),
    );
  });

  test("the caret is under the character the column names, and in view", () => {
    fc.assert(
      fc.property(line, fc.nat(300), fc.integer({ min: 1, max: 100 }), (raw, offset, length) => {
        const text = raw.replaceAll(/[\r\n\u2028\u2029]/g, "");
        const cells = cellsOf(text);
        fc.pre(cells.length > 0);
        const cell = cells[offset % cells.length]!;
        fc.pre(cell.width > 0);
        const marked = markLine(text, at("a", 1, cell.start + 1, length), 72);
        const widthBefore = (count: number): number => cells.slice(0, count).reduce((sum, one) => sum + one.width, 0);
        if (widthBefore(cells.length) <= 72) expect(marked.from).toBe(widthBefore(cells.indexOf(cell)));
        let width = 0;
        const under = cellsOf(marked.line).find((one) => {
          width += one.width;
          return width > marked.from;
        });
        expect(under?.text[0]).toBe(cell.text[0]);
        expect(marked.from + marked.length).toBeLessThanOrEqual(72);
      }),
    );
  });

  test("no line is longer than the screen", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,500}$/), fc.nat(600), fc.nat(300), (excerpt, column, length) => {
        const source = at("a", 1, column % (excerpt.length + 1), length);
        const shown = formatDiagnostics([{ ...unknownReference, excerpt, source }], plain);
        for (const one of shown.split("\n").filter((text) => /^ +\d* \|/.test(text)))
          expect(one.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
