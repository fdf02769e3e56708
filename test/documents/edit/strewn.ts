import fc from "fast-check";
import { renderDocument } from "../../../src/documents/edit/new-document.ts";

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
export const text = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 12 }), fc.string({ maxLength: 12 }));
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
export const value = fc.oneof(
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
export const fields = ["action", "state", "urlCategories", "groups", "labels", "description"] as const;
export const resource = fc
  .record({
    name: text,
    fields: fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 5, noNullPrototype: true }),
  })
  .map(({ name, fields: rest }) => ({ name, ...rest }));

/** A file, with comments and blank lines strewn over it where they may stand. */
export interface Given {
  readonly resources: readonly Readonly<Record<string, unknown>>[];
  readonly text: string;
}

const isInText = (lines: readonly string[], index: number): boolean => {
  let at = index;
  const indentOf = (line = ""): number => line.length - line.trimStart().length;
  while (at > 0 && !/:\s[|]-?$|-\s[|]-?$/.test(lines[at] ?? "")) at--;
  return at > 0 && lines.slice(at + 1, index + 1).every((line) => line === "" || indentOf(line) > indentOf(lines[at]));
};

export const given = fc
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
