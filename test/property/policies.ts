import fc from "fast-check";
import type { Anchor } from "../../src/model/position.ts";

/**
 * First-match policies over a world so small that every flow fits into the bits of one number: what (4 values), who
 * (3) and where (2). The last value of each is one that no criterion names.
 */
const [whats, whos, wheres] = [4, 3, 2];
export const everything = 2 ** (whats * whos * wheres) - 1;

const flows = (wanted: (what: number, who: number, where: number) => boolean): number => {
  let bits = 0;
  for (let what = 0; what < whats; what += 1)
    for (let who = 0; who < whos; who += 1)
      for (let where = 0; where < wheres; where += 1)
        if (wanted(what, who, where)) bits |= 1 << ((what * whos + who) * wheres + where);
  return bits;
};

const isIn = (mask: number, value: number): boolean => (mask & (1 << value)) !== 0;
const tables = {
  what: Array.from({ length: 2 ** whats }, (_, mask) => flows((what) => isIn(mask, what))),
  who: Array.from({ length: 2 ** whos }, (_, mask) => flows((_, who) => isIn(mask, who))),
  where: Array.from({ length: 2 ** wheres }, (_, mask) => flows((_, __, where) => isIn(mask, where))),
};

/** Flows of given values; undefined is any. */
export const flowsOf = (what: number | undefined, who: number | undefined, where: number | undefined): number =>
  (what === undefined ? everything : tables.what[what]!) &
  (who === undefined ? everything : tables.who[who]!) &
  (where === undefined ? everything : tables.where[where]!);

/** One rule as an evaluator sees it. */
export interface Seen {
  readonly on: boolean;
  readonly allows: boolean;
  /** What it allows passes confirmed only. */
  readonly guards: boolean;
  readonly flows: number;
}

/** Flows that pass: the first rule that matches decides. */
export const allowed = (rules: readonly Seen[], byDefault: boolean): number => {
  let open = everything;
  let passed = 0;
  for (const { on, allows, flows } of rules) {
    if (!on) continue;
    if (allows) passed |= open & flows;
    open &= ~flows;
  }
  return byDefault ? passed | open : passed;
};

/** Numbers of a mask's set bits. */
export const members = (mask: number): readonly number[] => [0, 1, 2, 3, 4].filter((value) => isIn(mask, value));
export const maskOf = (values: readonly number[]): number => values.reduce((mask, value) => mask | (1 << value), 0);

/** What a rule of either product says; a mask of 0 asks for nothing. */
export interface Content {
  readonly action: "allow" | "softly" | "block" | "firmly" | "strange";
  readonly on: boolean;
  /** Shared objects by number. */
  readonly objects: number;
  /** A second list of shared objects that has to match as well. */
  readonly second: number;
  readonly who: number;
  readonly where: number;
  /** Turns a criterion around (ZIA: all countries but these), or the way criteria are joined (ZPA: any instead of all). */
  readonly twist: boolean;
}

export interface OldRule {
  readonly content: Content;
  readonly declared: boolean;
  /** Declared once and no more: it leaves. */
  readonly leaves: boolean;
  /** Distance of its number from the one above; 0 is a tie. */
  readonly gap: number;
  readonly edit: Content | null;
  /** Where it should go among the declared; null: where it is. */
  readonly moveTo: number | null;
}

export interface NewRule {
  readonly content: Content;
  readonly at: number;
}

/** A shared object: what it stands for, before and after. */
export interface Shared {
  readonly before: number;
  readonly after: number | null;
  readonly group: number;
  readonly groupAfter: number | null;
  readonly on: boolean;
  readonly onAfter: boolean;
}

/** A document's position: of the second part of the list, or of its first. */
export interface Place {
  readonly how: "first" | "last" | "after" | "before";
  /** Which of the undeclared rules it names. */
  readonly which: number;
  /** Where in the declared list the second document begins. */
  readonly from: number;
}

export interface Scenario {
  readonly rules: readonly OldRule[];
  readonly made: readonly NewRule[];
  readonly shared: readonly Shared[];
  /** A shared object that does not exist yet, with its content. */
  readonly added: { readonly content: number; readonly group: number } | null;
  /** Allowing rules name only even objects and blocking ones only odd ones, or the other way round; null: no such care. */
  readonly sides: "even" | "odd" | null;
  readonly place: Place | null;
  readonly strangeAllows: boolean;
  readonly byDefault: boolean;
}

const content = (objects: number): fc.Arbitrary<Content> =>
  fc.record({
    action: fc.oneof(
      { weight: 30, arbitrary: fc.constant("allow" as const) },
      { weight: 10, arbitrary: fc.constant("softly" as const) },
      { weight: 30, arbitrary: fc.constant("block" as const) },
      { weight: 1, arbitrary: fc.constant("strange" as const) },
    ),
    on: fc.integer({ min: 0, max: 7 }).map((n) => n > 0),
    objects: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(2 ** objects - 1) }),
    second: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2 ** objects - 1) }),
    who: fc.nat(3),
    where: fc.nat(1),
    twist: fc.nat(9).map((n) => n === 9),
  });

/** The whole content, or one or two things of it. */
const editOf = (objects: number): fc.Arbitrary<Partial<Content>> =>
  fc
    .tuple(
      content(objects),
      fc.constantFrom<readonly (keyof Content)[]>(
        ["action", "on", "objects", "second", "who", "where", "twist"],
        ["action"],
        ["on"],
        ["objects"],
        ["who"],
        ["who", "where"],
        ["twist"],
        ["action", "objects"],
      ),
    )
    .map(([whole, keys]) => Object.fromEntries(keys.map((key) => [key, whole[key]])));

const orNull = <T>(arbitrary: fc.Arbitrary<T>, nulls: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: nulls, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** @param objects how many shared objects rules can name, one to be made included */
export const scenarios = (objects: number, live: number): fc.Arbitrary<Scenario> => {
  const known = content(live);
  return fc.record({
    rules: fc.array(
      fc
        .record({
          content: known,
          fate: fc.constantFrom("declared", "declared", "declared", "declared", "other", "leaves"),
          gap: fc.constantFrom(1, 1, 1, 1, 0, 2),
          edit: orNull(editOf(objects), 1),
          moveTo: orNull(fc.nat(60), 2),
        })
        .map(
          ({ fate, edit, ...rule }): OldRule => ({
            ...rule,
            declared: fate === "declared",
            leaves: fate === "leaves",
            edit: edit === null ? null : { ...rule.content, ...edit },
          }),
        ),
      { minLength: 1, maxLength: 6 },
    ),
    made: fc.array(fc.record({ content: content(objects), at: fc.nat(60) }), { maxLength: 2 }),
    shared: fc.array(
      fc.record({
        before: fc.integer({ min: 1, max: 7 }),
        after: orNull(fc.integer({ min: 1, max: 7 }), 5),
        group: fc.nat(1),
        groupAfter: orNull(fc.nat(1), 5),
        on: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
        onAfter: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    added: orNull(fc.record({ content: fc.integer({ min: 1, max: 7 }), group: fc.nat(1) }), 2),
    sides: fc.constantFrom("even" as const, "odd" as const, "even" as const, "odd" as const, null),
    place: orNull(
      fc.record({
        how: fc.constantFrom("first" as const, "last" as const, "after" as const, "before" as const),
        which: fc.nat(5),
        from: fc.nat(3),
      }),
      1,
    ),
    strangeAllows: fc.boolean(),
    byDefault: fc.boolean(),
  });
};

const even = 0b10101;

/**
 * The scenario with every rule naming only objects of its side, and nothing that does not exist.
 *
 * @param anyMeansAll a rule that names no object uses them all, so that with sides every rule names some
 */
export const tidy = (scenario: Scenario, added: number, anyMeansAll = false): Scenario => {
  const known = ~(scenario.added === null ? 1 << added : 0);
  const clean = (content: Content): Content => {
    const allows = content.action === "allow" || content.action === "softly";
    const own = scenario.sides === null ? ~0 : allows === (scenario.sides === "even") ? even : ~even;
    const objects = content.objects & known & own;
    const isFilled = objects === 0 && anyMeansAll && scenario.sides !== null;
    return {
      ...content,
      objects: isFilled ? own & (2 ** added - 1) : objects,
      second: content.second & known & own,
    };
  };
  return {
    ...scenario,
    rules: scenario.rules.map((rule) => ({
      ...rule,
      content: clean(rule.content),
      edit: rule.edit === null ? null : clean(rule.edit),
    })),
    made: scenario.made.map((rule) => ({ ...rule, content: clean(rule.content) })),
    shared: scenario.shared.map((one, index) =>
      scenario.sides === null || index % 2 === 1 ? one : { ...one, group: 0, groupAfter: null },
    ),
  };
};

/** One declared rule in its new place, with its live number if it has one. */
export interface Declared {
  readonly name: string;
  readonly content: Content;
  readonly live: number | null;
}

export const ruleName = (index: number): string => `Rule ${index}`;

/** Names of the rules that leave. */
export const leavingNames = ({ rules }: Scenario): readonly string[] =>
  rules.flatMap(({ leaves }, index) => (leaves ? [ruleName(index)] : []));

/** What a document's position says, in names; nothing where there is no rule to name. */
export const anchorsOf = (scenario: Scenario): readonly Anchor[] => {
  const { place, rules } = scenario;
  const others = rules.flatMap(({ declared, leaves }, index) => (declared || leaves ? [] : [ruleName(index)]));
  if (place === null || others.length === 0) return [];
  const { how, which, from } = place;
  const name = others[which % others.length]!;
  const position = how === "first" || how === "last" ? how : how === "after" ? { after: name } : { before: name };
  const source = { file: "policies/all.yaml", line: 1, column: 1 };
  const isUpper = how === "first" || how === "before";
  const [first, count] = isUpper ? [0, from] : [from, declaredList(scenario).length];
  return [{ position, first, count, source }];
};

/** The declared list in its new order. */
export const declaredList = ({ rules, made }: Scenario): readonly Declared[] =>
  [
    ...rules.flatMap((rule, index) =>
      rule.declared
        ? [{ at: rule.moveTo ?? index * 10, name: ruleName(index), content: rule.edit ?? rule.content, live: index }]
        : [],
    ),
    ...made.map(({ at, content }, index) => ({ at, name: `New ${index}`, content, live: null })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ at: _, ...rest }) => rest);
