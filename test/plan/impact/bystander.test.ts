import { expect, test } from "vitest";
import { referrersOf } from "../../../src/kinds/referrers.ts";
import { buildPlan } from "../../../src/plan/plan.ts";
import { plan, type Said, storyInput, type Tenant } from "../given.ts";

const bandwidth = "zia/bandwidth-control-rule";
const capture = "zia/traffic-capture-rule";
const shared = "zia/bandwidth-class";

const paced = (id: number, name: string, order: number, classes: readonly number[] = [9]) => ({
  ...{ id, name, order, rank: 7, state: "ENABLED", protocols: ["ANY_RULE"], minBandwidth: 0, maxBandwidth: 40 },
  bandwidthClasses: classes.map((one) => ({ id: one, name: `Class ${one}` })),
});
const traced = (id: number, name: string, order: number, more: object = {}) => ({
  ...{ id, name, order, rank: 7, state: "ENABLED", action: "CAPTURE", ...more },
});

const tenant: Tenant = {
  [bandwidth]: [paced(1, "Upper", 1), paced(2, "Lower", 2)],
  [capture]: [traced(3, "First", 1), traced(4, "Second", 2, { action: "SKIP", destCountries: ["COUNTRY_DE"] })],
  [shared]: [{ id: 9, name: "Class 9", urls: ["a.example"] }],
  "zia/url-category": [],
};

const both = [{ name: "Upper" }, { name: "Lower" }];
const named = (name: string) => ({ name, urls: ["b.example"] });
const content = { protocols: ["ANY_RULE"], bandwidthClasses: ["Class 9"], minBandwidth: 5, maxBandwidth: 10 };

test.each<[string, Said["declares"]]>([
  [
    "a line is shared otherwise",
    { [bandwidth]: [{ name: "Upper", minBandwidth: 20, protocols: ["HTTPS_RULE"] }, both[1]!] },
  ],
  ["a rule that paces is switched off", { [bandwidth]: [{ name: "Upper", state: "DISABLED" }, both[1]!] }],
  ["a rule that paces is made", { [bandwidth]: [...both, { name: "New", ...content }] }],
  ["rules that pace change places", { [bandwidth]: both.toReversed() }],
  ["more is recorded", { [capture]: [{ name: "First" }, { name: "Second", action: "CAPTURE", destCountries: [] }] }],
  ["rules that record change places", { [capture]: [{ name: "Second" }, { name: "First" }] }],
  ["a class grows that rules name", { [shared]: [{ name: "Class 9", urls: ["a.example", ".com"] }] }],
  ["a class is made", { [shared]: [named("New")] }],
])("when %s, nothing opens, and nobody has to agree", (_, declares) => {
  const { changes, consents } = plan(tenant, declares).plan;
  expect(changes.map(({ impact, unsafePrefix }) => [impact, unsafePrefix])).toEqual([["neutral", undefined]]);
  expect(consents).toEqual([]);
});

test("what rules share is made before them", () => {
  const { steps } = plan(tenant, {
    [bandwidth]: [...both, { name: "New", ...content, bandwidthClasses: ["Fresh"] }],
    [shared]: [named("Fresh")],
  });
  expect(steps.map(({ name }) => name)).toEqual(["Fresh", "New"]);
});

test("what rules share is deleted after them", () => {
  const base: Said = {
    declares: { [bandwidth]: [...both, { name: "Old" }], [shared]: [{ name: "Class 9" }, { name: "Class 10" }] },
  };
  const live: Tenant = {
    ...Object.fromEntries(referrersOf(shared).map((kind) => [kind, []])),
    ...tenant,
    [bandwidth]: [...tenant[bandwidth]!, paced(5, "Old", 3, [10])],
    [shared]: [...tenant[shared]!, { id: 10, name: "Class 10", urls: ["c.example"] }],
  };
  const head: Said = { declares: { [bandwidth]: both, [shared]: [{ name: "Class 9" }] } };
  const made = buildPlan(storyInput({ live, base, head }));
  if (!made.ok) throw new Error(made.diagnostics.map(({ message }) => message).join("\n"));
  expect(made.steps.map(({ kind }) => kind)).toEqual([bandwidth, shared]);
  expect(made.plan.changes.map(({ impact }) => impact)).toEqual(["neutral", "neutral"]);
});
