import type { NameOf } from "../kinds/field.ts";
import { fingerprint } from "../kinds/fingerprint.ts";
import type { Kind } from "../kinds/kind.ts";
import { domainOfLive } from "../kinds/live-domain.ts";
import { decodeSpec } from "../kinds/specs.ts";
import { type Address, identityOf, type KindName } from "../model/address.ts";
import type { DomainName } from "../model/domain.ts";
import { hashOf } from "../model/hash.ts";
import type { Listing } from "../model/live.ts";
import { type LiveObject, liveNameOf, type Spec } from "../model/resource.ts";
import type { Step } from "../model/step.ts";

/** The state of an object that was deleted. */
const absent = "absent";

/** The states one object passes through during an apply, first as read, last as planned. */
export interface ObjectStates {
  readonly address: Address | null;
  /** The new name of an object that documents rename: whatever refers to it is read under this one throughout. */
  readonly name?: string;
  readonly states: readonly string[];
  /**
   * What fields held that a write changes on the way only (a rule switched off in between), or before a delete that may
   * never come: to be put back where the object is to stay.
   */
  readonly restore?: Spec;
}

/** A new object: told by its name and the fields we set, because the server fills in the rest. */
export interface CreatedState {
  readonly address: Address;
  readonly kind: KindName;
  readonly name: string;
  readonly fields: readonly string[];
  readonly state: string;
}

/** What a kind may look like while and after an apply runs, if nobody else writes. */
export interface KindStates {
  readonly objects: Readonly<Record<string, ObjectStates>>;
  readonly created: readonly CreatedState[];
  /** Rules that no write of ours moves, by their numbers as read: within a domain their mutual order never changes. */
  readonly still: readonly string[];
}

const declaredState = (kind: Kind, name: string, fields: readonly string[], spec: Spec): string =>
  hashOf({
    name: identityOf(name),
    fields: fields.map((field) => [field, kind.fields[field]?.canonical(spec[field])]),
  });

/** Whether a run made it: named so, and in every field it set still as it set it. A namesake is somebody else's. */
export const isMade = (kind: Kind, created: readonly CreatedState[], name: string, spec: Spec): boolean =>
  created.some(
    (made) => identityOf(made.name) === identityOf(name) && declaredState(kind, name, made.fields, spec) === made.state,
  );

/** @param steps the writes to this object, in their order */
export const statesOf = (kind: Kind, live: LiveObject, spec: Spec, steps: readonly Step[]): readonly string[] => {
  let current = spec;
  let name = liveNameOf(live);
  const states = [fingerprint(kind, name, current)];
  for (const step of steps) {
    if (step.verb === "delete") return [...states, absent];
    current = { ...current, ...step.set };
    name = step.name ?? name;
    states.push(fingerprint(kind, name, current));
  }
  return states;
};

const stillIn = (kind: Kind, listing: Listing, moved: ReadonlySet<string>): readonly string[] => {
  const key = kind.order?.key;
  if (key === undefined) return [];
  return listing.objects
    .filter(({ id, wire }) => Number(wire[key]) >= 1 && !moved.has(id))
    .sort((a, b) => Number(a.wire[key]) - Number(b.wire[key]) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
};

const isSame = (kind: Kind, field: string, a: unknown, b: unknown): boolean =>
  JSON.stringify(kind.fields[field]?.canonical(a)) === JSON.stringify(kind.fields[field]?.canonical(b));

/** Fields that end as they began although a write in between sets them otherwise; before a delete, all that are set. */
const passing = (kind: Kind, spec: Spec, steps: readonly Step[]): Spec => {
  const last = Object.assign({}, spec, ...steps.map(({ set }) => set)) as Spec;
  const names = [...new Set(steps.flatMap(({ set }) => Object.keys(set)))];
  const isDeleted = steps.some(({ verb }) => verb === "delete");
  return Object.fromEntries(
    names
      .filter((name) => isDeleted || isSame(kind, name, spec[name], last[name]))
      .map((name) => [name, spec[name] ?? kind.fields[name]?.empty ?? null]),
  );
};

const objectStates = (
  kind: Kind,
  live: LiveObject,
  steps: readonly Step[],
  nameOf: NameOf,
  kept: Spec | undefined,
): ObjectStates => {
  const spec = decodeSpec(kind, live, nameOf);
  const restore = { ...kept, ...passing(kind, spec, steps) };
  return {
    address: steps[0]?.address ?? null,
    ...(live.renamedFrom === undefined ? {} : { name: live.name }),
    states: statesOf(kind, live, spec, steps),
    ...(Object.keys(restore).length === 0 ? {} : { restore }),
  };
};

/** Key of what an interrupted run left to be put back. */
export const restoreKey = (kind: KindName, id: string): string => `${kind}\u0000${id}`;

export interface StatesInput {
  readonly kind: Kind;
  readonly listing: Listing;
  readonly steps: readonly Step[];
  /** Ids of rules that the plan moves. */
  readonly moved: ReadonlySet<string>;
  readonly nameOf: NameOf;
  /** What an earlier, interrupted run still has to put back, by `restoreKey`. */
  readonly restore: ReadonlyMap<string, Spec>;
}

export const kindStates = ({ kind, listing, steps, moved, nameOf, restore }: StatesInput): KindStates => {
  const own = steps.filter((step) => step.kind === kind.name);
  const objects = Object.fromEntries(
    listing.objects.map((live): [string, ObjectStates] => {
      const mine = own.filter(({ id }) => id === live.id);
      return [live.id, objectStates(kind, live, mine, nameOf, restore.get(restoreKey(kind.name, live.id)))];
    }),
  );
  const created = own
    .filter(({ verb }) => verb === "create")
    .map(({ address, name = "", set }): CreatedState => {
      const fields = Object.keys(set).filter((field) => set[field] !== null);
      return { address, kind: kind.name, name, fields, state: declaredState(kind, name, fields, set) };
    });
  return { objects, created, still: stillIn(kind, listing, moved) };
};

export interface Surprise {
  readonly kind: KindName;
  /** Of a rule whose kind has several orders, where it moved: the one it stands in. */
  readonly domain?: DomainName;
  readonly name: string;
  /** `remains`: still there although it was deleted. */
  readonly what: "changed" | "appeared" | "vanished" | "moved" | "remains";
}

/** Which states an object may be in: only the first, only the last, or any it passes through. */
export type Moment = "as-read" | "as-planned" | "on-the-way";

const allowed = (states: readonly string[], moment: Moment): readonly string[] =>
  moment === "as-read" ? states.slice(0, 1) : moment === "as-planned" ? states.slice(-1) : states;

const orderSurprise = (kind: Kind, states: KindStates, live: Listing): readonly Surprise[] => {
  const key = kind.order?.key;
  if (key === undefined) return [];
  const objects = new Map(live.objects.map((object) => [object.id, object]));
  const orderOf = ({ wire }: LiveObject): number => Number(wire[key]);
  const present = states.still.flatMap((id) => objects.get(id) ?? []);
  const domains = new Set(present.map((object) => domainOfLive(kind, object)));
  return [...domains].flatMap((domain) => {
    const rules = present.filter((object) => domainOfLive(kind, object) === domain);
    const moved = rules.filter((rule, index) => index > 0 && orderOf(rule) < orderOf(rules[index - 1]!));
    const place = domain === kind.name ? {} : { domain };
    return moved.map(({ name }): Surprise => ({ kind: kind.name, ...place, name, what: "moved" }));
  });
};

/** Everything in a kind that neither the reading nor our own writes explain. */
export const surprises = (
  kind: Kind,
  states: KindStates,
  live: Listing,
  moment: Moment,
  nameOf: NameOf,
): readonly Surprise[] => {
  const found: Surprise[] = [];
  const seen = new Set<string>();
  for (const object of live.objects) {
    const known = states.objects[object.id];
    const spec = decodeSpec(kind, object, nameOf);
    seen.add(object.id);
    if (known === undefined) {
      if (moment === "as-read" || !isMade(kind, states.created, liveNameOf(object), spec))
        found.push({ kind: kind.name, name: object.name, what: "appeared" });
    } else {
      const expected = allowed(known.states, moment);
      const what = expected.every((state) => state === absent) ? "remains" : "changed";
      if (!expected.includes(fingerprint(kind, liveNameOf(object), spec)))
        found.push({ kind: kind.name, name: object.name, what });
    }
  }
  for (const [id, known] of Object.entries(states.objects)) {
    if (seen.has(id) || allowed(known.states, moment).includes(absent)) continue;
    found.push({ kind: kind.name, name: known.address ?? id, what: "vanished" });
  }
  const present = new Set(live.objects.map((object) => identityOf(liveNameOf(object))));
  for (const { name } of moment === "as-planned" ? states.created : []) {
    if (!present.has(identityOf(name))) found.push({ kind: kind.name, name, what: "vanished" });
  }
  return [...found, ...orderSurprise(kind, states, live)];
};
