import type { Kind } from "../kinds/kind.ts";
import { identityOf, type KindName } from "../model/address.ts";
import type { Spec } from "../model/resource.ts";
import { meaningOf } from "./meaning.ts";

/**
 * Who uses a shared object: rules that let traffic pass, rules that stop it, both, or nobody; `unknown` when the action
 * of one has no known direction, `unread` when the rules could not be read.
 */
export type Usage = "none" | "allow" | "block" | "mixed" | "unknown" | "unread";

/** One object with its spec, before or after the plan. */
export interface Holder {
  readonly kind: Kind;
  readonly name: string;
  readonly spec: Spec;
}

const keyOf = (kind: KindName, name: string): string => `${kind}\u0000${identityOf(name)}`;

const merge = (a: Usage, b: Usage): Usage =>
  a === b || b === "none" ? a : a === "none" ? b : a === "unknown" || b === "unknown" ? "unknown" : "mixed";

/**
 * Use of every object, from all rules of both states: what is safe for the old policy and for the new one.
 * An object that joins another one (a segment its group) is used wherever that one is.
 */
export const buildUsage = (holders: readonly Holder[]): ((kind: KindName, name: string) => Usage) => {
  const direct = new Map<string, Usage>();
  const joined = new Map<string, Set<string>>();
  const named = new Set<string>();
  for (const { kind, name, spec } of holders) {
    for (const field of Object.values(kind.fields)) {
      if (spec[field.name] === undefined || spec[field.name] === null) continue;
      if (kind.rule !== undefined && field.role === "match") {
        const { on, direction } = meaningOf(kind, spec);
        if (!on) continue;
        const usage: Usage = direction === "observe" ? "allow" : direction;
        for (const reference of field.references(spec[field.name])) {
          const key = keyOf(reference.kind, reference.name);
          direct.set(key, merge(direct.get(key) ?? "none", usage));
        }
      } else if (field.role !== "plain" && !field.joins) {
        for (const reference of field.references(spec[field.name])) named.add(keyOf(reference.kind, reference.name));
      } else if (field.joins) {
        const key = keyOf(kind.name, name);
        const set = joined.get(key) ?? new Set<string>();
        for (const reference of field.references(spec[field.name])) set.add(keyOf(reference.kind, reference.name));
        joined.set(key, set);
      }
    }
  }
  return (kind, name) => {
    const key = keyOf(kind, name);
    // Named elsewhere than in a criterion (a segment its server groups): it matters, but how cannot be told.
    const own = direct.get(key) ?? (named.has(key) ? "unknown" : "none");
    return [...(joined.get(key) ?? [])].reduce<Usage>((usage, group) => merge(usage, direct.get(group) ?? "none"), own);
  };
};
