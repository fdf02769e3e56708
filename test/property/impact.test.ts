import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findKind } from "../../src/kinds/find.ts";
import type { KindName } from "../../src/model/address.ts";
import type { Change, Impact } from "../../src/model/change.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { pastOf } from "../../src/model/history.ts";
import type { LiveState } from "../../src/model/live.ts";
import { nothingInterrupted } from "../../src/plan/claims.ts";
import { acknowledgedBy } from "../../src/scope/acknowledged.ts";
import { buildScope } from "../../src/scope/scope.ts";
import { type Declaration, plan, resourcesOf } from "../plan/given.ts";
import { bodies } from "./bodies.ts";
import { allowed, type Scenario, scenarios, tidy } from "./policies.ts";
import { must, type World, ziaWorld, zpaWorld } from "./worlds.ts";

/** The one thing that a plan of this file does; edits come in the most shapes. */
const deeds = ["edit", "edit", "move", "create", "share", "delete"] as const;
type Deed = (typeof deeds)[number];

interface Task {
  readonly scenario: Scenario;
  readonly deed: Deed;
  readonly pick: number;
}

const tasks = (objects: number, live: number): fc.Arbitrary<Task> =>
  fc.record({
    scenario: scenarios(objects, live),
    deed: fc.constantFrom<Deed>(...deeds),
    pick: fc.nat(5),
  });

/** The policy as it stands, with nothing to do. */
const still = (scenario: Scenario): Scenario => ({
  ...scenario,
  rules: scenario.rules.map((rule) => ({ ...rule, edit: null, moveTo: null })),
  made: [],
  shared: scenario.shared.map((one) => ({ ...one, after: null, groupAfter: null })),
  added: null,
});

const replaced = <T>(list: readonly T[], at: number, value: T): readonly T[] =>
  list.map((one, index) => (index === at ? value : one));

/** What is planned; with `base` where something was declared that is declared no more. */
interface Story {
  readonly scenario: Scenario;
  readonly base?: Scenario;
}

/** Undefined where the scenario has nothing of that sort to do. */
const storyOf = ({ scenario, deed, pick }: Task): Story | undefined => {
  const calm = still(scenario);
  const at = pick % scenario.rules.length;
  const rule = scenario.rules[at]!;
  const withRule = (change: Partial<typeof rule>): Scenario => ({
    ...calm,
    rules: replaced(calm.rules, at, { ...calm.rules[at]!, declared: true, ...change }),
  });
  switch (deed) {
    case "edit":
      return rule.edit === null ? undefined : { scenario: withRule({ edit: rule.edit }) };
    case "move":
      return rule.moveTo === null ? undefined : { scenario: withRule({ moveTo: rule.moveTo }) };
    case "create":
      return scenario.made.length === 0 ? undefined : { scenario: { ...calm, made: scenario.made.slice(0, 1) } };
    case "share": {
      const one = pick % scenario.shared.length;
      return { scenario: { ...calm, shared: replaced(calm.shared, one, scenario.shared[one]!) } };
    }
    case "delete":
      return { scenario: withRule({ declared: false }), base: withRule({}) };
  }
};

const desiredOf = (declared: Declaration): DesiredState => {
  const resources = resourcesOf(declared);
  const kinds = (Object.keys(declared) as KindName[]).filter((name) => findKind(name)?.order !== undefined);
  return {
    resources,
    order: new Map(kinds.map((name) => [name, resources.filter(({ kind }) => kind === name)])),
    anchors: new Map(),
  };
};

/** What a base that declared more gives a plan: only then is something deleted. */
const since = (base: Declaration, head: Declaration) => {
  const realm = { tenant: "acme", policies: "policies", products: ["zms", "zpa", "zia"] as const, authoritative: [] };
  const snapshot = { commit: null, desired: desiredOf(base), acknowledgements: [], realm };
  const scope = buildScope(pastOf({ base: snapshot, after: [] }), desiredOf(head), findKind);
  return { claims: { scope, includeDrift: false, acknowledged: acknowledgedBy([]), ...nothingInterrupted } };
};

/** Flows that pass at all, and those that pass without a confirmation. */
interface Passing {
  readonly atAll: number;
  readonly freely: number;
}

const passing = ({ server, byDefault }: World, gone?: string): Passing => {
  const rules = server.rules().flatMap(({ name, seen }) => (name === gone ? [] : [seen]));
  const free = rules.map((seen) => ({ ...seen, allows: seen.allows && !seen.guards }));
  return { atAll: allowed(rules, byDefault), freely: allowed(free, byDefault) };
};

const isMore = (old: Passing, now: Passing): boolean =>
  (now.atAll & ~old.atAll) !== 0 || (now.freely & ~old.freely) !== 0;

interface Outcome {
  readonly change: Change;
  /** Some flow passes that did not, or passes without the confirmation it needed. */
  readonly opens: boolean;
}

/** Undefined where the plan has none or several changes. */
const outcomeOf = (live: LiveState, world: World, base: World | undefined): Outcome | undefined => {
  const { declared, server } = world;
  const { plan: made, steps } = plan(live, declared, base === undefined ? {} : since(base.declared, declared));
  const [change, second] = made.changes;
  if (change === undefined || second !== undefined) return undefined;
  const old = passing(world);
  // What a policy lets through without a rule needs no write to be known.
  if (change.action === "delete") return { change, opens: isMore(old, passing(world, change.name)) };
  const ledger = bodies(live);
  for (const step of steps) {
    const given = server.write(step, ledger.idOf(step) ?? null, ledger.bodyOf(step));
    if (step.verb === "create") ledger.remember(step, given);
  }
  return { change, opens: isMore(old, passing(world)) };
};

// --------------------------------------------------------------------------------------------------------------------

/** By what was done: what was said of changes that let nothing new through, and of those that did. */
interface Tally {
  readonly harmless: Map<string, number>;
  readonly opening: Map<string, number>;
}

const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
const sum = (map: ReadonlyMap<string, number>, wanted: (key: string) => boolean = () => true): number =>
  [...map].reduce((all, [key, number]) => all + (wanted(key) ? number : 0), 0);

const isAlarm = (impact: Impact): boolean => impact === "broadens" || impact === "unknown";

const check = (task: Task, worldOf: (scenario: Scenario) => World, tally: Tally): void => {
  const story = storyOf(task);
  if (story === undefined) return;
  const world = worldOf(story.scenario);
  const outcome = outcomeOf(world.live, world, story.base === undefined ? undefined : worldOf(story.base));
  if (outcome === undefined) return;
  const { impact, impactReason } = outcome.change;
  must(
    !outcome.opens || isAlarm(impact),
    () => `a ${task.deed} lets more through and is called ${impact} (${impactReason}):\n${JSON.stringify(story)}`,
  );
  count(outcome.opens ? tally.opening : tally.harmless, `${task.deed} ${impact}`);
};

const policies = 10_000;
const seed = 20_260_202;

const judgedWell = (tally: Tally, tooWary: number): void => {
  expect(sum(tally.harmless) + sum(tally.opening)).toBeGreaterThanOrEqual(policies);
  // Every deed was met in both ways, or the numbers say nothing.
  for (const deed of new Set(deeds)) {
    expect(sum(tally.opening, (key) => key.startsWith(deed))).toBeGreaterThan(20);
    expect(sum(tally.harmless, (key) => key.startsWith(deed))).toBeGreaterThan(100);
  }
  const alarms = sum(tally.harmless, (key) => isAlarm(key.split(" ")[1] as Impact));
  expect(alarms / sum(tally.harmless)).toBeLessThan(tooWary);
};

describe("a single change is called by its name", () => {
  test("ZIA", () => {
    const tally: Tally = { harmless: new Map(), opening: new Map() };
    fc.assert(
      fc.property(tasks(4, 3), (task) => check(task, (scenario) => ziaWorld(tidy(scenario, 3)), tally)),
      { numRuns: 2.6 * policies, seed },
    );
    judgedWell(tally, 0.4);
  }, 240_000);

  test("ZPA", () => {
    const tally: Tally = { harmless: new Map(), opening: new Map() };
    fc.assert(
      fc.property(tasks(5, 4), (task) => check(task, (scenario) => zpaWorld(tidy(scenario, 4, true)), tally)),
      { numRuns: 2.6 * policies, seed },
    );
    judgedWell(tally, 0.4);
  }, 240_000);
});
