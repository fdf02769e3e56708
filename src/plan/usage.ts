import type { Kind } from "../kinds/kind.ts";
import { meaningOf } from "../kinds/meaning.ts";
import { usersOf } from "../kinds/referrers.ts";
import { holds } from "../kinds/uses.ts";
import { identityOf, type KindName } from "../model/address.ts";
import type { Spec } from "../model/resource.ts";

/**
 * Who uses a shared object: rules that let traffic pass (`guarded` where one of them confirms, isolates or limits it),
 * rules that stop it, both, or nobody; `unknown` when the action of one has no known direction, `unread` when the rules
 * could not be read.
 */
export type Usage = "none" | "allow" | "guarded" | "block" | "mixed" | "unknown" | "unread";

/** One object with its spec, before or after the plan. */
export interface Holder {
  readonly kind: Kind;
  readonly name: string;
  readonly spec: Spec;
}

const keyOf = (kind: KindName, name: string): string => `${kind}\u0000${identityOf(name)}`;

const merge = (a: Usage, b: Usage): Usage => {
  if (a === b || b === "none") return a;
  if (a === "none") return b;
  const both = [a, b];
  if (both.includes("unknown")) return "unknown";
  return both.includes("allow") && both.includes("guarded") ? "guarded" : "mixed";
};

interface Uses {
  /** By objects that rules name in a criterion. */
  readonly direct: Map<string, Usage>;
  /** By kinds of which a rule without a criterion means every object. */
  readonly byAny: Map<KindName, Usage>;
  /** Objects that join others: a segment its group. */
  readonly joined: Map<string, Set<string>>;
  /** Objects that others hold: a network service the groups it is in. */
  readonly heldBy: Map<string, Set<string>>;
  /** Objects named elsewhere than in a criterion: a segment its server groups. */
  readonly named: Set<string>;
}

const add = <Key>(uses: Map<Key, Usage>, key: Key, usage: Usage): void => {
  uses.set(key, merge(uses.get(key) ?? "none", usage));
};

const readRule = (uses: Uses, { kind, spec }: Holder, metByAny: readonly Kind[]): void => {
  const { on, direction, isGuarded } = meaningOf(kind, spec);
  if (!on) return;
  const usage: Usage = isGuarded ? "guarded" : direction === "observe" ? "allow" : direction;
  const matched = Object.values(kind.fields).flatMap((field) =>
    field.role !== "match" || spec[field.name] === undefined || spec[field.name] === null
      ? []
      : field.references(spec[field.name]),
  );
  for (const reference of matched) add(uses.direct, keyOf(reference.kind, reference.name), usage);
  // A rule that blocks everybody goes on doing so whatever a segment holds: only what is let through grows with it.
  if (usage === "block") return;
  const universe = metByAny.filter(({ name }) => usersOf(name).includes(kind.name));
  // Criteria of which any may match leave each of the others open to all objects.
  const isEither = Object.values(kind.fields).some(({ invertedBy = "" }) => spec[invertedBy] === "OR");
  if (!isEither && matched.some((reference) => universe.some(({ name }) => name === reference.kind))) return;
  for (const { name } of universe) add(uses.byAny, name, usage);
};

const link = (links: Map<string, Set<string>>, from: string, to: readonly string[]): void => {
  links.set(from, new Set([...(links.get(from) ?? []), ...to]));
};

const readLinks = (uses: Uses, { kind, name, spec }: Holder): void => {
  const own = keyOf(kind.name, name);
  for (const field of Object.values(kind.fields)) {
    if (field.role === "plain" || field.role === "match" || spec[field.name] === undefined || spec[field.name] === null)
      continue;
    const keys = field.references(spec[field.name]).map((reference) => keyOf(reference.kind, reference.name));
    if (field.joins) link(uses.joined, own, keys);
    else if (holds(field)) for (const key of keys) link(uses.heldBy, key, [own]);
    else for (const key of keys) uses.named.add(key);
  }
};

/**
 * Use of every object, from all rules of both states: what is safe for the old policy and for the new one.
 * An object that joins another one (a segment its group), or is held by it (a service by a service group), is used
 * wherever that one is.
 *
 * @param metByAny kinds of which a rule without a criterion means every object
 */
export const buildUsage = (
  holders: readonly Holder[],
  metByAny: readonly Kind[],
): ((kind: KindName, name: string) => Usage) => {
  const uses: Uses = { direct: new Map(), byAny: new Map(), joined: new Map(), heldBy: new Map(), named: new Set() };
  for (const holder of holders) {
    if (holder.kind.rule !== undefined) readRule(uses, holder, metByAny);
    readLinks(uses, holder);
  }
  // No kind holds objects of a kind that holds it, so this ends.
  const directly = (key: string): Usage =>
    [...(uses.heldBy.get(key) ?? [])].map(directly).reduce<Usage>(merge, uses.direct.get(key) ?? "none");
  return (kind, name) => {
    const key = keyOf(kind, name);
    const groups = [...(uses.joined.get(key) ?? [])].map(directly);
    const all = [directly(key), uses.byAny.get(kind) ?? "none", ...groups];
    const usage = all.reduce<Usage>(merge, "none");
    return usage === "none" && uses.named.has(key) ? "unread" : usage;
  };
};
