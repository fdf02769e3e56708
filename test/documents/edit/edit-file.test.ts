import { structuredPatch } from "diff";
import { describe, expect, test } from "vitest";
import type { Edit } from "../../../src/documents/edit/edit.ts";
import { editFile } from "../../../src/documents/edit/edit-file.ts";
import { kinds } from "../given.ts";

const edited = (text: string, ...edits: readonly Edit[]): string => {
  const result = editFile("a.yaml", text, edits, kinds);
  if (result.text === undefined) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return result.text;
};

/** The lines that differ, as a reviewer sees them. */
const diffOf = (before: string, after: string): readonly string[] =>
  structuredPatch("a", "a", before, after, "", "", { context: 0 }).hunks.flatMap(({ lines }) => lines);

const diff = (text: string, ...edits: readonly Edit[]): readonly string[] => diffOf(text, edited(text, ...edits));

const at = (resource: number, document = 0) => ({ document, resource });
const set = (resource: number, field: string, value: unknown): Edit => ({ do: "set", at: at(resource), field, value });

const rules = `# yaml-language-server: $schema=../x.json
# Web access.
kind: zia/url-filtering-rule
resources:
  # --- first ---

  # Why A is here.
  - name: A # the first
    action: "BLOCK" # on purpose
    urlCategories: [ONE, 'TWO', THREE] # short
    groups:
      # the money
      - Finance # since 2019

      - "Controlling"
      - Sales

  # --- second ---

  # Why B is here,
  # in two lines.
  - name: B
    description: |
      one
      two
    action: ALLOW
    # behind B
  - {name: C, action: BLOCK, groups: [x]} # short
`;

describe("a field that is set", () => {
  test.each<[string, Edit, readonly string[]]>([
    [
      "keeps the quotes and the comment",
      set(0, "action", "ALLOW"),
      ['-    action: "BLOCK" # on purpose', '+    action: "ALLOW" # on purpose'],
    ],
    ["that has the value already changes nothing", set(0, "urlCategories", ["ONE", "TWO", "THREE"]), []],
    [
      "stays in brackets, with what stays in its quotes",
      set(0, "urlCategories", ["THREE", "TWO", "a, b"]),
      ["-    urlCategories: [ONE, 'TWO', THREE] # short", "+    urlCategories: ['TWO', THREE, \"a, b\"] # short"],
    ],
    ["loses one entry and its comment", set(0, "groups", ["Sales", "Controlling"]), ["-      - Finance # since 2019"]],
    [
      "gains entries at the end",
      set(0, "groups", ["New", "Finance", "Controlling", "Sales", "yes"]),
      ["+      - New", '+      - "yes"'],
    ],
    [
      "can lose everything",
      set(0, "groups", []),
      [
        "-    groups:",
        "-      # the money",
        "-      - Finance # since 2019",
        "+    groups: []",
        '-      - "Controlling"',
        "-      - Sales",
        "-",
      ],
    ],
    [
      "can be cleared",
      set(0, "urlCategories", null),
      ["-    urlCategories: [ONE, 'TWO', THREE] # short", "+    urlCategories: null # short"],
    ],
    ["goes where the kind's fields have it when it is new", set(0, "state", "ENABLED"), ["+    state: ENABLED"]],
    ["keeps its lines when it has several", set(1, "description", "one\nthree\n"), ["-      two", "+      three"]],
    [
      "becomes one line",
      set(1, "description", "x: y"),
      ["-    description: |", "-      one", "-      two", '+    description: "x: y"'],
    ],
    [
      "stays in braces",
      set(2, "description", "1e3"),
      [
        "-  - {name: C, action: BLOCK, groups: [x]} # short",
        '+  - {name: C, action: BLOCK, groups: [x], description: "1e3"} # short',
      ],
    ],
    ["can be the name", set(1, "name", "B & C"), ["-  - name: B", "+  - name: B & C"]],
    ["can be the tool's own word", set(1, "lifecycle", { protect: true }), ["+    lifecycle: {protect: true}"]],
  ])("%s", (_, edit, expected) => {
    expect(diff(rules, edit)).toEqual(expected);
  });

  test("is written where it stands in the order of fields, also beside others that are new", () => {
    const text = edited(rules, set(1, "labels", ["x"]), set(1, "state", "ENABLED"), set(1, "groups", ["why"]));
    expect(text).toContain(
      "    action: ALLOW\n    state: ENABLED\n    groups: [why]\n    labels: [x]\n    # behind B\n",
    );
  });

  test.each([
    ["removed with its line", 0, "action", ['-    action: "BLOCK" # on purpose']],
    [
      "removed from braces",
      2,
      "groups",
      ["-  - {name: C, action: BLOCK, groups: [x]} # short", "+  - {name: C, action: BLOCK} # short"],
    ],
    ["absent already", 2, "state", []],
  ])("can be %s", (_, resource, field, expected) => {
    expect(diff(rules, { do: "unset", at: at(resource), field })).toEqual(expected);
  });
});

describe("resources", () => {
  test("one goes with its own comments, headings and the others' stay", () => {
    expect(diff(rules, { do: "remove", at: at(1) })).toEqual([
      ...[
        "-  # Why B is here,",
        "-  # in two lines.",
        "-  - name: B",
        "-    description: |",
        "-      one",
        "-      two",
      ],
      ...["-    action: ALLOW", "-    # behind B"],
    ]);
  });

  test("the first goes and leaves no hole", () => {
    const text = edited(rules, { do: "remove", at: at(0) });
    expect(text).toContain("resources:\n  # --- first ---\n\n  # --- second ---\n\n  # Why B is here,\n");
  });

  test("the last of a document that is alone leaves an empty list and what stands above", () => {
    const text = "# why\nkind: zia/location\nresources: # all\n  # own\n  - name: A\n";
    expect(edited(text, { do: "remove", at: at(0) })).toBe("# why\nkind: zia/location\nresources: [] # all\n");
  });

  test.each([
    [
      "first",
      0,
      "# two\nkind: zia/location\nresources:\n  - name: B\n---\nkind: zia/location\nresources:\n  - name: C\n",
    ],
    [
      "second",
      1,
      "# one\nkind: zia/location\nresources:\n  - name: A\n---\nkind: zia/location\nresources:\n  - name: C\n",
    ],
    [
      "third",
      2,
      "# one\nkind: zia/location\nresources:\n  - name: A\n---\n# two\nkind: zia/location\nresources:\n  - name: B\n",
    ],
  ])("the last of the %s of several documents takes it along", (_, document, expected) => {
    const text =
      "# one\nkind: zia/location\nresources:\n  - name: A\n---\n# two\nkind: zia/location\nresources:\n  - name: B\n---\nkind: zia/location\nresources:\n  - name: C\n";
    expect(edited(text, { do: "remove", at: at(0, document) })).toBe(expected);
  });

  test("a new one looks like its neighbours", () => {
    const text = edited(rules, {
      do: "add",
      document: 0,
      after: 0,
      value: { name: "New", action: "BLOCK", groups: ["a"] },
    });
    expect(text).toContain(
      "      - Sales\n\n  - name: New\n    action: BLOCK\n    groups: [a]\n\n  # --- second ---\n",
    );
    const list = "kind: zia/location\nresources:\n- {name: A}\n- {name: B}\n";
    expect(diff(list, { do: "add", document: 0, after: null, value: { name: "New" } })).toEqual(["+- {name: New}"]);
    expect(
      edited("kind: zia/location\nresources: [] # none\n", {
        do: "add",
        document: 0,
        after: null,
        value: { name: "New" },
      }),
    ).toBe("kind: zia/location\nresources: # none\n  - name: New\n");
  });

  test("one that moves takes its comments along, the others do not move", () => {
    const list =
      "kind: zia/location\nresources:\n  # a\n  - name: A\n\n  # --- x ---\n\n  - name: B\n\n  # c\n  - name: C # c\n";
    expect(edited(list, { do: "order", document: 0, sequence: [2, 0, 1] })).toBe(
      "kind: zia/location\nresources:\n  # c\n  - name: C # c\n\n  # a\n  - name: A\n\n  # --- x ---\n\n  - name: B\n",
    );
    expect(edited(list, { do: "order", document: 0, sequence: [1, 2, 0] })).toBe(
      "kind: zia/location\nresources:\n  # --- x ---\n\n  - name: B\n\n  # c\n  - name: C # c\n\n  # a\n  - name: A\n",
    );
  });

  test("those that an order does not name stay where they are", () => {
    const list = "kind: zia/location\nresources:\n  - name: A\n  - name: B\n  - name: C\n  - name: D\n";
    const names = (text: string) => [...text.matchAll(/name: (.)/g)].map(([, name]) => name).join("");
    expect(names(edited(list, { do: "order", document: 0, sequence: [3, 0] }))).toBe("DBCA");
    expect(
      names(
        edited(list, { do: "order", document: 0, sequence: [3, 0] }, { do: "order", document: 0, sequence: [2, 1] }),
      ),
    ).toBe("DCBA");
  });

  test("all edits of a call speak of the places before it", () => {
    const list = "kind: zia/location\nresources:\n  - name: A\n  - name: B\n  - name: C\n";
    expect(
      edited(
        list,
        { do: "remove", at: at(0) },
        { do: "set", at: at(2), field: "name", value: "D" },
        { do: "add", document: 0, after: 0, value: { name: "New" } },
        { do: "order", document: 0, sequence: [2, 0, 1] },
      ),
    ).toBe("kind: zia/location\nresources:\n  - name: New\n  - name: D\n  - name: B\n");
  });
});

describe("what surrounds an edit stays", () => {
  test.each([
    ["Windows line ends", (text: string) => text.replaceAll("\n", "\r\n")],
    ["a byte order mark", (text: string) => `\ufeff${text}`],
    ["no line end at the end", (text: string) => text.replace(/\n$/, "")],
  ])("%s", (_, spelled) => {
    const edits = [
      set(0, "groups", ["Finance", "X"]),
      set(1, "description", "one\nthree\n"),
      { do: "remove", at: at(2) },
    ] as const;
    expect(edited(spelled(rules), ...edits)).toBe(spelled(edited(rules, ...edits)));
  });

  test("a list with one entry a line between brackets is edited by the line", () => {
    const text =
      "kind: zia/url-filtering-rule\nresources:\n  - name: A\n    groups: [\n      a, # one\n      b,\n      c # three\n    ]\n";
    expect(diff(text, set(0, "groups", ["a", "c", "d"]))).toEqual([
      "-      b,",
      "-      c # three",
      "+      c, # three",
      "+      d,",
    ]);
  });

  test("so are thousands of resources, and lists that lose nearly everything", () => {
    const list = Array.from({ length: 2_000 }, (_, index) => `  - name: L${index}\n`);
    const text = `kind: zia/location\nresources:\n${list.join("")}`;
    const edits = list.map((_, index): Edit => set(index, "name", `M${index}`));
    expect(edited(text, ...edits)).toBe(text.replaceAll("name: L", "name: M"));
    const urls = Array.from({ length: 5_000 }, (_, index) => `host-${index}.example`);
    const category = (field: string) => `kind: zia/url-category\nresources:\n  - name: A\n    urls:${field}\n`;
    const last = urls.slice(-1);
    expect(edited(category(`\n      - ${urls.join("\n      - ")}`), set(0, "urls", last))).toBe(
      category("\n      - host-4999.example"),
    );
    expect(edited(category(` [${urls.join(", ")}]`), set(0, "urls", last))).toBe(category(" [host-4999.example]"));
  });

  test("brackets that outgrow the line become one entry a line", () => {
    const text = "kind: zia/url-filtering-rule\nresources:\n  - name: A\n    groups: [a] # why\n    labels: [b]\n";
    const long = ["a", "b".repeat(60), "c".repeat(60)];
    expect(diff(text, set(0, "groups", long))).toEqual([
      "-    groups: [a] # why",
      "+    groups: # why",
      ...long.map((one) => `+      - ${one}`),
    ]);
  });

  test("parts of a mapping in a list are edited one by one", () => {
    const text =
      "kind: zpa/access-rule\nresources:\n  - name: A\n    conditions:\n      # apps\n      - APP_GROUP: [x] # x\n      - SCIM_GROUP:\n          - {idp: Okta, group: A}\n          - {idp: Okta,   group: B} # b\n";
    const groups = [
      { idp: "Okta", group: "B" },
      { idp: "Okta", group: "C" },
    ];
    expect(diff(text, set(0, "conditions", [{ APP_GROUP: ["x", "z"] }, { SCIM_GROUP: groups }]))).toEqual([
      "-      - APP_GROUP: [x] # x",
      "+      - APP_GROUP: [x, z] # x",
      "-          - {idp: Okta, group: A}",
      "+          - {idp: Okta, group: C}",
    ]);
  });

  test("25,000 entries are edited in a moment", () => {
    const urls = Array.from({ length: 25_000 }, (_, index) => `host-${index}.example`);
    const text = `kind: zia/url-category\nresources:\n  - name: A\n    urls:\n${urls.map((url) => `      - ${url}\n`).join("")}`;
    const after = [...urls.filter((url) => url !== "host-77.example"), "new.example"];
    expect(edited(text, set(0, "urls", after.toReversed()))).toBe(
      `${text.replace("      - host-77.example\n", "")}      - new.example\n`,
    );
  });
});

describe("what is refused", () => {
  const shared =
    "kind: zia/url-category\nresources:\n  - name: A\n    urls: &hosts [a, b]\n  - name: B\n    urls: *hosts\n    keywords: [k]\n";
  test.each([
    ["the value behind an anchor that is used elsewhere", set(0, "urls", ["a"]), "shared-value 4:18"],
    ["an alias", set(1, "urls", ["a"]), "shared-value 6:11"],
    ["the removal of an anchor that is used elsewhere", { do: "remove", at: at(0) } as const, "shared-value 4:18"],
    ["a move of the alias before its anchor", { do: "order", document: 0, sequence: [1, 0] } as const, "shared-value"],
  ])("%s", (_, edit, expected) => {
    const { text, diagnostics = [] } = editFile("a.yaml", shared, [edit], kinds);
    expect(text).toBeUndefined();
    expect(diagnostics.map(({ code, source }) => `${code} ${source?.line}:${source?.column}`).join()).toContain(
      expected,
    );
    expect(diagnostics[0]?.hint).toContain('"*hosts"');
  });

  test("what stands beside a shared value is edited all the same", () => {
    expect(diff(shared, set(1, "keywords", ["k", "l"]))).toEqual(["-    keywords: [k]", "+    keywords: [k, l]"]);
    expect(diff(shared, { do: "remove", at: at(1) })).toEqual([
      "-  - name: B",
      "-    urls: *hosts",
      "-    keywords: [k]",
    ]);
  });

  test("a file with mistakes, with their places", () => {
    const { text, diagnostics = [] } = editFile("a.yaml", "kind: [\nresources: []\n", [set(0, "name", "B")], kinds);
    expect(text).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toContain("broken-yaml");
  });
});
