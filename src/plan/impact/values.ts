import type { Field, Relation } from "../../kinds/field.ts";
import type { Spec } from "../../model/resource.ts";

/** null clears; the extents work on real values. */
export const heldBy = (spec: Spec, field: Field): unknown => spec[field.name] ?? field.empty;

/** What a field holds that turns another one around: "all but these", or one entry more asks for more. */
const turning: ReadonlySet<unknown> = new Set([true, "OR"]);

/** Whether a field is turned around, before or after: what it compares as is not what it matches. */
export const isInverted = ({ invertedBy }: Field, ...specs: readonly Spec[]): boolean =>
  invertedBy !== undefined && specs.some((spec) => turning.has(spec[invertedBy]));

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Whether nothing means anything on one side of the change only. */
const isOpened = (field: Field, before: Spec, after: Spec): boolean =>
  field.openedBy !== undefined &&
  isEmpty(heldBy(before, field)) !== isEmpty(heldBy(after, field)) &&
  [before, after].some((spec) => !isEmpty(spec[field.openedBy!] ?? []));

const isIncomparable = (field: Field, before: Spec, after: Spec): boolean =>
  isInverted(field, before, after) || isOpened(field, before, after);

/** How what a field matches changes. */
export const relate = (field: Field, before: Spec, after: Spec): Relation => {
  if (isIncomparable(field, before, after)) return "both";
  return field.extent?.relate(heldBy(before, field), heldBy(after, field)) ?? "both";
};

/** Undefined where nothing is shared: the API would refuse an empty list on the way, or read it as any. */
export const sharedValue = (field: Field, before: Spec, after: Spec): unknown =>
  isIncomparable(field, before, after) ? undefined : field.extent?.share(heldBy(before, field), heldBy(after, field));

/** What either has; nothing where that cannot be said, which is any. */
export const unitedValue = (field: Field, before: Spec, after: Spec): unknown =>
  isIncomparable(field, before, after) ? field.empty : field.extent?.unite(heldBy(before, field), heldBy(after, field));
