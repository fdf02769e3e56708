import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Step } from "../../src/model/step.ts";
import { buildPlan } from "../../src/plan/plan.ts";
import { changeIn, type Declaration, plan, refused, type Said, type Story, storyInput, type Tenant } from "./given.ts";
import { agreed, type Row, rule as ruleRow, tell, whole } from "./told.ts";

const kind = "zia/cloud-app-control-rule";
const [share, mail] = [`${kind}[FILE_SHARE]`, `${kind}[WEBMAIL]`] as const;
const types = { s: "FILE_SHARE", m: "WEBMAIL" } as const;

/** The first letter of a rule's name says its type. */
const typeOf = (name: string): string => types[name[0] as keyof typeof types];
const actions = ["BLOCK_X_USE"];

/** Live rules as listed, numbered from 1 in each type; ids follow the names, so that they say nothing of the order. */
const live = (...names: readonly string[]): readonly JsonObject[] =>
  names.map((name, at) => {
    const above = names.slice(0, at).filter((other) => typeOf(other) === typeOf(name)).length;
    const id = [...name].reduce((sum, letter) => sum * 100 + letter.charCodeAt(0), 0);
    return { ...ruleRow(id, name, above + 1), type: typeOf(name), actions };
  });
const holds = (...names: readonly string[]): Tenant => ({ [kind]: live(...names) });
const list = (...names: readonly string[]): Said => ({
  declares: { [kind]: names.map((name) => ({ name, type: typeOf(name), actions })) },
});
const declares = (...names: readonly string[]): Declaration => list(...names).declares;

const sent = (steps: readonly Step[]): readonly string[] =>
  steps.map(({ verb, address, order, request }) => `${verb} ${address} ${order ?? "-"} ${request.path}`);

describe("a kind with an order per type", () => {
  test("numbers the rules of each type for themselves, and says the type in every path", () => {
    const { plan: made, steps } = plan(holds("s1", "m1", "m2", "s2"), declares("s2", "s1", "m1", "mNew", "m2"));
    expect(sent(steps)).toEqual([
      `create ${kind}:mNew 2 /zia/api/v1/webApplicationRules/WEBMAIL`,
      `update ${kind}:s1 2 /zia/api/v1/webApplicationRules/FILE_SHARE/${live("s1")[0]!.id}`,
    ]);
    expect(made.orders).toEqual({
      [share]: { before: ["s1", "s2"], after: ["s2", "s1"], crossings: [] },
      [mail]: { before: ["m1", "m2"], after: ["m1", "mNew", "m2"], crossings: [] },
    });
    expect(changeIn(made, "s1")).toMatchObject({ kind, domain: share });
  });

  test("a rule of another type is no neighbour: nothing is passed, whatever the numbers say", () => {
    const { plan: made } = plan(holds("s1", "m1", "s2"), declares("s2", "s1"));
    expect(made.orders[share]?.crossings).toEqual([]);
    expect(Object.keys(made.orders)).toEqual([share]);
  });

  test("a delete names its type", () => {
    const story: Story = { live: holds("s1", "s2", "m1"), base: list("s1", "s2"), head: list("s2") };
    const made = buildPlan(storyInput(story));
    expect(made.ok && sent(made.steps)).toEqual([
      `delete ${kind}:s1 - /zia/api/v1/webApplicationRules/FILE_SHARE/${live("s1")[0]!.id}`,
    ]);
  });

  test("the type of a rule never changes", () => {
    const other: Declaration = { [kind]: [{ name: "s1", type: "WEBMAIL", actions }] };
    expect(refused(holds("s1"), other).map(({ code }) => code)).toEqual(["immutable-field"]);
  });

  test("two rules of one name in two types cannot be told apart", () => {
    const rows = [...live("s1"), { ...live("m1")[0]!, name: "s1" }];
    expect(refused({ [kind]: rows }, declares("s1")).map(({ code }) => code)).toEqual(["live-duplicate"]);
  });
});

describe("what is said of one order", () => {
  const overwrite = { change: `${mail}:*`, allows: "overwrite-drift" } as const;
  const ofAll = { change: `${kind}:*`, allows: "overwrite-drift" } as const;

  test.each<Row>([
    [
      "Git moves rules of one type, and the drift of the other is left alone",
      { live: holds("s1", "s2", "m2", "m1"), base: list("s1", "s2", "m1", "m2"), head: list("s2", "s1", "m1", "m2") },
      { changes: ["update s1 (commit): position"], left: ['*: place of "m2"'] },
    ],
    [
      "the drift of one type is undone where somebody says so",
      {
        live: holds("s2", "s1", "m2", "m1"),
        base: list("s1", "s2", "m1", "m2"),
        head: agreed(list("s1", "s2", "m1", "m2"), overwrite),
      },
      { changes: ["update m2 (drift): position"], left: ['*: place of "s2"'] },
    ],
    [
      "the kind as a whole has no order that an entry could name",
      { live: holds("s1", "m1"), base: list("s1", "m1"), head: agreed(list("s1", "m1"), ofAll) },
      { changes: [], said: ["unknown-acknowledgement"] },
    ],
    [
      "nor has a type without rules",
      {
        live: holds("s1"),
        base: list("s1"),
        head: agreed(list("s1"), { ...overwrite, change: `${kind}[LEGAL]:*` }),
      },
      { changes: [], said: ["unknown-acknowledgement"] },
    ],
    [
      "the last rule of a type that goes needs somebody's word, whatever is left in others",
      { live: holds("s1", "m1", "m2"), base: list("s1", "m1", "m2"), head: list("m1", "m2") },
      { changes: ["delete s1 (commit)"], said: ["s1 needs broadening", "s1 needs delete"] },
    ],
    [
      "the last rule of a type may go where a new one comes",
      {
        live: holds("s1", "m1"),
        base: list("s1", "m1"),
        head: agreed(list("sNew", "m1"), { change: `${kind}:s1`, allows: "broadening" }),
      },
      { changes: ["delete s1 (commit)", "create sNew (commit)"], said: ["warning: possible-rename"] },
    ],
  ])("%s", (_, story, told) => {
    const { changes, ...rest } = tell(story);
    const { changes: wanted, ...others } = whole(told);
    expect([[...changes].sort(), rest]).toEqual([[...wanted].sort(), others]);
  });

  test("a position speaks of the undeclared rules of its own type", () => {
    const positions = { [share]: [{ position: "first", first: 0, count: 1 }] } as const;
    const story: Story = { live: holds("sOther", "m1", "m2"), head: { ...list("s1"), positions } };
    const made = buildPlan(storyInput(story));
    expect(made.ok && made.plan.orders).toEqual({
      [share]: { before: ["sOther"], after: ["s1", "sOther"], crossings: [] },
    });
  });

  test("a rule of another type is no anchor", () => {
    const positions = { [share]: [{ position: { after: "m1" }, first: 0, count: 1 }] };
    const made = buildPlan(storyInput({ live: holds("s9", "m1"), head: { ...list("s1"), positions } }));
    expect(made.ok ? [] : made.diagnostics.map(({ code }) => code)).toEqual(["unknown-anchor"]);
  });
});

const rules = (letter: string) =>
  fc.tuple(fc.nat(6), fc.nat(4), fc.infiniteStream(fc.nat(1000))).map(([count, made, stir]) => {
    const old = Array.from({ length: count }, (_, index) => `${letter}${index}`);
    const keys = new Map(
      [...old, ...Array.from({ length: made }, (_, index) => `${letter}New${index}`)].map((name) => [
        name,
        stir.next().value as number,
      ]),
    );
    const declared = [...keys.keys()].filter((name) => keys.get(name)! % 4 > 0);
    return { old, declared: declared.sort((a, b) => keys.get(a)! - keys.get(b)!) };
  });

/** Two lists in one, each in its own order. */
const mixed = (a: readonly string[], b: readonly string[], turns: readonly boolean[]): readonly string[] => {
  const [left, right] = [[...a], [...b]];
  const all = turns.flatMap((turn) => (turn ? left : right).shift() ?? []);
  return [...all, ...left, ...right];
};

const partOf = ({ changes, orders, requests }: Plan, domain: string) => ({
  changes: changes.filter((change) => change.domain === domain),
  order: (orders as Record<string, unknown>)[domain],
  requests: requests.filter(({ address }) => changes.some((one) => one.address === address && one.domain === domain)),
});

test("orders of one kind never meet: each comes out as if the other were not there", () => {
  const turns = fc.array(fc.boolean(), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(rules("s"), rules("m"), turns, turns, (a, b, lived, said) => {
      const both = plan(holds(...mixed(a.old, b.old, lived)), declares(...mixed(a.declared, b.declared, said)));
      for (const [domain, one] of [
        [share, a],
        [mail, b],
      ] as const) {
        const alone = plan(holds(...one.old), declares(...one.declared));
        const told = (made: Plan) => {
          const { changes, ...rest } = partOf(made, domain);
          return { ...rest, changes: changes.map(({ source: _, ...change }) => change) };
        };
        expect(told(both.plan)).toEqual(told(alone.plan));
      }
    }),
    { numRuns: 200 },
  );
});
