import { criteriaIn } from "../../kinds/criteria.ts";
import { type Criterion, type Field, ShapeError } from "../../kinds/field.ts";
import type { Kind } from "../../kinds/kind.ts";
import { meaningOf } from "../../kinds/meaning.ts";
import { usersOf } from "../../kinds/referrers.ts";
import type { Specs } from "../../kinds/specs.ts";
import { holds, usesOthers } from "../../kinds/uses.ts";
import { identityOf, type KindName } from "../../model/address.ts";
import type { LiveObject, Spec } from "../../model/resource.ts";
import type { Draft } from "../draft.ts";
import type { PlanInput } from "../input.ts";

/** The tenant as it was read, or as the plan leaves it. */
export type Side = "before" | "after";

/** One object of a side. */
export interface Neighbour {
  readonly kind: Kind;
  readonly name: string;
  readonly spec: Spec;
}

/** A rule in force, and what it asks for. */
export interface Use {
  /** `unknown`: what it does, or for whom, cannot be said. */
  readonly direction: "allow" | "block" | "unknown";
  readonly criteria: readonly Criterion[];
}

/** All that a sentence says about other objects than the changed one. */
export interface Surroundings {
  find(side: Side, kind: KindName, name: string): Neighbour | undefined;
  /** Objects that joined this one: the segments of a group. */
  members(side: Side, kind: KindName, name: string): readonly Neighbour[];
  /**
   * Rules in force to which the object is a place to go, by itself, through what it joins or what holds it, or because
   * they name no place.
   * Undefined where rules that may name it cannot be read.
   */
  uses(side: Side, kind: Kind, name: string, joined: readonly Named[]): readonly Use[] | undefined;
}

/** An object by kind and name. */
export interface Named {
  readonly kind: KindName;
  readonly name: string;
}

const keyOf = ({ kind, name }: Named): string => `${kind}\u0000${identityOf(name)}`;

const joinsOf = (kind: Kind): readonly Field[] => Object.values(kind.fields).filter(({ joins }) => joins);

/** The objects a spec joins. */
export const joinedBy = (kind: Kind, spec: Spec): readonly Named[] =>
  joinsOf(kind).flatMap((field) => {
    const value = spec[field.name];
    return value === undefined || value === null ? [] : field.references(value);
  });

/** The objects that are a part of what a spec stands for. */
const heldBy = (kind: Kind, spec: Spec): readonly Named[] =>
  Object.values(kind.fields)
    .filter(holds)
    .flatMap((field) => field.references(spec[field.name] ?? field.empty));

interface Entry {
  readonly kind: Kind;
  readonly name: string;
  spec(): Spec | undefined;
}

/** An odd object is an error where it matters for writes; a sentence does without it. */
const readable = (specs: Specs, kind: Kind, live: LiveObject): Spec | undefined => {
  try {
    return specs.of(kind, live);
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
};

const entriesOn = (side: Side, input: PlanInput, specs: Specs, drafts: readonly Draft[]): readonly Entry[] => {
  const drafted = new Map(drafts.flatMap((draft) => (draft.live === undefined ? [] : [[draft.live, draft] as const])));
  const live = [...input.live.listings.values()].flatMap(({ kind: name, objects }) => {
    const kind = input.kindOf(name);
    if (kind === undefined || !kind.writable) return [];
    return objects.flatMap((object): readonly Entry[] => {
      const draft = side === "after" ? drafted.get(object) : undefined;
      if (draft?.isDelete) return [];
      return draft === undefined
        ? [{ kind, name: object.name, spec: () => readable(specs, kind, object) }]
        : [{ kind, name: draft.resource.name, spec: () => draft.after }];
    });
  });
  if (side === "before") return live;
  const made = drafts.filter(({ live }) => live === undefined);
  return [
    ...live,
    ...made.map(({ kind, resource, after }): Entry => ({ kind, name: resource.name, spec: () => after })),
  ];
};

const useOf = (kind: Kind, spec: Spec): Use | undefined => {
  const { on, direction } = meaningOf(kind, spec);
  if (!on) return undefined;
  const criteria = criteriaIn(kind, spec);
  if (criteria === undefined) return { direction: "unknown", criteria: [] };
  return { direction: direction === "observe" ? "allow" : direction, criteria };
};

/** What a rule in force names, in whatever criterion. */
const namedBy = (kind: Kind, spec: Spec): readonly Named[] =>
  Object.values(kind.fields)
    .filter(({ role }) => role === "match")
    .flatMap((field) => field.references(spec[field.name] ?? field.empty));

/** What it names as a place to go. */
const placesIn = ({ criteria }: Use): readonly Named[] =>
  criteria
    .filter(({ asks, negated }) => asks === "where" && !negated)
    .flatMap(({ entries }) => entries.flatMap(({ references }) => references));

interface Index {
  readonly byKey: ReadonlyMap<string, Entry>;
  readonly members: ReadonlyMap<string, readonly Neighbour[]>;
  /** Objects that hold this one: the groups of a network service. */
  readonly holders: ReadonlyMap<string, readonly Named[]>;
  readonly named: ReadonlyMap<string, readonly Use[]>;
  /** Rules of a kind that let through whatever place there is. */
  readonly open: ReadonlyMap<KindName, readonly Use[]>;
}

const push = <Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void => {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
};

const indexOf = (entries: readonly Entry[]): Index => {
  const members = new Map<string, Neighbour[]>();
  const holders = new Map<string, Named[]>();
  const named = new Map<string, Use[]>();
  const open = new Map<KindName, Use[]>();
  for (const entry of entries) {
    const { kind, name } = entry;
    if (!usesOthers(kind)) continue;
    const spec = entry.spec();
    if (spec === undefined) continue;
    for (const joined of joinedBy(kind, spec)) push(members, keyOf(joined), { kind, name, spec });
    for (const held of heldBy(kind, spec)) push(holders, keyOf(held), { kind: kind.name, name });
    const use = kind.rule === undefined ? undefined : useOf(kind, spec);
    if (use === undefined) continue;
    if (!use.criteria.some(({ asks }) => asks === "where")) push(open, kind.name, use);
    const places = new Set(placesIn(use).map(keyOf));
    for (const key of new Set(namedBy(kind, spec).map(keyOf)))
      push(named, key, places.has(key) ? use : { ...use, direction: "unknown" });
  }
  return {
    byKey: new Map(entries.map((entry) => [keyOf({ kind: entry.kind.name, name: entry.name }), entry])),
    members,
    holders,
    named,
    open,
  };
};

export const surroundingsOf = (input: PlanInput, specs: Specs, drafts: readonly Draft[]): Surroundings => {
  const known = new Map<Side, Index>();
  const on = (side: Side): Index => {
    const index = known.get(side) ?? indexOf(entriesOn(side, input, specs, drafts));
    known.set(side, index);
    return index;
  };
  return {
    find(side, kind, name) {
      const entry = on(side).byKey.get(keyOf({ kind, name }));
      const spec = entry?.spec();
      return entry === undefined || spec === undefined ? undefined : { kind: entry.kind, name: entry.name, spec };
    },
    members: (side, kind, name) => on(side).members.get(keyOf({ kind, name })) ?? [],
    uses(side, kind, name, joined) {
      const users = usersOf(kind.name);
      if (users.length === 0 || users.some((user) => input.live.unreadable.has(user))) return undefined;
      const { named, open, holders } = on(side);
      const within = (one: Named): readonly Named[] => [one, ...(holders.get(keyOf(one)) ?? []).flatMap(within)];
      const around = [{ kind: kind.name, name }, ...joined].flatMap(within);
      const direct = around.flatMap((one) => named.get(keyOf(one)) ?? []);
      // A rule that stops everybody goes on doing so whatever there is: only what is let through grows with it.
      const any = kind.metByAny ? users.flatMap((user) => open.get(user) ?? []) : [];
      return [...new Set([...direct, ...any.filter(({ direction }) => direction !== "block")])];
    },
  };
};
