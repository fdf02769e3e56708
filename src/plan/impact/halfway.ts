import type { Relation } from "../../kinds/field.ts";
import { offOf } from "../../kinds/meaning.ts";
import type { Spec } from "../../model/resource.ts";
import type { Draft } from "../draft.ts";
import { type Parts, pick } from "./parts.ts";
import { sharedValue, unitedValue } from "./values.ts";

/** The half-way values between old and new: what both share for an allowing user, what either has for a blocking one. */
export const halfway = (draft: Draft, extents: Parts["extents"], tightens: Relation): Spec | undefined => {
  const values: Record<string, unknown> = {};
  const canBeOff = offOf(draft.kind) !== undefined;
  for (const { field, relation, beside } of extents) {
    if (relation === tightens) values[field.name] = draft.after[field.name];
    if (relation !== "both") continue;
    // What both readings share is not known.
    if (beside !== undefined) {
      if (tightens === "narrower") return undefined;
      continue;
    }
    // A category may stand for nothing on the way; what can be switched off is, because nobody knows if it may be empty.
    const mayBeEmpty = !canBeOff && !field.required && field.filled === undefined;
    const value =
      tightens === "narrower"
        ? (sharedValue(field, draft.before, draft.after) ?? (mayBeEmpty ? field.empty : undefined))
        : unitedValue(field, draft.before, draft.after);
    if (value === undefined) return undefined;
    values[field.name] = value;
  }
  // A blocking rule asks for nothing there until its new lists stand.
  for (const { field, beside } of extents)
    for (const one of beside === undefined ? [] : [field, ...beside]) values[one.name] = one.empty;
  return values;
};

/** Fields whose new value stands already after the stricter write need no second one. */
export const remaining = (draft: Draft, extents: Parts["extents"], tightens: Relation): Spec => ({
  // What was asked for beside it, and stays, was taken out on the way.
  ...Object.fromEntries(
    extents.flatMap(({ beside = [] }) => beside.map((one) => [one.name, draft.after[one.name] ?? one.empty])),
  ),
  ...pick(
    draft.differing,
    extents.filter(({ relation }) => relation !== tightens && relation !== "equal").map(({ field }) => field.name),
  ),
});
