import { describe, expect, test } from "vitest";
import { correct } from "../../src/adopt/corrections.ts";
import { kindOf } from "../../src/kinds/find.ts";
import { addressOf } from "../../src/model/address.ts";
import type { Lifecycle, LiveObject, Resource, Spec } from "../../src/model/resource.ts";

const kind = kindOf("zia/url-category");
const source = { file: "policies/x.yaml", line: 1, column: 1 };
const resource = (spec: Spec, lifecycle: Lifecycle = {}, name = "Partners"): Resource => ({
  ...{ address: addressOf(kind.name, name), kind: kind.name, name, spec, lifecycle, source },
  at: () => source,
});
const live = (over: Partial<LiveObject> = {}): LiveObject => ({
  ...{ kind: kind.name, name: "Partners", aliases: [], id: "1", wire: {}, standing: "custom", within: [] },
  ...over,
});
const corrected = (declared: Resource, spec: Spec, object = live()): Spec | undefined =>
  correct(kind, declared, { live: object, name: "Partners", spec }, { find: () => [] })?.set;

describe("a declared field that differs", () => {
  const cases: readonly (readonly [string, Spec, Spec, Spec | undefined])[] = [
    ["takes the live value", { description: "a" }, { description: "b" }, { description: "b" }],
    ["equal in another order: nothing", { urls: ["a", "b"] }, { urls: ["b", "a"] }, undefined],
    ["not declared: nothing", { description: "a" }, { description: "a", urls: ["a"] }, undefined],
    ["cleared in the tenant", { description: "a" }, {}, { description: null }],
    ["a list that is empty now", { urls: ["a"] }, {}, { urls: [] }],
    ["cleared by null, and filled again", { description: null }, { description: "b" }, { description: "b" }],
    ["null and nothing are one", { description: null }, {}, undefined],
    ["a new entry comes last", { urls: ["c", "a"] }, { urls: ["a", "b", "c"] }, { urls: ["c", "a", "b"] }],
    ["one entry for another", { urls: ["a", "b", "c"] }, { urls: ["a", "c", "x"] }, { urls: ["a", "c", "x"] }],
    ["an entry that is gone leaves", { urls: ["a", "b"] }, { urls: ["b"] }, { urls: ["b"] }],
    [
      "spelling of what stays is the author's",
      { urls: ["A.example"] },
      { urls: ["a.example", "b"] },
      { urls: ["A.example", "b"] },
    ],
  ];
  test.each(cases)("%s", (_, declared, held, expected) => {
    expect(corrected(resource(declared), held)).toEqual(expected);
  });
});

describe("an additive list", () => {
  const ours = resource({ urls: ["a", "b"] }, { additive: ["urls"] });
  test("leaves the entries of others alone", () => {
    expect(corrected(ours, { urls: ["a", "b", "theirs"] })).toBeUndefined();
  });
  test("loses what is gone, and takes nothing in", () => {
    expect(corrected(ours, { urls: ["b", "theirs"] })).toEqual({ urls: ["b"] });
  });
});

describe("a name", () => {
  test("in another spelling is respelled", () => {
    expect(corrected(resource({}, {}, "PARTNERS"), {})).toEqual({ name: "Partners" });
  });
  test("that documents are about to give stays", () => {
    const renamed = live({ renamedFrom: "Old" });
    expect(corrected(resource({}, { renamedFrom: "Old" }), {}, renamed)).toBeUndefined();
  });
});
