import { describe, expect, test } from "vitest";
import { isMade, type KindStates, kindStates, type Moment, surprises } from "../../src/apply/expected.ts";
import { kindOf } from "../../src/kinds/find.ts";
import { decodeSpec } from "../../src/kinds/specs.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Step } from "../../src/model/step.ts";
import { withNewNames } from "../../src/state/renamed.ts";
import { liveOf, resourcesOf } from "../plan/given.ts";

const rules = "zia/url-filtering-rule";
const kind = kindOf(rules);
const nameOf = (_kind: string, id: string): string => id;

const a: JsonObject = { id: 1, name: "A", order: 1, state: "ENABLED", action: "ALLOW", protocols: ["ANY_RULE"] };
const b: JsonObject = { ...a, id: 2, name: "B", order: 2 };
const listing = (...rows: readonly JsonObject[]) => liveOf({ [rules]: rows }).listings.get(rules)!;

const step = (verb: Step["verb"], set: Step["set"] = {}): Step => ({
  ...{ phase: "looser", verb, kind: rules, address: `${rules}:A`, id: "1", set },
  request: { phase: "looser", method: "PUT", path: "/", address: `${rules}:A` },
});

const statesOf = (...steps: readonly Step[]): KindStates =>
  kindStates({ kind, listing: listing(a, b), steps, moved: new Set(), nameOf, restore: new Map() });

const off = { ...a, state: "DISABLED" };

describe("a rule that is switched off, then deleted", () => {
  const states = statesOf(step("update", { state: "DISABLED" }), step("delete"));

  test.each<[string, readonly JsonObject[], Moment, readonly string[]]>([
    ["as it was read, before our first write", [a, b], "as-read", []],
    ["gone, before our first write", [b], "as-read", ["vanished"]],
    ["as it was read, on the way", [a, b], "on-the-way", []],
    ["switched off, on the way", [off, b], "on-the-way", []],
    ["gone, on the way", [b], "on-the-way", []],
    ["changed otherwise, on the way", [{ ...a, description: "mine" }, b], "on-the-way", ["changed"]],
    ["gone, in the end", [b], "as-planned", []],
    ["gone, in the end, with the others moved up", [{ ...b, order: 1 }], "as-planned", []],
    ["still there, in the end", [off, b], "as-planned", ["remains"]],
    ["made anew by somebody, in the end", [b, { ...a, id: 3 }], "as-planned", ["appeared"]],
    ["gone together with another one", [], "as-planned", ["vanished"]],
  ])("%s", (_, rows, moment, found) => {
    expect(surprises(kind, states, listing(...rows), moment, nameOf).map(({ what }) => what)).toEqual(found);
  });

  test("is put back on where the delete never comes and Git keeps the rule", () => {
    expect(states.objects["1"]?.restore).toEqual({ state: "ENABLED" });
  });
});

test("a record of a run that knew nothing of deletes explains what it did, and no object that went away", () => {
  const old = JSON.parse(JSON.stringify(statesOf(step("update", { state: "DISABLED" })))) as KindStates;
  const what = (...rows: readonly JsonObject[]) =>
    surprises(kind, old, listing(...rows), "on-the-way", nameOf).map((one) => one.what);
  expect([what(off, b), what(b)]).toEqual([[], ["vanished"]]);
});

describe("rules that no write of ours moves", () => {
  const apps = "zia/cloud-app-control-rule";
  const app = (id: number, type: string, order: number): JsonObject => ({
    ...{ id, name: `R${id}`, type, order, state: "ENABLED", actions: ["DENY_X_USE"] },
  });
  const listed = (...rows: readonly JsonObject[]) => liveOf({ [apps]: rows }).listings.get(apps)!;
  const as = { kind: kindOf(apps), steps: [], moved: new Set<string>(), nameOf, restore: new Map() };
  const [share, mail] = [`${apps}[FILE_SHARE]`, `${apps}[WEBMAIL]`];
  const read = [app(1, "FILE_SHARE", 1), app(2, "FILE_SHARE", 2), app(3, "WEBMAIL", 1), app(4, "WEBMAIL", 2)];
  const states = kindStates({ ...as, listing: listed(...read) });
  const moved = (...orders: readonly number[]) =>
    surprises(
      kindOf(apps),
      states,
      listed(...read.map((row, at) => ({ ...row, order: orders[at]! }))),
      "as-read",
      nameOf,
    );

  test.each<[string, readonly number[], readonly (readonly [string, string | undefined])[]]>([
    ["keep their order within each type", [1, 2, 1, 2], []],
    ["may have other numbers than those of another type", [7, 9, 1, 4], []],
    ["are told when they stand otherwise in one type", [1, 2, 2, 1], [["R4", mail]]],
    [
      "are told when they stand otherwise in both",
      [2, 1, 2, 1],
      [
        ["R2", share],
        ["R4", mail],
      ],
    ],
  ])("%s", (_, orders, found) => {
    expect(moved(...orders).map(({ name, domain }) => [name, domain])).toEqual(found);
  });

  test("of a kind with one order are told without it", () => {
    const found = surprises(kind, statesOf(), listing({ ...a, order: 2 }, { ...b, order: 1 }), "as-read", nameOf);
    expect(found).toEqual([{ kind: rules, name: "B", what: "moved" }]);
  });
});

describe("a rule that documents rename", () => {
  const named = (...rows: readonly JsonObject[]) =>
    withNewNames(
      liveOf({ [rules]: rows }),
      resourcesOf({ [rules]: [{ name: "Z", lifecycle: { renamedFrom: "A" } }] }),
    ).listings.get(rules)!;
  const steps = [{ ...step("update", { description: "new" }), name: "Z" }];
  const states = kindStates({ kind, listing: named(a, b), steps, moved: new Set(), nameOf, restore: new Map() });
  const done = { ...a, name: "Z", description: "new" };

  test.each<[string, ReturnType<typeof listing>, Moment, readonly string[]]>([
    ["as it was read", named(a, b), "as-read", []],
    ["as it was read, to a run whose documents do not rename it", listing(a, b), "on-the-way", []],
    ["under its new name", named(done, b), "as-planned", []],
    ["still under its old name, in the end", named(a, b), "as-planned", ["changed"]],
    ["renamed by somebody else, before our write", listing({ ...a, name: "Z" }, b), "on-the-way", ["changed"]],
  ])("%s", (_, found, moment, what) => {
    expect(surprises(kind, states, found, moment, nameOf).map((one) => one.what)).toEqual(what);
  });

  test("goes by its new name wherever it is referred to", () => {
    expect([states.objects["1"]?.name, states.objects["2"]?.name]).toEqual(["Z", undefined]);
  });
});

test.each<[string, JsonObject, boolean]>([
  ["as it was made", { ...b, name: "New", action: "BLOCK" }, true],
  ["with more that the service filled in", { ...b, name: "New", action: "BLOCK", description: "filled in" }, true],
  ["by another name", { ...b, name: "Newer", action: "BLOCK" }, false],
  ["with another value", { ...b, name: "New", action: "ALLOW" }, false],
])("a rule that a run made is known as its own only as it made it: %s", (_, wire, isOurs) => {
  const { created } = statesOf({ ...step("create", { action: "BLOCK" }), id: null, name: "New" });
  const object = listing(wire).objects[0]!;
  expect(isMade(kind, created, object.name, decodeSpec(kind, object, nameOf))).toBe(isOurs);
});
