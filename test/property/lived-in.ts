import fc from "fast-check";
import { referrersOf } from "../../src/kinds/referrers.ts";
import type { KindName } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { liveOf, type Said, type Story, type Tenant } from "../plan/given.ts";

/**
 * Random tenants that people have lived in, with what Git has said of them. Everything is kept in the author's language,
 * so that what has to come out can be computed without the planner.
 */
export type Values = Readonly<Record<string, unknown>>;

/** One declared object. */
export interface Thing {
  readonly name: string;
  readonly values: Values;
}

/** Kinds with their things in order. */
export type Moment = Readonly<Record<string, readonly Thing[]>>;

/** One object of the tenant. */
export interface Held extends Thing {
  readonly id: string;
  readonly standing: "custom" | "movable" | "last";
}

export type Holding = Readonly<Record<string, readonly Held[]>>;

interface Shape {
  readonly kind: string;
  readonly ordered: boolean;
  /** What a thing with a number declares in one of its sixteen versions. */
  readonly values: (number: number, version: number, categories: readonly string[]) => Values;
  readonly wire: (held: Held, order: number, idOf: (category: string) => string) => JsonObject;
}

const text = (version: number): string => `text ${version % 4}`;
const action = (version: number, block: string): string => (version < 12 ? "ALLOW" : block);
const list = (value: unknown): readonly string[] => (value ?? []) as readonly string[];

/** The kind that is authoritative where a scenario is strict. */
export const strictKind = "zpa/segment-group";
export const category = "zia/url-category";
export const shapes: readonly Shape[] = [
  {
    kind: category,
    ordered: false,
    values: (number, version) => ({
      superCategory: "USER_DEFINED",
      description: text(version),
      ...(number % 2 === 1
        ? {}
        : { urls: [0, 1].filter((bit) => (version >> (2 + bit)) & 1).map((bit) => `u${bit}.example`) }),
    }),
    wire: ({ id, name, values }) => ({
      id,
      configuredName: name,
      customCategory: true,
      unknown: { deep: [id] },
      ...(values as JsonObject),
    }),
  },
  {
    kind: "zia/url-filtering-rule",
    ordered: true,
    values: (number, version, categories) => ({
      description: text(version),
      action: action(version, "BLOCK"),
      protocols: ["ANY_RULE"],
      ...(number % 2 === 1 ? {} : { urlCategories: (version >> 2) & 1 ? categories.slice(0, 1) : [] }),
    }),
    wire: ({ id, name, values, standing }, order, idOf) => ({
      id: Number(id),
      name,
      rank: 7,
      state: "ENABLED",
      unknown: id,
      ...(values as JsonObject),
      urlCategories: list(values.urlCategories).map(idOf),
      order,
      ...(standing === "movable" ? { predefined: true } : {}),
      ...(standing === "last" ? { defaultRule: true, order: -1 } : {}),
    }),
  },
  {
    kind: "zpa/segment-group",
    ordered: false,
    values: (_, version) => ({ description: text(version), enabled: true }),
    wire: ({ id, name, values }) => ({ id, name, unknown: id, ...(values as JsonObject) }),
  },
  {
    kind: "zpa/access-rule",
    ordered: true,
    values: (_, version) => ({ description: text(version), action: action(version, "DENY") }),
    wire: ({ id, name, values, standing }, order) => ({
      id,
      name,
      unknown: id,
      ruleOrder: String(order),
      ...(values as JsonObject),
      ...(standing === "last" ? { defaultRule: true } : {}),
    }),
  },
];

const shapeOf = (kind: string): Shape => shapes.find((shape) => shape.kind === kind)!;
const numberOf = (name: string): number => Number(name.replace(/\D/g, ""));
const namesIn = (things: readonly Thing[] = []): readonly string[] => things.map(({ name }) => name);

// --- edits ----------------------------------------------------------------------------------------------------------

/** One thing somebody does, in numbers: what, to which kind, where, and with which value. */
type Edit = readonly [what: number, kind: number, at: number, value: number];

const edit: fc.Arbitrary<Edit> = fc.tuple(fc.nat(9), fc.nat(3), fc.nat(400), fc.nat(400));

const replaced = <T>(things: readonly T[], at: number, ...by: readonly T[]): readonly T[] => [
  ...things.slice(0, at),
  ...by,
  ...things.slice(at + 1),
];
const inserted = <T>(things: readonly T[], at: number, thing: T): readonly T[] => [
  ...things.slice(0, at),
  thing,
  ...things.slice(at),
];

/** The category a thing would name in this moment. */
const categoriesFor = (moment: Moment, number: number): readonly string[] =>
  [`N${number % 4}`].filter((name) => namesIn(moment[category]).includes(name));

/** What is declared names only what is declared: without this, most plans would be refused. */
const tidied = (moment: Moment): Moment => ({
  ...moment,
  "zia/url-filtering-rule": (moment["zia/url-filtering-rule"] ?? []).map((thing) => ({
    ...thing,
    values: {
      ...thing.values,
      ...("urlCategories" in thing.values
        ? { urlCategories: list(thing.values.urlCategories).filter((name) => namesIn(moment[category]).includes(name)) }
        : {}),
    },
  })),
});

const declareEdit = (moment: Moment, [what, which, at, value]: Edit): Moment => {
  const { kind, ordered, values } = shapes[which]!;
  const things = moment[kind] ?? [];
  const index = things.length === 0 ? 0 : at % things.length;
  const thing = things[index];
  const made = (name: string): Thing => ({
    name,
    values: values(numberOf(name), value % 16, categoriesFor(moment, numberOf(name))),
  });
  if (thing !== undefined && what < 4) return { ...moment, [kind]: replaced(things, index, made(thing.name)) };
  if (thing !== undefined && what < 6) return { ...moment, [kind]: replaced(things, index) };
  if (thing !== undefined && what < 8 && ordered) {
    const rest = replaced(things, index);
    return { ...moment, [kind]: inserted(rest, value % (rest.length + 1), thing) };
  }
  const name = `N${value % 10}`;
  return namesIn(things).includes(name)
    ? moment
    : { ...moment, [kind]: inserted(things, at % (things.length + 1), made(name)) };
};

const declared = (moment: Moment, edits: readonly Edit[]): Moment => tidied(edits.reduce(declareEdit, moment));

const isNamed = (holding: Holding, name: string): boolean =>
  (holding["zia/url-filtering-rule"] ?? []).some(({ values }) => list(values.urlCategories).includes(name));

let serial = 0;
const idFor = (kind: string): string => {
  serial += 1;
  return kind === category ? `CUSTOM_${serial}` : String(1000 + serial);
};

/** Somebody at the portal: edits, deletes what nothing names, makes, moves. */
const portalEdit = (holding: Holding, [what, which, at, value]: Edit): Holding => {
  const { kind, ordered, values } = shapes[which]!;
  const objects = holding[kind] ?? [];
  const customs = objects.filter(({ standing }) => standing === "custom");
  const held = customs[at % Math.max(1, customs.length)];
  const index = held === undefined ? -1 : objects.indexOf(held);
  const categories = namesIn(holding[category]).slice(value % 3, (value % 3) + 1);
  if (held !== undefined && what < 4) {
    const edited = { ...values(0, value % 16, categories), ...(value % 2 ? { description: "portal" } : {}) };
    return { ...holding, [kind]: replaced(objects, index, { ...held, values: { ...held.values, ...edited } }) };
  }
  if (held !== undefined && what < 6)
    return kind === category && isNamed(holding, held.name)
      ? holding
      : { ...holding, [kind]: replaced(objects, index) };
  if (held !== undefined && what < 8 && ordered) {
    const rest = replaced(objects, index);
    return { ...holding, [kind]: inserted(rest, value % (rest.length + 1), held) };
  }
  const name = value % 4 > 0 ? `N${value % 10}` : `Other ${value % 10}`;
  const made: Held = { id: idFor(kind), name, standing: "custom", values: values(0, at % 16, categories) };
  return namesIn(objects).includes(name)
    ? holding
    : { ...holding, [kind]: inserted(objects, at % (objects.length + 1), made) };
};

/** An apply that went half the way: one object is as a commit after the base says. */
const applied = (holding: Holding, moment: Moment, [, which, at]: Edit): Holding => {
  const { kind, ordered } = shapes[which]!;
  const objects = holding[kind] ?? [];
  const name = `N${at % 10}`;
  const said = moment[kind]?.find((thing) => thing.name === name);
  const index = objects.findIndex((held) => held.name === name);
  if (said === undefined)
    return index < 0 || (kind === category && isNamed(holding, name)) || ordered
      ? holding
      : { ...holding, [kind]: replaced(objects, index) };
  if (!list(said.values.urlCategories).every((one) => namesIn(holding[category]).includes(one))) return holding;
  const held = objects[index];
  return {
    ...holding,
    [kind]:
      held === undefined
        ? [...objects, { id: idFor(kind), standing: "custom", ...said }]
        : replaced(objects, index, { ...held, values: { ...held.values, ...said.values } }),
  };
};

/** A thing that only commits after the base declare; the tenant has it as they say, otherwise, or not at all. */
const detour = (
  after: readonly Moment[],
  holding: Holding,
  [what, which, at, value]: Edit,
): [readonly Moment[], Holding] => {
  const { kind, values } = shapes[which]!;
  const name = `Detour ${at % 3}`;
  if (after.length === 0 || namesIn(holding[kind]).includes(name)) return [after, holding];
  const thing: Thing = { name, values: values(0, value % 16, []) };
  const index = value % after.length;
  const moment = after[index]!;
  const others = (moment[kind] ?? []).filter((one) => one.name !== name);
  const held: Held = { id: idFor(kind), standing: "custom", ...thing };
  const changed = what % 3 === 1 ? held : { ...held, values: { ...held.values, description: "portal" } };
  return [
    replaced(after, index, { ...moment, [kind]: [...others, thing] }),
    what % 3 === 0 ? holding : { ...holding, [kind]: [...(holding[kind] ?? []), changed] },
  ];
};

// --- scenarios ------------------------------------------------------------------------------------------------------

export interface Scenario {
  /** Undefined: nobody knows what was applied last. */
  readonly base: Moment | undefined;
  readonly after: readonly Moment[];
  readonly head: Moment;
  readonly held: Holding;
  readonly includeDrift: boolean;
  /** Undeclared objects of one kind are drift. */
  readonly strict: boolean;
  readonly guardrails: { readonly maxDeletes: number; readonly maxChangePercent: number };
}

interface Choices {
  readonly first: readonly Edit[];
  readonly commits: readonly (readonly Edit[])[];
  readonly half: readonly (readonly [commit: number, edit: Edit])[];
  readonly portal: readonly Edit[];
  readonly detours: readonly Edit[];
  readonly crowd: number;
  readonly hasBase: boolean;
  readonly includeDrift: boolean;
  readonly strict: boolean;
  readonly maxDeletes: number;
  readonly maxChangePercent: number;
}

const choices: fc.Arbitrary<Choices> = fc.record({
  first: fc.array(edit, { minLength: 4, maxLength: 24 }),
  commits: fc.array(fc.array(edit, { maxLength: 5 }), { minLength: 1, maxLength: 4 }),
  half: fc.array(fc.tuple(fc.nat(3), edit), { maxLength: 4 }),
  portal: fc.array(edit, { maxLength: 8 }),
  detours: fc.array(edit, { maxLength: 2 }),
  // Now and then a long list that nobody here has declared.
  crowd: fc.nat(49).map((n) => (n === 49 ? 180 : n % 4)),
  hasBase: fc.nat(9).map((n) => n > 0),
  includeDrift: fc.nat(4).map((n) => n === 4),
  strict: fc.nat(3).map((n) => n === 3),
  maxDeletes: fc.constantFrom(0, 1, 10),
  maxChangePercent: fc.constantFrom(10, 100),
});

const crowdOf = (shape: Shape, count: number): readonly Held[] =>
  Array.from({ length: count }, (_, at) => ({
    id: idFor(shape.kind),
    name: `Crowd ${at}`,
    standing: "custom",
    values: shape.values(1, at % 16, []),
  }));

/** What the base left in the tenant, between rules that nobody declared. */
const settled = (base: Moment, crowd: number): Holding =>
  Object.fromEntries(
    shapes.map((shape): [string, readonly Held[]] => {
      const ours = (base[shape.kind] ?? []).map(
        (thing): Held => ({ id: idFor(shape.kind), standing: "custom", ...thing }),
      );
      if (!shape.ordered) return [shape.kind, [...ours, ...crowdOf(shape, crowd % 4)]];
      const others = crowdOf(shape, crowd);
      const mixed = ours.flatMap((held, at) => [...others.slice(at * 2, at * 2 + 2), held]);
      const vendor: Held = {
        id: idFor(shape.kind),
        name: "Vendor",
        standing: "movable",
        values: shape.values(1, 0, []),
      };
      const last: Held = { id: idFor(shape.kind), name: "Default", standing: "last", values: shape.values(1, 15, []) };
      const rest = others.slice(ours.length * 2);
      return [shape.kind, [...mixed, ...(shape.kind.startsWith("zia") ? [vendor] : []), ...rest, last]];
    }),
  );

const build = (given: Choices): Scenario => {
  serial = 0;
  const base = declared(
    {},
    given.first.map(([, ...rest]): Edit => [9, ...rest]),
  );
  const moments = [base];
  for (const edits of given.commits) moments.push(declared(moments.at(-1)!, edits));
  let after: readonly Moment[] = moments.slice(1, -1);
  let held = settled(base, given.crowd);
  for (const [commit, one] of given.half) held = applied(held, after[commit % Math.max(1, after.length)] ?? base, one);
  for (const one of given.detours) [after, held] = detour(after, held, one);
  return {
    base: given.hasBase ? base : undefined,
    after: given.hasBase ? after : [],
    head: moments.at(-1)!,
    held: given.portal.reduce(portalEdit, held),
    includeDrift: given.includeDrift,
    strict: given.strict,
    guardrails: { maxDeletes: given.maxDeletes, maxChangePercent: given.maxChangePercent },
  };
};

export const scenarios: fc.Arbitrary<Scenario> = choices.map(build);

// --- as the planner wants it ----------------------------------------------------------------------------------------

export const tenantOf = (held: Holding): Tenant => {
  const idOf = (name: string): string => held[category]!.find((one) => one.name === name)!.id;
  return {
    ...Object.fromEntries(shapes.flatMap(({ kind }) => referrersOf(kind as KindName).map((name) => [name, []]))),
    ...Object.fromEntries(
      Object.entries(held).map(([kind, objects]) => {
        const { wire } = shapeOf(kind);
        // A catch-all stands last and takes no number of its own.
        const placed = objects.filter(({ standing }) => standing !== "last");
        const rest = objects.filter(({ standing }) => standing === "last");
        return [kind, [...placed, ...rest].map((one, at) => wire(one, at + 1, idOf))];
      }),
    ),
  };
};

/** What one moment says in documents and configuration. */
export const saidIn = (moment: Moment, { strict }: Scenario): Said => ({
  declares: Object.fromEntries(
    Object.entries(moment).map(([kind, things]) => [kind, things.map(({ name, values }) => ({ name, ...values }))]),
  ),
  realm: { authoritative: strict ? [strictKind] : [] },
});

export const storyOf = (scenario: Scenario): Story => {
  const { base, after, head, held, includeDrift, guardrails } = scenario;
  const said = (moment: Moment): Said => saidIn(moment, scenario);
  return {
    live: liveOf(tenantOf(held)),
    ...(base === undefined ? {} : { base: said(base) }),
    after: after.map(said),
    head: said(head),
    includeDrift,
    guardrails,
  };
};
