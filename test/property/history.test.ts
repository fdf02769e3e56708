import fc from "fast-check";
import { expect, test } from "vitest";
import { allowances } from "../../src/model/acknowledgement.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Step } from "../../src/model/step.ts";
import { buildPlan } from "../../src/plan/plan.ts";
import { type Entry, liveOf, type Story, storyInput, type Tenant } from "../plan/given.ts";
import { entryIn } from "../plan/told.ts";
import { type Held, type Scenario, saidIn, scenarios, shapes, storyOf, tenantOf } from "./lived-in.ts";
import { danglingIn, type Fate, fatesOf, isOrderInScope, namesIn } from "./oracle.ts";
import { storeOf } from "./server.ts";
import { must, mustEqual } from "./worlds.ts";

/** What the suite met, so that a generator that has become poor is noticed. */
const tally = new Map<string, number>();
const count = (what: string, by = 1): void => void tally.set(what, (tally.get(what) ?? 0) + by);
const met = (what: string): number => tally.get(what) ?? 0;

interface Made {
  readonly plan: Plan;
  readonly steps: readonly Step[];
}

const needsIn = ({ diagnostics }: Plan): readonly Entry[] =>
  diagnostics.filter(({ code }) => code === "needs-acknowledgement").map(entryIn);
const errorsIn = ({ diagnostics }: Plan): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code}: ${message}`);

const make = (story: Story): Made | readonly string[] => {
  const planned = buildPlan(storyInput(story));
  return planned.ok
    ? planned
    : planned.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
};

const made = (story: Story): Made => {
  const planned = make(story);
  if (!("plan" in planned)) throw new Error(`no plan: ${planned.join()}`);
  return planned;
};

const agreed = (story: Story, entries: readonly Entry[]): Story => ({
  ...story,
  head: { ...story.head, acknowledges: entries },
});

const addressOf = ({ kind, name }: Fate): string => `${kind}:${name}`;

/** Takeovers and drift are asked about where history says so, and nowhere else. */
const checkNeeds = ({ plan }: Made, fates: readonly Fate[]): void => {
  const asked = needsIn(plan).filter(
    ({ change, allows }) => ["takeover", "overwrite-drift"].includes(allows) && !change.endsWith(":*"),
  );
  const owed = fates.filter(({ needs }) => needs !== undefined);
  mustEqual(
    "what needs a word",
    asked.map(({ change, allows }) => `${allows} ${change}`).sort(),
    owed.map((fate) => `${fate.needs} ${addressOf(fate)}`).sort(),
  );
  for (const { allows } of needsIn(plan)) count(`needs ${allows}`);
};

/** With every entry the plan says yes, without any one of them it does not. */
const checkEntries = (story: Story, first: Made, seed: number): Made => {
  const needs = needsIn(first.plan);
  mustEqual("only acknowledgements are missing", errorsIn(first.plan).length, needs.length);
  if (needs.length === 0) return first;
  const whole = made(agreed(story, needs));
  mustEqual("nothing is refused when all is acknowledged", errorsIn(whole.plan), []);
  mustEqual("entries change nothing of a plan", whole.plan.requests, first.plan.requests);
  const left = seed % needs.length;
  const rest = made(
    agreed(
      story,
      needs.filter((_, at) => at !== left),
    ),
  );
  mustEqual(
    "one that is left out is missing",
    needsIn(rest.plan).map(({ change, allows }) => [change, allows]),
    [[needs[left]!.change, needs[left]!.allows]],
  );
  return whole;
};

const isOrdered = (kind: string): boolean => shapes.some((shape) => shape.kind === kind && shape.ordered);

/** Nothing is written but what may be, and only what is ours goes. */
const checkWrites = (scenario: Scenario, { plan, steps }: Made, fates: readonly Fate[]): void => {
  mustEqual(
    "every write stands in the plan, in its order",
    steps.map(({ request }) => request),
    plan.requests.filter(({ phase }) => phase !== "activation"),
  );
  const written = new Set(fates.filter(({ what }) => what !== "stay").map(addressOf));
  const placed = new Set(
    fates
      .filter(
        ({ kind, isDeclared, held }) =>
          isDeclared && held !== undefined && isOrdered(kind) && isOrderInScope(scenario, kind),
      )
      .map(addressOf),
  );
  for (const { address, verb, set, kind } of steps) {
    const isMove = verb === "update" && Object.keys(set).length === 0 && placed.has(address);
    const isOrder =
      verb === "reorder" &&
      (isOrderInScope(scenario, kind) || steps.some((one) => one.kind === kind && one.verb === "create"));
    must(written.has(address) || isMove || isOrder, () => `${verb} ${address} is out of scope`);
  }
  mustEqual(
    "what goes is ours and declared no more",
    steps
      .filter(({ verb }) => verb === "delete")
      .map(({ address }) => address)
      .sort(),
    fates
      .filter(({ what }) => what === "delete")
      .map(addressOf)
      .sort(),
  );
};

const rowsIn = (tenant: Tenant, kind: string): readonly JsonObject[] => tenant[kind] as readonly JsonObject[];
const nameOf = (row: JsonObject): string => String(row.configuredName ?? row.name);
const orderKeys = ["order", "ruleOrder"];
const bytes = (row: JsonObject): string =>
  JSON.stringify(Object.fromEntries(Object.entries(row).filter(([key]) => !orderKeys.includes(key))));

/** Author's values of a row, as far as a fate speaks of them. */
const valuesIn = (row: JsonObject, values: Held["values"], nameBy: (id: string) => string): unknown =>
  Object.fromEntries(
    Object.keys(values).map((key) => [
      key,
      key === "urlCategories" ? ((row[key] ?? []) as readonly string[]).map(nameBy).sort() : (row[key] ?? []),
    ]),
  );

const checkObjects = (before: Tenant, after: Tenant, fates: readonly Fate[]): void => {
  const names = new Map(rowsIn(after, "zia/url-category").map((row) => [String(row.id), nameOf(row)]));
  for (const { kind } of shapes) {
    const old = new Map(rowsIn(before, kind).map((row) => [nameOf(row), row]));
    const now = new Map(rowsIn(after, kind).map((row) => [nameOf(row), row]));
    for (const { name, what, values, held } of fates.filter((fate) => fate.kind === kind)) {
      const row = now.get(name);
      must(
        (row === undefined) === (values === undefined),
        () => `${kind}:${name} is ${row === undefined ? "gone" : "there"}`,
      );
      if (row === undefined || values === undefined) continue;
      if (what === "stay") mustEqual(`${kind}:${name} is not touched`, bytes(row), bytes(old.get(name)!));
      else
        mustEqual(
          `${kind}:${name} ends as declared`,
          valuesIn(row, values, (id) => names.get(id) ?? id),
          valuesIn(values as JsonObject, values, (id) => id),
        );
      if (held !== undefined) mustEqual(`${name} keeps what nobody knows`, row.unknown, old.get(name)!.unknown);
    }
    mustEqual(
      `no other ${kind} came`,
      [...now.keys()].filter((name) => !fates.some((fate) => fate.kind === kind && fate.name === name)),
      [],
    );
  }
};

const orderIn = (tenant: Tenant, kind: string): readonly string[] => {
  const place = (row: JsonObject): number => Number(row.order ?? row.ruleOrder);
  return rowsIn(tenant, kind)
    .filter((row) => row.defaultRule !== true)
    .toSorted((a, b) => place(a) - place(b))
    .map(nameOf);
};

const checkOrders = (scenario: Scenario, before: Tenant, after: Tenant, fates: readonly Fate[]): void => {
  for (const { kind } of shapes.filter(({ ordered }) => ordered)) {
    const [old, now] = [orderIn(before, kind), orderIn(after, kind)];
    const declared = namesIn(scenario.head, kind);
    const undeclared = (list: readonly string[]): readonly string[] =>
      list.filter((name) => !declared.includes(name) && now.includes(name) && old.includes(name));
    mustEqual("undeclared rules keep their mutual order", undeclared(now), undeclared(old));
    if (isOrderInScope(scenario, kind))
      mustEqual(
        "declared rules end in their order",
        now.filter((name) => declared.includes(name)),
        declared.filter((name) => now.includes(name)),
      );
    else {
      const still = (list: readonly string[], other: readonly string[]): readonly string[] =>
        list.filter((name) => other.includes(name));
      mustEqual("rules out of scope keep their order", still(now, old), still(old, now));
    }
    count("rules", fates.filter((fate) => fate.kind === kind && fate.values !== undefined).length);
  }
};

/** What is left alone now is left alone by the next plan, and nothing else is said. */
const checkNextPlan = (scenario: Scenario, { plan }: Made, after: Tenant): void => {
  const head = saidIn(scenario.head, scenario);
  const next = made({ live: liveOf(after), base: head, head });
  mustEqual("the next plan changes nothing", next.plan.changes, []);
  mustEqual("the next plan writes nothing", next.plan.requests, []);
  const declared = new Set(shapes.flatMap(({ kind }) => namesIn(scenario.head, kind).map((name) => `${kind}:${name}`)));
  const objects = ({ notTouched }: Plan): readonly string[] =>
    notTouched
      .map(({ address }) => address)
      .filter((address) => declared.has(address))
      .sort();
  mustEqual("the next plan leaves alone what this one left alone", objects(next.plan), objects(plan));
};

const check = (scenario: Scenario, seed: number): void => {
  const story = storyOf(scenario);
  const fates = fatesOf(scenario);
  const first = make(story);
  if (!("plan" in first)) {
    // Rules may name what somebody deleted: the only reason not to have a plan here.
    must(
      danglingIn(fates).length > 0 && first.every((code) => ["still-referenced", "unknown-reference"].includes(code)),
      () => `refused: ${first.join()}`,
    );
    count("refused");
    return;
  }
  if (errorsIn(first.plan).some((text) => text.startsWith("still-referenced"))) {
    must(danglingIn(fates).length > 0, () => "kept, though nothing names it");
    count("refused");
    return;
  }
  checkNeeds(first, fates);
  const whole = checkEntries(story, first, seed);
  checkWrites(scenario, whole, fates);
  count("plans");
  for (const { action } of whole.plan.changes) count(action);
  count("left", whole.plan.notTouched.length);
  count("left behind", whole.plan.diagnostics.filter(({ code }) => code === "left-behind").length);
  const store = storeOf(liveOf(tenantOf(scenario.held)));
  const old = structuredClone(store.tenant());
  store.run(whole.steps);
  const now = store.tenant();
  checkObjects(old, now, fates);
  checkOrders(scenario, old, now, fates);
  checkNextPlan(scenario, whole, now);
};

const runs = 3_000;

test("a plan does what Git says with what is ours, and leaves the rest", () => {
  fc.assert(fc.property(scenarios, fc.nat(), check), { numRuns: runs, seed: 20_260_101 });
  expect(met("plans")).toBeGreaterThan(0.9 * runs);
  const wanted = [
    "create",
    "update",
    "delete",
    "left",
    "left behind",
    "rules",
    ...allowances.map((allows) => `needs ${allows}`),
  ];
  expect(wanted.filter((what) => met(what) < runs / 50)).toEqual([]);
}, 240_000);
