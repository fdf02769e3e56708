import type { Kind } from "../kinds/kind.ts";
import { type Direction, meaningOf } from "../kinds/meaning.ts";
import { identityOf } from "../model/address.ts";
import { fieldsOf } from "./criteria.ts";
import { heldBy, type Policy, type PolicyObject, ruleLists } from "./policy.ts";

/** What happens to the traffic of an object in one rule list: what the first enabled rule that names it says. */
export interface Fate {
  readonly rule: PolicyObject;
  readonly direction: Direction;
}

/** Per rule list, the fates of all objects of a kind that its rules name. */
export type Fates = readonly ReadonlyMap<string, Fate>[];

/** Predefined ids have a case, names that people gave have none. */
const keyOf = (kind: Kind, name: string): string => (kind.openIds?.test(name) ? name : identityOf(name));

const fatesIn = (shared: Kind, rules: readonly PolicyObject[]): ReadonlyMap<string, Fate> => {
  const fates = new Map<string, Fate>();
  for (const rule of rules) {
    const { on, direction } = meaningOf(rule.kind, rule.spec);
    if (!on) continue;
    for (const field of fieldsOf(rule.kind, "match")) {
      for (const { kind, name } of field.references(heldBy(rule, field))) {
        const key = keyOf(shared, name);
        if (kind === shared.name && !fates.has(key)) fates.set(key, { rule, direction });
      }
    }
  }
  return fates;
};

/** What the rule lists do with the objects of a kind; lists that name none of them say nothing. */
export const fatesOf = (kind: Kind, policy: Policy): Fates =>
  [...policy]
    .filter(([{ rule, order }]) => rule !== undefined && order !== undefined)
    .flatMap(([ruleKind, rules]) => ruleLists(ruleKind, rules).map((list) => fatesIn(kind, list)));

/** Two objects that one rule list treats differently; a fate is undefined where no rule names the object. */
export interface Parting {
  readonly one: Fate | undefined;
  readonly other: Fate | undefined;
}

const isUnknown = (fate: Fate | undefined): boolean => fate?.direction === "unknown";

/** The first rule list in which two objects meet different fates. */
export const partingOf = (fates: Fates, one: PolicyObject, other: PolicyObject): Parting | undefined =>
  fates
    .map(
      (list): Parting => ({ one: list.get(keyOf(one.kind, one.name)), other: list.get(keyOf(other.kind, other.name)) }),
    )
    .find(({ one, other }) => one?.direction !== other?.direction && !isUnknown(one) && !isUnknown(other));
