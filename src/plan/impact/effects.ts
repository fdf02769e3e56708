import type { Field } from "../../kinds/field.ts";
import type { Spec } from "../../model/resource.ts";
import type { Tendency } from "./tendency.ts";
import { heldBy, isInverted } from "./values.ts";

const entriesOf = (field: Field, spec: Spec): readonly unknown[] => field.canonical(heldBy(spec, field)) as unknown[];

const byEntries = (old: readonly unknown[], now: readonly unknown[]): Tendency => {
  // Whether an empty list means nobody or everybody is not known.
  if (old.length === 0 || now.length === 0) return "unknown";
  return now.every((entry) => old.includes(entry)) ? "stricter" : "looser";
};

const isWithin = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  const held = new Set(b);
  return a.every((entry) => held.has(entry));
};

const byRung = (ladder: readonly unknown[], old: unknown, now: unknown): Tendency => {
  const [from, to] = [ladder.indexOf(old), ladder.indexOf(now)];
  if (from < 0 || to < 0) return "unknown";
  return to > from ? "looser" : "stricter";
};

/** A word among numbers (what the service takes by default) has no place between them. */
const byNumber = (old: unknown, now: unknown): Tendency => {
  if (typeof old !== "number" || typeof now !== "number") return "unknown";
  return now > old ? "looser" : "stricter";
};

/** What a change of an effect does, where its kind says so. */
export const effectTendency = (field: Field, before: Spec, after: Spec): Tendency => {
  if (field.loosens === undefined || isInverted(field, before, after)) return "unknown";
  const [old, now] = [heldBy(before, field), heldBy(after, field)];
  switch (field.loosens) {
    case "entries":
      return byEntries(entriesOf(field, before), entriesOf(field, after));
    case "additions":
      return isWithin(entriesOf(field, after), entriesOf(field, before)) ? "stricter" : "looser";
    case "removals":
      return isWithin(entriesOf(field, before), entriesOf(field, after)) ? "stricter" : "looser";
    case "increases":
      return byNumber(field.canonical(old), field.canonical(now));
    default:
      return byRung(field.loosens, old, now);
  }
};
