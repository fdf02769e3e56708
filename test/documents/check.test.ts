import { describe, expect, test } from "vitest";
import { compileChecker } from "../../src/documents/check.ts";
import { parseYaml } from "../../src/documents/parse.ts";
import { load, places } from "./given.ts";

const rule = (fields: string) =>
  load({ "a.yaml": `kind: zia/url-filtering-rule\nresources:\n  - name: A\n    ${fields}\n` });
const access = (fields: string) =>
  load({ "a.yaml": `kind: zpa/access-rule\nresources:\n  - name: A\n    ${fields}\n` });

describe("fields of a resource", () => {
  test.each<[string, string, string[], RegExp]>([
    ["an unknown field", "urlCategory: [A]", ["unknown-field 4:5"], /urlCategories/],
    ["a lifecycle word beside the fields", "protect: true", ["unknown-field 4:5"], /under "lifecycle"/],
    ["a number where text is due", "description: 0123", ["not-a-text 4:18"], /^write "0123"$/],
    ["true where text is due", "description: true", ["not-a-text 4:18"], /^write "true"$/],
    ["a number in a list of texts", "groups: [A, 12]", ["not-a-text 4:17"], /^write "12"$/],
    ["a text that is too long", 'description: "123456789012345678901"', ["invalid-value 4:18"], /^$/],
    ["one text where a list is due", "groups: Finance", ["invalid-value 4:13"], /^write \[Finance\]$/],
    ["yes for true", "blockOverride: yes", ["invalid-value 4:20"], /^write true$/],
    ["off for false", "blockOverride: Off", ["invalid-value 4:20"], /^write false$/],
    ["a number in quotes", 'rank: "7"', ["invalid-value 4:11"], /^write 7 without quotes$/],
    ["a fraction for a whole number", "rank: 1.5", ["invalid-value 4:11"], /^$/],
    ["too large a number", "rank: 8", ["invalid-value 4:11"], /^$/],
    ["not a number at all", "rank: .nan", ["invalid-value 4:11"], /^$/],
    ["a value of a closed list", "state: ENABELD", ["invalid-value 4:12"], /did you mean "ENABLED"/],
    ["another case of a closed list", "state: enabled", ["invalid-value 4:12"], /did you mean "ENABLED"/],
    ["a wrong form", "timeQuota: 90 min", ["invalid-value 4:16"], /^write it like "90m" \(units: m, h\)$/],
    [
      "an entry that stands twice",
      "urlCategories: [A, B, A, B]",
      ["invalid-value 4:27", "invalid-value 4:30"],
      /the first is entry 1/,
    ],
    ["a number where one of some words is due", "state: 5", ["not-a-text 4:12"], /^known values: .*ENABLED/],
    ["a list where one of some words is due", "state: [ENABLED]", ["invalid-value 4:12"], /^known values: .*ENABLED/],
    ["a mapping where a list is due", "groups: {a: 1}", ["invalid-value 4:13"], /^$/],
  ])("%s", async (_, fields, expected, hint) => {
    const { ok, diagnostics } = await rule(fields);
    expect(ok).toBe(false);
    expect(places(diagnostics)).toEqual(expected);
    expect(diagnostics[0]?.hint ?? "").toMatch(hint);
  });

  test("an unlisted value of an open list is a warning and passes", async () => {
    const { ok, diagnostics } = await rule("action: BLOK");
    expect(ok).toBe(true);
    expect(places(diagnostics)).toEqual(["unknown-value 4:13"]);
    expect(diagnostics[0]).toMatchObject({ severity: "warning", hint: 'did you mean "BLOCK"?' });
  });

  test("an open list is still a list of texts", async () => {
    expect(places((await rule("action: 7")).diagnostics)).toEqual(["not-a-text 4:13"]);
  });

  test.each(["groups: null", "groups: []", "description: ~", "rank: 7", "timeQuota: 2h"])(
    "%s is fine",
    async (fields) => {
      expect(await rule(fields)).toMatchObject({ ok: true, diagnostics: [] });
    },
  );

  test("all mistakes of a resource are found together", async () => {
    const { diagnostics } = await rule("rank: x\n    groups: 1\n    nothing: 2");
    expect(places(diagnostics).toSorted()).toEqual(["invalid-value 4:11", "invalid-value 5:13", "unknown-field 6:5"]);
  });
});

describe("nested values and unions", () => {
  test.each<[string, string, string[]]>([
    ["an unknown word in a block", "conditions: [{APP_GRUP: [A]}]", ["unknown-field 4:19"]],
    [
      "a misspelt field and the one it was meant to be are one mistake",
      "conditions: [{SCIM_GROUP: [{idp: A, grup: B}]}]",
      ["unknown-field 4:41"],
    ],
    ["a missing field points at the mapping", "conditions: [{SCIM_GROUP: [{idp: A}]}]", ["missing-field 4:33"]],
    ["an empty list", "conditions: [{APP_GROUP: []}]", ["invalid-value 4:30"]],
    ["constants of a union are one list", "conditions: [{COUNTRY: [GE]}]", ["invalid-value 4:29"]],
    [
      "a union of a number and a text reports the nearer branch",
      "ports: [443, 70000, 80-, true]",
      ["invalid-value 4:18", "invalid-value 4:25", "not-a-text 4:30"],
    ],
  ])("%s", async (_, fields, expected) => {
    expect(places((await access(fields)).diagnostics)).toEqual(expected);
  });

  test("the words name what is allowed", async () => {
    const { diagnostics } = await access("conditions: [{COUNTRY: [GE]}]");
    expect(diagnostics[0]?.hint).toMatch(/DE|FR/);
  });

  test("null unions make no noise", async () => {
    const { diagnostics } = await access("action: DENIED\n    conditions: 4");
    expect(diagnostics).toHaveLength(2);
    expect(diagnostics[1]?.message).toBe('"conditions" must be a list, not a number');
  });

  test("two forms mixed where only one may be used", () => {
    const schema = {
      oneOf: [
        { type: "object", required: ["a"] },
        { type: "object", required: ["b"] },
      ],
    };
    const { value, places: at } = parseYaml("a: 1\nb: 2\n", "x").documents[0]!;
    expect(compileChecker(schema, "it").check(value, at, [])).toMatchObject([{ code: "invalid-value" }]);
  });

  test("definitions of the schema hold inside unions", () => {
    const schema = {
      $defs: { port: { type: "integer", maximum: 9 } },
      type: "object",
      properties: { a: { anyOf: [{ $ref: "#/$defs/port" }, { type: "null" }] } },
    };
    const { value, places: at } = parseYaml("a: 10\n", "x").documents[0]!;
    expect(compileChecker(schema, "it").check(value, at, [])).toMatchObject([
      { code: "invalid-value", message: '"a" must be at most 9, not 10', source: { line: 1, column: 4 } },
    ]);
  });
});

describe("secrets", () => {
  test("a secret written into the file is never shown", async () => {
    const { diagnostics } = await rule("password: hunter2");
    expect(places(diagnostics)).toEqual(["invalid-value 4:5"]);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
    expect(diagnostics[0]?.hint).toContain("ZERODRIFT_SECRET");
  });

  test("neither below its field nor beside another mistake of the line", async () => {
    const given = 'kind: zia/url-filtering-rule\nresources:\n  - {name: A, password: {value: "hunter2"}, nothing: 1}\n';
    const { diagnostics } = await load({ "a.yaml": given });
    expect(diagnostics).toHaveLength(2);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  });

  test("a reference to the environment is fine", async () => {
    expect((await rule("password: {env: ZERODRIFT_SECRET_X, version: 3}")).ok).toBe(true);
  });
});
