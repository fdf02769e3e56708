import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import type { Step } from "../../src/model/step.ts";
import { bodies } from "./bodies.ts";
import { planLeaving } from "./leaving.ts";
import {
  allowed,
  anchorsOf,
  type Content,
  declaredList,
  leavingNames,
  ruleName,
  type Scenario,
  scenarios,
  tidy,
} from "./policies.ts";
import { must, mustEqual, type Server, type World, ziaWorld, zpaWorld } from "./worlds.ts";

/** What the whole suite met: how often a plan said that no safe order exists, and in which words. */
interface Tally {
  plans: number;
  marked: number;
  writes: number;
  readonly reasons: Map<string, number>;
}

/** The reasons for which the contract admits that no safe order exists. */
const documented = [
  /allowing and blocking rules both use it/,
  /allowing and blocking rules both use the group it joins/,
  /a rule whose action has no known direction uses (it|the group it joins)/,
  /the direction of action \w+ is not known/,
  /the direction of its action is not known/,
  /a stricter rule needs it first/,
  /turns from blocking to allowing/,
  /neither before nor after each other/,
  /shares its number with the top rule/,
];

const evaluate = (server: Server, byDefault: boolean): number =>
  allowed(
    server.rules().map(({ seen }) => seen),
    byDefault,
  );

const told = (steps: readonly Step[]): string =>
  steps
    .map(({ phase, verb, address, order, set, sequence }) =>
      JSON.stringify({ phase, verb, address, order, ...set, sequence }),
    )
    .join("\n");

/** Runs a plan write by write and holds every promise against what the server has. */
const check = (scenario: Scenario, world: World, tally: Tally): void => {
  const { live, declared, server } = world;
  const before = server.rules().map(({ name }) => name);
  const old = evaluate(server, world.byDefault);
  const gone = leavingNames(scenario);
  const { plan: made, steps, unsafe, mayOpen } = planLeaving(live, declared, world.kind, gone, anchorsOf(scenario));
  mustEqual(
    "every write stands in the plan, in its order",
    steps.map(({ request }) => request),
    made.requests.filter(({ phase }) => phase !== "activation"),
  );

  const ledger = bodies(live);
  const states: number[] = [];
  for (const step of steps) {
    const id = ledger.idOf(step) ?? null;
    must(
      !["update", "delete"].includes(step.verb) || step.request.path.endsWith(`/${id}`),
      () => `${step.request.path} is not of ${id}`,
    );
    const given = server.write(step, step.verb === "create" ? null : id, ledger.bodyOf(step));
    if (step.verb === "create") ledger.remember(step, given);
    states.push(evaluate(server, world.byDefault));
  }

  const list = declaredList(scenario);
  const after = server.rules();
  const names = after.map(({ name }) => name);
  const declaredNames = list.map(({ name }) => name);
  const isDeclared = (name: string): boolean => declaredNames.includes(name);
  const isUndeclared = (name: string): boolean => !isDeclared(name);
  mustEqual("declared rules end in their order", names.filter(isDeclared), declaredNames);
  checkPositions(scenario, names, declaredNames);
  const stays = (name: string): boolean => !gone.includes(name);
  mustEqual("undeclared rules keep theirs", names.filter(isUndeclared), before.filter(isUndeclared).filter(stays));
  const order = Object.values(made.orders)[0]?.after.filter((name) => name !== "Default_Rule");
  if (order !== undefined) mustEqual("the order ends as the plan says", names, order);
  const contents = new Map<string, Content>([
    ...scenario.rules.map(({ content }, index): [string, Content] => [ruleName(index), content]),
    ...list.map(({ name, content }): [string, Content] => [name, content]),
  ]);
  const wanted = after.map(({ name }) => world.wanted(contents.get(name)!));
  mustEqual(
    "contents end as declared",
    after.map(({ seen }) => seen),
    wanted,
  );

  checkWrites(made, inOneStep(scenario, steps), gone);
  tally.plans += 1;
  tally.writes += steps.length;
  for (const reason of unsafe) {
    must(
      documented.some((pattern) => pattern.test(reason)),
      () => reason,
    );
    tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
  }
  const now = allowed(wanted, world.byDefault);
  must((now & ~old) === 0 || mayOpen, () => `the new policy lets more through, and no change says so:\n${told(steps)}`);
  if (unsafe.length > 0) {
    tally.marked += 1;
    return;
  }
  const leak = states.findIndex((state) => (state & ~old & ~now) !== 0);
  must(leak < 0, () => `write ${leak + 1} opens what old and new policy deny:\n${told(steps.slice(0, leak + 1))}`);
};

/** Every rule of a document stands where its position says, above or below the undeclared ones. */
const checkPositions = (scenario: Scenario, names: readonly string[], declared: readonly string[]): void => {
  const others = names.filter((name) => !declared.includes(name));
  for (const { position, first, count } of anchorsOf(scenario)) {
    const [above, below] =
      typeof position === "string"
        ? [position === "last" ? others.at(-1) : undefined, position === "first" ? others[0] : undefined]
        : "after" in position
          ? [position.after, undefined]
          : [undefined, position.before];
    const places = declared.slice(first, first + count).map((name) => names.indexOf(name));
    const [from, to] = [
      above === undefined ? -1 : names.indexOf(above),
      below === undefined ? names.length : names.indexOf(below),
    ];
    must(
      places.every((at) => at > from && at < to),
      () => `position ${JSON.stringify(position)} is not held in ${names.join()}`,
    );
  }
};

/** A rule that leaves a block of one number upwards does so in two writes; only a position makes a rule do that. */
const inOneStep = (scenario: Scenario, steps: readonly Step[]): readonly Step[] => {
  const isAside = (step: Step, index: number): boolean => {
    const next = steps[index + 1];
    return (
      step.order !== undefined && step.verb === "update" && next?.address === step.address && next.phase === step.phase
    );
  };
  must(anchorsOf(scenario).length > 0 || !steps.some(isAside), () => "a rule steps aside without need");
  return steps.filter((step, index) => !isAside(step, index));
};

/** A rule whose content stays is written once when it moves, never otherwise; nothing is written more than twice. */
const checkWrites = (made: Plan, steps: readonly Step[], gone: readonly string[]): void => {
  const isBulk = made.changes.some(({ kind }) => kind.startsWith("zpa"));
  const counts = new Map<string, number>();
  const deleted = steps.filter(({ verb }) => verb === "delete").map(({ address }) => address.split(":")[1]);
  mustEqual("every rule that leaves is deleted once", deleted.sort(), [...gone].sort());
  for (const { address, verb } of steps)
    if (verb !== "reorder" && verb !== "delete") counts.set(address, (counts.get(address) ?? 0) + 1);
  for (const { address, fields, action } of made.changes) {
    if (action === "delete") continue;
    const isMoved = fields.some(({ path }) => path === "position");
    const isEdited = fields.some(({ path }) => path !== "position");
    const count = counts.get(address) ?? 0;
    counts.delete(address);
    const fits =
      action === "create"
        ? count === 1
        : isEdited
          ? count === 1 || count === 2
          : count === (isMoved && !isBulk ? 1 : 0);
    must(fits, () => `${address} is written ${count} times`);
  }
  mustEqual("nothing is written without a change", [...counts.keys()], []);
  const verbs = steps.map(({ verb, phase }) => `${phase} ${verb}`);
  must(
    !isBulk ||
      !verbs.slice(verbs.indexOf("looser delete")).includes("looser reorder") ||
      !verbs.includes("looser delete"),
    () => "a blocking rule leaves before the others are in order",
  );
  const reorders = steps.filter(({ verb }) => verb === "reorder").map(({ phase }) => phase);
  must(reorders.length === new Set(reorders).size, () => `two reorders in one phase`);
};

// --------------------------------------------------------------------------------------------------------------------

const runs = 10_000;
const seed = 20_260_101;

/**
 * Plans without a safe order are few, although every fifth scenario lets both sides use every object on purpose, and the
 * scenarios are rich enough to meet every reason.
 */
const expectRare = (tally: Tally, share: number, reasons: number): void => {
  expect(tally.plans).toBeGreaterThanOrEqual(runs);
  expect(tally.writes).toBeGreaterThan(3 * runs);
  expect(tally.marked / tally.plans).toBeLessThan(share);
  expect(tally.reasons.size).toBeGreaterThanOrEqual(reasons);
};

const tallyOf = (): Tally => ({ plans: 0, marked: 0, writes: 0, reasons: new Map() });

describe("no write opens what both the old and the new policy deny", () => {
  test("ZIA: every rule carries its number", () => {
    const tally = tallyOf();
    fc.assert(
      fc.property(scenarios(4, 3), (given) => {
        const scenario = tidy(given, 3);
        check(scenario, ziaWorld(scenario), tally);
      }),
      { numRuns: runs, seed },
    );
    expectRare(tally, 0.1, 5);
  }, 240_000);

  test("ZPA: one call puts all rules in order", () => {
    const tally = tallyOf();
    fc.assert(
      fc.property(scenarios(5, 4), (given) => {
        const scenario = tidy(given, 4, true);
        check(scenario, zpaWorld(scenario), tally);
      }),
      { numRuns: runs, seed },
    );
    expectRare(tally, 0.2, 9);
  }, 240_000);
});
