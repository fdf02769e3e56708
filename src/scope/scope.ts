import type { Kind } from "../kinds/kind.ts";
import { identityOf, type KindName } from "../model/address.ts";
import type { Cause } from "../model/change.ts";
import type { DesiredState } from "../model/desired.ts";
import { type DomainName, kindOfDomain } from "../model/domain.ts";
import type { Past, Snapshot } from "../model/history.ts";
import type { Resource } from "../model/resource.ts";
import { type Declarations, declarationsOf, isSameDeclaration, keyOf } from "./declarations.ts";
import { isSameOrder, type Renames, sequenceOf } from "./sequence.ts";

/** An object that was declared and is declared no more. */
export interface Gone {
  readonly kind: KindName;
  readonly name: string;
  /** As declared at the base; under an older name where a commit since renamed it. */
  readonly base?: Resource;
  /** As declared after the base, head excluded, oldest first. */
  readonly since: readonly Resource[];
}

/** What changed in Git since the base, and with that what a plan may write. */
export interface Scope {
  /** False: there is no base, so every difference is in scope and nothing is known of ownership. */
  readonly hasBase: boolean;
  /** Undefined: nothing in Git changed it, so a difference is drift. */
  causeOf(kind: KindName, name: string): Exclude<Cause, "drift"> | undefined;
  /** The same for the order of a rule list. */
  orderCauseOf(domain: DomainName): Exclude<Cause, "drift"> | undefined;
  /** How a declared resource was declared at the base, under its name then. */
  atBase(resource: Resource): Resource | undefined;
  /** How it was declared after the base, head excluded, oldest first. */
  since(resource: Resource): readonly Resource[];
  readonly gone: readonly Gone[];
  /** Sequences of a rule list that Git has said from the base on, head excluded; identities of final names. */
  sequences(domain: DomainName): readonly (readonly string[])[];
  /** Whether Git has ever declared it, as far as it was read. */
  wasDeclared(kind: KindName, name: string): boolean;
  /** The sequence the base says; empty without one. */
  baseSequence(domain: DomainName): readonly string[];
}

interface Moment {
  readonly declared: Declarations;
  readonly desired: DesiredState;
}

const momentOf = ({ desired }: Pick<Snapshot, "desired">): Moment => ({
  declared: declarationsOf(desired.resources),
  desired,
});

/** Old and new names per kind, over all moments. */
const renamesIn = (moments: readonly Moment[]): ReadonlyMap<KindName, Renames> => {
  const renames = new Map<KindName, Map<string, string>>();
  for (const { desired } of moments) {
    for (const { kind, name, lifecycle } of desired.resources) {
      if (lifecycle.renamedFrom === undefined) continue;
      const known = renames.get(kind) ?? new Map<string, string>();
      renames.set(kind, known.set(identityOf(lifecycle.renamedFrom), identityOf(name)));
    }
  }
  return renames;
};

const none: Renames = new Map();

/** Without a base, Git cannot say what was whose: everything is in scope, nothing is gone. */
const withoutBase: Omit<Scope, "wasDeclared"> = {
  hasBase: false,
  causeOf: () => "commit",
  orderCauseOf: () => "commit",
  atBase: () => undefined,
  since: () => [],
  gone: [],
  sequences: () => [],
  baseSequence: () => [],
};

/** The name a resource had before: the declared old one, as long as it is not declared beside the new one. */
const keysOf = ({ kind, name, lifecycle }: Resource): readonly string[] =>
  lifecycle.renamedFrom === undefined ? [keyOf(kind, name)] : [keyOf(kind, name), keyOf(kind, lifecycle.renamedFrom)];

/**
 * @param head what is planned: the working tree, or a tree merged from a pull request
 * @param kindOf kinds by name; resources of unknown kinds are left out
 */
export const buildScope = (
  { history, moments }: Past,
  head: DesiredState,
  kindOf: (name: KindName) => Kind | undefined,
): Scope => {
  const ever = new Set(moments.flatMap(({ desired }) => desired.resources.map(({ kind, name }) => keyOf(kind, name))));
  const wasDeclared: Scope["wasDeclared"] = (kind, name) => ever.has(keyOf(kind, name));
  if (history === undefined) return { ...withoutBase, wasDeclared };
  const base = momentOf(history.base);
  const after = history.after.map(momentOf);
  const now = momentOf({ desired: head });
  const renames = renamesIn([base, ...after, now]);
  const renamesOf = (domain: DomainName): Renames => renames.get(kindOfDomain(domain)) ?? none;
  const find = ({ declared }: Moment, keys: readonly string[]): Resource | undefined =>
    keys.map((key) => declared.get(key)).find((found) => found !== undefined);
  const causeFor = (kind: Kind, keys: readonly string[]): Exclude<Cause, "drift"> | undefined => {
    const was = find(base, keys);
    if (!isSameDeclaration(kind, was, find(now, keys))) return "commit";
    return after.some((moment) => !isSameDeclaration(kind, was, find(moment, keys))) ? "earlier-commit" : undefined;
  };
  const keysFor = (kind: KindName, name: string): readonly string[] => {
    const resource = now.declared.get(keyOf(kind, name));
    return resource === undefined ? [keyOf(kind, name)] : keysOf(resource);
  };
  const since = (keys: readonly string[]): readonly Resource[] => after.flatMap((moment) => find(moment, keys) ?? []);
  return {
    hasBase: true,
    wasDeclared,
    causeOf(name, resource) {
      const kind = kindOf(name);
      return kind === undefined ? undefined : causeFor(kind, keysFor(name, resource));
    },
    orderCauseOf(domain) {
      const moments = [base, ...after, now].map(({ desired }) => desired);
      // A rule that left for a while may come back elsewhere, which no single commit shows.
      const isStill = moments.every(
        (desired, index) =>
          index === 0 ||
          [moments[index - 1]!, base.desired].every((other) => isSameOrder(other, desired, domain, renamesOf(domain))),
      );
      if (isStill) return undefined;
      return isSameOrder(base.desired, head, domain, renamesOf(domain)) ? "earlier-commit" : "commit";
    },
    atBase: (resource) => find(base, keysOf(resource)),
    since: (resource) => since(keysOf(resource)),
    gone: goneIn(base, after, now),
    sequences: (domain) => [base, ...after].map(({ desired }) => sequenceOf(desired, domain, renamesOf(domain))),
    baseSequence: (domain) => sequenceOf(base.desired, domain, renamesOf(domain)),
  };
};

/**
 * How the base declares what goes by a later name: a rename that head drops again may stand in the tenant already, and
 * what the base says of the object goes for it, too.
 */
const underOldName = (base: Moment, after: readonly Moment[], key: string): Resource | undefined => {
  const keys = new Set([key]);
  for (const each of keys) {
    const found = base.declared.get(each);
    if (found !== undefined) return found;
    for (const resource of after.flatMap(({ declared }) => declared.get(each) ?? []))
      for (const older of keysOf(resource)) keys.add(older);
  }
  return undefined;
};

/** Declared at the base or after it, and not now, also not under another name. */
const goneIn = (base: Moment, after: readonly Moment[], now: Moment): readonly Gone[] => {
  const kept = new Set([...now.declared.values()].flatMap(keysOf));
  const gone = new Map<string, Gone>();
  for (const moment of [base, ...after]) {
    for (const [key, resource] of moment.declared) {
      if (kept.has(key)) continue;
      const { kind, name } = resource;
      const known = gone.get(key) ?? { kind, name, since: [] };
      gone.set(key, moment === base ? known : { ...known, since: [...known.since, resource] });
    }
  }
  return [...gone].map(([key, one]): Gone => {
    const known = underOldName(base, after, key);
    return known === undefined ? one : { ...one, base: known };
  });
};
