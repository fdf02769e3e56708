import { describe, expect, test } from "vitest";
import { loadDocuments } from "../../src/documents/load.ts";
import { filesOf, kinds, load, loaded, places, summary } from "./given.ts";

const rule = "kind: zia/url-filtering-rule\nresources:\n";

describe("what is loaded", () => {
  test("documents, resources and their places, in the order of files and lists", async () => {
    const { documents, texts } = await loaded({
      "policies/b.yaml": `${rule}  - name: Second\n    action: BLOCK\n    lifecycle: {protect: true, unmanaged: [labels]}\n`,
      "policies/a.yaml": `kind: zia/location\nresources:\n  - name: Head office\n---\n${rule}  - name: First\n    groups: [Finance]\nposition: {after: Block malware}\n`,
    });
    expect(documents.map(({ kind, file, position }) => [kind, file, position])).toEqual([
      ["zia/location", "policies/a.yaml", undefined],
      ["zia/url-filtering-rule", "policies/a.yaml", { after: "Block malware" }],
      ["zia/url-filtering-rule", "policies/b.yaml", undefined],
    ]);
    const second = documents[2]!.resources[0]!;
    expect(second).toMatchObject({
      address: "zia/url-filtering-rule:Second",
      name: "Second",
      spec: { action: "BLOCK" },
      lifecycle: { protect: true, unmanaged: ["labels"] },
      source: { file: "policies/b.yaml", line: 3, column: 5 },
    });
    expect(Object.keys(second.spec)).toEqual(["action"]);
    const first = documents[1]!.resources[0]!;
    expect(first.at(["groups", 0])).toEqual({ file: "policies/a.yaml", line: 8, column: 14, length: 7 });
    expect(first.at(["state"])).toMatchObject({ line: 7, column: 5 });
    expect(first.at([])).toEqual(first.source);
    expect(documents[1]!.positionSource).toMatchObject({ line: 9, column: 11 });
    expect([...texts.keys()]).toEqual(["policies/a.yaml", "policies/b.yaml"]);
  });

  test("the tree hash depends on paths and bytes, not on the order of listing", async () => {
    const text = "kind: zia/location\nresources: []\n";
    const { tree } = await loaded({ "a.yaml": text, "b.yaml": "" });
    expect(tree).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect((await loaded({ "b.yaml": "", "a.yaml": text })).tree).toBe(tree);
    expect((await loaded({ "a.yaml": text, "c.yaml": "" })).tree).not.toBe(tree);
    expect((await loaded({ "a.yaml": `${text} `, "b.yaml": "" })).tree).not.toBe(tree);
  });

  test("a byte order mark moves no column", async () => {
    const { documents } = await loaded({ "a.yaml": "\ufeffkind: zia/location\nresources:\n  - name: A\n" });
    expect(documents[0]?.source).toMatchObject({ line: 1, column: 1 });
  });

  test.each([
    ["an empty file beside another", { "a.yaml": "", "b.yaml": `${rule}  - name: A\n` }],
    ["a document without resources", { "a.yaml": "kind: zia/location\nresources:\n" }],
    ["acknowledgements alone", { "a.yaml": "kind: zerodrift/acknowledgement\nresources: []\n" }],
  ])("%s is fine", async (_, files) => {
    expect(await load(files)).toMatchObject({ ok: true, diagnostics: [] });
  });

  test.each([
    ["no file", {}],
    ["only empty files", { "a.yaml": "# nothing\n" }],
  ])("%s is missing-policies", async (_, files) => {
    expect((await load(files)).diagnostics.map(summary)).toEqual(["missing-policies"]);
  });
});

describe("documents", () => {
  test.each<[string, string, string[]]>([
    ["a list at the top", "- a\n", ["invalid-document 1:1"]],
    ["a text at the top", "hello\n", ["invalid-document 1:1"]],
    ["no kind", "resources: []\n", ["invalid-document 1:1"]],
    ["no resources", "kind: zia/location\n", ["invalid-document 1:1"]],
    ["an unknown key", "kind: zia/location\nresource: []\nresources: []\n", ["unknown-field 2:1"]],
    ["resources that are no list", "kind: zia/location\nresources: {a: 1}\n", ["invalid-value 2:12"]],
    ["a resource that is a text", "kind: zia/location\nresources:\n  - Head office\n", ["invalid-document 3:5"]],
    ["an unknown kind", "kind: zia/url-filtering\nresources: []\n", ["unknown-kind 1:7"]],
    ["a kind that is only referred to", "kind: zpa/idp\nresources: []\n", ["lookup-kind 1:7"]],
    [
      "a position that is no word",
      "kind: zia/url-filtering-rule\nposition: top\nresources: []\n",
      ["invalid-value 2:11"],
    ],
    [
      "a position after and before",
      "kind: zia/url-filtering-rule\nposition: {after: A, before: B}\nresources: []\n",
      ["unknown-field 2:22"],
    ],
    [
      "a position of the wrong word",
      "kind: zia/url-filtering-rule\nposition: {aftr: A}\nresources: []\n",
      ["unknown-field 2:12"],
    ],
    ["no name", `${rule}  - action: BLOCK\n`, ["missing-field 3:5"]],
    ["an empty name", `${rule}  - name: " "\n`, ["invalid-value 3:11"]],
    ["a name without value", `${rule}  - name:\n`, ["invalid-value 3:5"]],
    ["a number as name", `${rule}  - name: 007\n`, ["not-a-text 3:11"]],
    ["a control character in a name", `${rule}  - name: "a\\u0007"\n`, ["invalid-value 3:11"]],
    ["a name that turns the reading direction", `${rule}  - name: "a\\u202e"\n`, ["invalid-value 3:11"]],
    [
      "a name the schema finds too long",
      `${rule}  - name: 12345678901234567890123456789012x\n`,
      ["invalid-value 3:11"],
    ],
    ["a predefined id", "kind: zia/url-category\nresources:\n  - name: GAMBLING\n", ["reserved-name 3:11"]],
    ["an unknown lifecycle word", `${rule}  - name: A\n    lifecycle: {protct: true}\n`, ["unknown-field 4:17"]],
    ["a lifecycle of the wrong type", `${rule}  - name: A\n    lifecycle: {protect: yes}\n`, ["invalid-value 4:26"]],
    [
      "an unknown field in unmanaged",
      `${rule}  - name: A\n    lifecycle: {unmanaged: [group]}\n`,
      ["unknown-field 4:29"],
    ],
  ])("%s", async (_, text, expected) => {
    const { diagnostics } = await load({ "a.yaml": text });
    expect(places(diagnostics)).toEqual(expected);
  });

  test.each([
    ["no is a text in YAML 1.2, also as a name", `${rule}  - name: no\n`],
    ["accents and emoji", `${rule}  - name: "Bürο 👩‍👩‍👧 A & B <x>"\n`],
  ])("%s", async (_, text) => {
    expect((await load({ "a.yaml": text })).diagnostics).toEqual([]);
  });

  test("mistakes of all files come together, with their lines", async () => {
    const { diagnostics } = await load({
      "a.yaml": "a: [",
      "b.yaml": "kind: zia/locatoin\nresources: []\n",
      "c.yaml": "- 1",
    });
    expect(diagnostics.map(({ code }) => code).toSorted()).toEqual(["broken-yaml", "invalid-document", "unknown-kind"]);
    expect(diagnostics.find(({ code }) => code === "unknown-kind")).toMatchObject({
      excerpt: "kind: zia/locatoin",
      hint: 'did you mean "zia/location"?',
    });
  });
});

describe("duplicates", () => {
  test.each([
    ["the same spelling", "Head office", "Head office", /first stands in a\.yaml:3/],
    ["another case", "Head office", "HEAD office", /"Head office" \(a\.yaml:3\) and "HEAD office"/],
    ["blanks around", "Head office", '" Head office "', /"Head office" \(a\.yaml:3\) and " Head office "/],
    ["an entity", "A & B", "A &amp; B", /"A & B" \(a\.yaml:3\) and "A &amp; B"/],
    ["composed and decomposed accents", "B\u00fcro", "Bu\u0308ro", /spelling of characters/],
  ])("%s is one object", async (_, first, second, hint) => {
    const location = (name: string) => `kind: zia/location\nresources:\n  - name: ${name}\n`;
    const { diagnostics } = await load({ "a.yaml": location(first), "b.yaml": location(second) });
    expect(diagnostics.map(summary)).toEqual(["duplicate-resource b.yaml:3:11"]);
    expect(diagnostics[0]?.hint).toMatch(hint);
  });

  test("one name in two kinds is no duplicate", async () => {
    const both = "kind: zia/location\nresources: [{name: A}]\n---\nkind: zia/url-category\nresources: [{name: A}]\n";
    expect((await load({ "a.yaml": both })).ok).toBe(true);
  });
});

describe("acknowledgements", () => {
  const acknowledge = (entry: string) =>
    load({ "a.yaml": `kind: zerodrift/acknowledgement\nresources:\n  - ${entry}\n` });

  test("are read apart from documents", async () => {
    const { documents, acknowledgements } = await loaded({
      "a.yaml":
        'kind: zerodrift/acknowledgement\nresources:\n  - {change: "zia/location:A", allows: delete, reason: "CHG-1"}\n',
    });
    expect(documents).toEqual([]);
    expect(acknowledgements).toEqual([
      {
        change: "zia/location:A",
        allows: "delete",
        reason: "CHG-1",
        source: { file: "a.yaml", line: 3, column: 5, length: 59 },
      },
    ]);
  });

  test.each<[string, string, string[]]>([
    ["a wrong word", '{change: "zia/location:A", allows: broadning, reason: x}', ["invalid-value 3:40"]],
    ["no reason", '{change: "zia/location:A", allows: delete}', ["missing-field 3:6"]],
    ["an empty reason", '{change: "zia/location:A", allows: delete, reason: " "}', ["invalid-value 3:56"]],
    ["no address", "{change: A, allows: delete, reason: x}", ["invalid-value 3:14"]],
    ["an unknown kind", '{change: "zia/locaton:A", allows: delete, reason: x}', ["unknown-kind 3:14"]],
    ["the order of a type", '{change: "zia/location[WEBMAIL]:*", allows: delete, reason: x}', []],
    [
      "a resource with a type",
      '{change: "zia/location[WEBMAIL]:A", allows: delete, reason: x}',
      ["invalid-value 3:14"],
    ],
    [
      "an unknown kind with a type",
      '{change: "zia/locaton[WEBMAIL]:*", allows: delete, reason: x}',
      ["unknown-kind 3:14"],
    ],
    ["an unknown key", '{change: "zia/location:A", allows: delete, reason: x, by: me}', ["unknown-field 3:59"]],
    ["no mapping", "zia/location:A", ["invalid-value 3:5"]],
  ])("%s", async (_, entry, expected) => {
    expect(places((await acknowledge(entry)).diagnostics)).toEqual(expected);
  });
});

describe("files that are not read", () => {
  test.each<[string, Uint8Array, string]>([
    ["Latin-1", Buffer.from("a: x\nb: caf\xe9\n", "latin1"), "unsupported-file a.yaml:2:7"],
    ["UTF-16", Buffer.from("\ufeffa: x\n", "utf16le"), "unsupported-file a.yaml:1:1"],
    ["a control character", Buffer.from("a: x\nb: \u0000\n"), "unsupported-file a.yaml:2:4"],
    ["more than 10 MiB", Buffer.alloc(10 * 1024 * 1024 + 1, "a"), "unsupported-file a.yaml:1:1"],
  ])("%s", async (_, bytes, expected) => {
    expect((await load({ "a.yaml": bytes })).diagnostics.map(summary)).toEqual([expected]);
  });

  test("symbolic links are reported, not followed", async () => {
    const read = () => Promise.reject(new Error("was read"));
    const source = { list: async () => [{ path: "policies/a.yaml", symlink: true, size: 0 }], read };
    const { diagnostics } = await loadDocuments(source, kinds);
    expect(diagnostics.map(summary)).toEqual(["symlink policies/a.yaml:1:1"]);
  });

  test("a file that grew after it was listed is refused", async () => {
    const source = {
      ...filesOf({}),
      list: async () => [{ path: "a", symlink: false, size: 1 }],
      read: async () => Buffer.alloc(10 * 1024 * 1024 + 1, "a"),
    };
    expect((await loadDocuments(source, kinds)).diagnostics.map(({ code }) => code)).toEqual(["unsupported-file"]);
  });
});
