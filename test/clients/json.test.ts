import { describe, expect, test } from "vitest";
import { parseJson, stringifyJson } from "../../src/clients/json.ts";

describe("parseJson and stringifyJson", () => {
  test.each([
    ["an integer beyond 2^53", '{"idpId":216000000000005825}', { idpId: 216000000000005825n }],
    ["a negative integer beyond -2^53", "[-216000000000005825]", [-216000000000005825n]],
    ["the first integer a double cannot hold", "[ 9007199254740993]", [9007199254740993n]],
    ["the largest safe integer", "[9007199254740991]", [9007199254740991]],
    ["a bare long number", "216000000000005825", 216000000000005825n],
    ["long digits in a string", '{"id":"216000000000005825"}', { id: "216000000000005825" }],
    ["a long fraction", "[0.12345678901234567]", [Number("0.12345678901234567")]],
  ])("%s survives reading", (_sentence, text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each(['{"idpId":216000000000005825,"name":"x"}', '{"a":[1,2.5,"216000000000005825",null,true]}', "[]"])(
    "%s comes out as it went in",
    (text) => expect(stringifyJson(parseJson(text))).toBe(text),
  );

  test("an undefined property is left out, beside a bigint too", () => {
    expect(stringifyJson({ a: undefined, b: 1n })).toBe('{"b":1}');
    expect(stringifyJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  test("of a repeated key the last one counts, with long numbers as without", () => {
    expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(parseJson('{"a":1,"a":2,"b":216000000000005825}')).toEqual({ a: 2, b: 216000000000005825n });
  });

  test.each(['{"a":', '{"a":216000000000005825', ""])("%j is a syntax error", (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});
