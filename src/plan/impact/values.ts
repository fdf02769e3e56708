import type { Field, Relation } from "../../kinds/field.ts";
import type { Spec } from "../../model/resource.ts";

/** null clears; the extents work on real values. */
export const heldBy = (spec: Spec, field: Field): unknown => spec[field.name] ?? field.empty;

/** What a field holds that turns another one around: "all but these", or one entry more asks for more. */
const turning: ReadonlySet<unknown> = new Set([true, "OR", "MATCH_ALL_CUSTOM_PHRASE_PATTERN_DICTIONARY"]);

/** Whether a field is turned around, before or after: what it compares as is not what it matches. */
export const isInverted = ({ invertedBy }: Field, ...specs: readonly Spec[]): boolean =>
  invertedBy !== undefined && specs.some((spec) => turning.has(spec[invertedBy]));

/** How what a field matches changes. */
export const relate = (field: Field, before: Spec, after: Spec): Relation => {
  if (isInverted(field, before, after)) return "both";
  return field.extent?.relate(heldBy(before, field), heldBy(after, field)) ?? "both";
};

/** Undefined where nothing is shared: the API would refuse an empty list on the way, or read it as any. */
export const sharedValue = (field: Field, before: Spec, after: Spec): unknown =>
  isInverted(field, before, after) ? undefined : field.extent?.share(heldBy(before, field), heldBy(after, field));

/** What either has; nothing where that cannot be said, which is any. */
export const unitedValue = (field: Field, before: Spec, after: Spec): unknown =>
  isInverted(field, before, after) ? field.empty : field.extent?.unite(heldBy(before, field), heldBy(after, field));
