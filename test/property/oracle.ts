import {
  category,
  type Held,
  type Moment,
  type Scenario,
  shapes,
  strictKind,
  type Thing,
  type Values,
} from "./lived-in.ts";

/** What has to become of one object, computed from the contract and without the planner. */
export interface Fate {
  readonly kind: string;
  readonly name: string;
  readonly held: Held | undefined;
  /** `stay` is also what is declared and stays as it is: out of scope, or equal. */
  readonly what: "create" | "update" | "delete" | "stay";
  /** What it holds in the end; undefined when it is gone. */
  readonly values: Values | undefined;
  readonly isDeclared: boolean;
  /** What somebody has to have agreed to, as far as it follows from history. */
  readonly needs: "takeover" | "overwrite-drift" | undefined;
}

const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : value);
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a ?? [])) === JSON.stringify(sorted(b ?? []));
const isSameThing = (a: Thing | undefined, b: Thing | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : Object.keys(a.values).every((key) => isSame(a.values[key], b.values[key]));
const holds = (held: Held, { values }: Thing): boolean =>
  Object.keys(values).every((key) => isSame(held.values[key], values[key]));

const find = (moment: Moment | undefined, kind: string, name: string): Thing | undefined =>
  moment?.[kind]?.find((thing) => thing.name === name);

/** What Git has said of one object, moment by moment. */
interface Past {
  readonly was: Thing | undefined;
  readonly since: readonly (Thing | undefined)[];
  readonly now: Thing | undefined;
}

const whatFor = (scenario: Scenario, { was, since, now }: Past, kind: string, held: Held | undefined): Fate["what"] => {
  const { base, includeDrift } = scenario;
  if (now === undefined) {
    if (held === undefined || base === undefined || held.standing !== "custom") return "stay";
    const wasSaid = was !== undefined || since.some((said) => said !== undefined);
    const isOurs = was !== undefined || since.some((said) => said !== undefined && holds(held, said));
    const isForeign = !wasSaid && scenario.strict && kind === strictKind && includeDrift;
    return isOurs || isForeign ? "delete" : "stay";
  }
  const isInScope = base === undefined || [...since, now].some((said) => !isSameThing(said, was));
  if (!isInScope && !includeDrift) return "stay";
  if (held === undefined) return "create";
  return holds(held, now) ? "stay" : "update";
};

const needsOf = (
  { base, includeDrift }: Scenario,
  { was, since, now }: Past,
  what: Fate["what"],
  held: Held | undefined,
): Fate["needs"] => {
  if (base === undefined || what === "stay") return undefined;
  if (was === undefined) {
    const isOurs = held === undefined || since.some((said) => said !== undefined && holds(held, said));
    return what === "update" && !isOurs ? "takeover" : undefined;
  }
  if (includeDrift) return undefined;
  if (held === undefined) return "overwrite-drift";
  const saidSo = (key: string): boolean =>
    [was, ...since].some(
      (said) => said !== undefined && key in said.values && isSame(said.values[key], held.values[key]),
    );
  const written = Object.keys(was.values).filter(
    (key) => now === undefined || !isSame(now.values[key], held.values[key]),
  );
  return written.every(saidSo) ? undefined : "overwrite-drift";
};

const fateOf = (scenario: Scenario, kind: string, name: string): Fate => {
  const held = scenario.held[kind]?.find((one) => one.name === name);
  const now = find(scenario.head, kind, name);
  const past = {
    was: find(scenario.base, kind, name),
    since: scenario.after.map((moment) => find(moment, kind, name)),
    now,
  };
  const what = whatFor(scenario, past, kind, held);
  const written = what === "stay" ? held?.values : { ...held?.values, ...now?.values };
  return {
    kind,
    name,
    held,
    what,
    values: what === "delete" ? undefined : written,
    isDeclared: now !== undefined,
    needs: needsOf(scenario, past, what, held),
  };
};

export const fatesOf = (scenario: Scenario): readonly Fate[] =>
  shapes.flatMap(({ kind }) => {
    const moments = [...(scenario.base === undefined ? [] : [scenario.base]), ...scenario.after, scenario.head];
    const names = [...moments.flatMap((moment) => moment[kind] ?? []), ...(scenario.held[kind] ?? [])].map(
      ({ name }) => name,
    );
    return [...new Set(names)].map((name) => fateOf(scenario, kind, name));
  });

const common = (a: readonly string[], b: readonly string[]): readonly string[] => a.filter((name) => b.includes(name));
export const namesIn = (moment: Moment, kind: string): readonly string[] =>
  (moment[kind] ?? []).map(({ name }) => name);

/** Whether a plan may move the rules of a list. */
export const isOrderInScope = ({ base, after, head, includeDrift }: Scenario, kind: string): boolean => {
  if (base === undefined || includeDrift) return true;
  const lists = [base, ...after, head].map((moment) => namesIn(moment, kind));
  return lists.some((list, at) =>
    [lists[Math.max(0, at - 1)]!, lists[0]!].some((other) => common(list, other).join() !== common(other, list).join()),
  );
};

const categoriesOf = (values: Values | undefined): readonly string[] =>
  (values?.urlCategories ?? []) as readonly string[];

/** Categories that a rule would name although they are not there in the end. */
export const danglingIn = (fates: readonly Fate[]): readonly string[] => {
  const there = fates.filter(({ kind, values }) => kind === category && values !== undefined).map(({ name }) => name);
  const named = fates.flatMap(({ values }) => categoriesOf(values));
  return named.filter((name) => !there.includes(name));
};
