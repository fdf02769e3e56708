import { hiddenIn } from "../kinds/criteria.ts";
import type { Field } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { domainIn } from "../model/domain.ts";
import type { JsonObject } from "../model/json.ts";
import type { Resource, Spec, Standing } from "../model/resource.ts";

/** One object as it will be: what the tenant has, with what is declared laid over it. */
export interface PolicyObject {
  readonly kind: Kind;
  readonly name: string;
  readonly spec: Spec;
  /** Declared. A finding in which no declared object takes part is nothing that Git could mend. */
  readonly managed: boolean;
  /** Where a part of the declaration stands. */
  readonly at?: Resource["at"];
  /** Absent: made by us or an administrator. */
  readonly standing?: Standing;
  /** It asks for something the kind does not know, so it matches less than its spec says; see `hasHiddenCriteria`. */
  readonly hidden?: boolean;
}

/** All objects of each kind that was read or declared, the rules of a domain in the order in which they are tried. */
export type Policy = ReadonlyMap<Kind, readonly PolicyObject[]>;

/** The rules of a kind by the orders they stand in. */
export const ruleLists = (kind: Kind, rules: readonly PolicyObject[]): readonly (readonly PolicyObject[])[] =>
  [...new Set(rules.map(({ spec }) => domainIn(kind, spec)))].map((domain) =>
    rules.filter(({ spec }) => domainIn(kind, spec) === domain),
  );

/** null clears, and absent is what an absent value reads as. */
export const heldBy = ({ spec }: PolicyObject, field: Field): unknown => spec[field.name] ?? field.empty;

export const isCustom = ({ standing }: PolicyObject): boolean => standing === undefined || standing === "custom";

/** Whether a live rule fills a criterion that its kind does not model. */
export const hasHiddenCriteria = (kind: Kind, wire: JsonObject): boolean => hiddenIn(kind, wire).length > 0;
