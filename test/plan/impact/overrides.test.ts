import { expect, test } from "vitest";
import { plan, type Tenant } from "../given.ts";
import { category, live, readers, rule, url } from "../told.ts";

const tenant = (...actions: readonly (readonly [name: string, action: string])[]): Tenant => ({
  ...readers,
  [category]: [live("A", { urls: ["a.example"] }), live("Wide", { urls: [".evil.example"] })],
  [url]: actions.map(([name, action], index) =>
    rule(index + 1, `R${index + 1}`, index + 1, { action, urlCategories: [`CUSTOM_${name}`] }),
  ),
});

const told = (given: Tenant, name: string, ...urls: readonly string[]) => {
  const { plan: made } = plan(given, { [category]: [{ name, superCategory: "USER_DEFINED", urls }] });
  return [made.changes[0]!.impact, ...made.consents.map(({ allows }) => allows)];
};

const open = ["unknown", "broadening"];

test.each<[string, Tenant, string, readonly string[]]>([
  ["of a category blocked elsewhere into one blocked for some", tenant(["Wide", "BLOCK"], ["A", "BLOCK"]), "A", open],
  ["of a guarded category into one that nobody uses", tenant(["Wide", "CAUTION"]), "A", open],
  ["of a blocked category into a new one", tenant(["Wide", "BLOCK"]), "New", open],
  ["of an allowed category into one that is blocked", tenant(["Wide", "ALLOW"], ["A", "BLOCK"]), "A", ["narrows"]],
  ["of a category without rules into another one", tenant(), "A", ["neutral"]],
])("a more exact URL %s", (_, given, name, expected) =>
  expect(told(given, name, "a.example", "www.evil.example")).toEqual(expected),
);

test("a URL that nothing wider lists takes nothing away", () => {
  expect(told(tenant(["Wide", "BLOCK"], ["A", "BLOCK"]), "A", "a.example", "other.example")).toEqual(["narrows"]);
});

test("a category that lists the wider URL as well keeps it", () => {
  const urls = ["a.example", ".evil.example", "www.evil.example"];
  expect(told(tenant(["Wide", "BLOCK"], ["A", "BLOCK"]), "A", ...urls)).toEqual(["narrows"]);
});
