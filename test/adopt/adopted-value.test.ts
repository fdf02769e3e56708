import { describe, expect, test } from "vitest";
import { adoptedValue } from "../../src/adopt/adopted-value.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { KindName } from "../../src/model/address.ts";

const fieldOf = (kind: KindName, name: string) => kindOf(kind).fields[name]!;

const urls = fieldOf("zia/url-category", "urls");
const conditions = fieldOf("zpa/access-rule", "conditions");
const description = fieldOf("zia/url-category", "description");

describe("the live value of a field, in the words of its author", () => {
  test.each<[string, readonly unknown[], readonly unknown[], readonly unknown[]]>([
    [
      "what stays keeps its place and spelling, what is new follows",
      ["B.example", "a.example"],
      ["new.example", "a.example", "b.example"],
      ["B.example", "a.example", "new.example"],
    ],
    ["what went is gone", ["a.example", "b.example"], ["b.example"], ["b.example"]],
    ["nothing is left", ["a.example"], [], []],
    ["another order is the same", ["a.example", "b.example"], ["b.example", "a.example"], ["a.example", "b.example"]],
  ])("of a list: %s", (_, written, live, expected) => {
    expect(adoptedValue(urls, written, written, live)).toEqual(expected);
  });

  test("a list that is not live any more is empty, another value is null", () => {
    expect(adoptedValue(urls, ["a.example"], ["a.example"], undefined)).toEqual([]);
    expect(adoptedValue(description, "a", "a", undefined)).toBeNull();
  });

  test("an entry is known by its live spelling and kept as it is written", () => {
    const users = fieldOf("zia/url-filtering-rule", "users");
    expect(adoptedValue(users, ["jo@x.example", "al@x.example"], ["Jo", "Al"], ["Al", "Bo", "Jo"])).toEqual([
      "jo@x.example",
      "al@x.example",
      "Bo",
    ]);
  });

  test("a block of conditions that changed stays in its place, with its own order and words", () => {
    const written = [{ APP: ["ERP", "Mail"] }, { PLATFORM: ["ios"] }, { COUNTRY_CODE: ["DE"] }];
    const live = [{ COUNTRY_CODE: ["DE"] }, { PLATFORM: ["ios"] }, { APP: ["Wiki", "mail", "erp"] }];
    expect(adoptedValue(conditions, written, written, live)).toEqual([
      { APP: ["ERP", "Mail", "Wiki"] },
      { PLATFORM: ["ios"] },
      { COUNTRY_CODE: ["DE"] },
    ]);
  });

  test("blocks that came and went, too", () => {
    const written = [{ APP: ["ERP"] }, { PLATFORM: ["ios"] }];
    expect(adoptedValue(conditions, written, written, [{ COUNTRY_CODE: ["DE"] }, { APP: ["ERP"] }])).toEqual([
      { APP: ["ERP"] },
      { COUNTRY_CODE: ["DE"] },
    ]);
  });
});
