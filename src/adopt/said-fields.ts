import type { Field } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Spec } from "../model/resource.ts";

/** What vendors call the field that switches an object on and off. */
const switches = new Set(["state", "enabled", "disabled"]);

/** What a reader looks for first: what it is for, whether it is on, what it does, what it must have, what it asks for. */
const group = (kind: Kind, field: Field): number => {
  if (field.name === "description") return 0;
  if (switches.has(field.name)) return 1;
  if (field.name === kind.rule?.action) return 2;
  if (field.required || !field.mutable) return 3;
  return field.role === "plain" ? 5 : 4;
};

/** The fields of a kind in the order a document has them; within a group as the kind lists them. */
const fieldsInOrder = (kind: Kind): readonly Field[] =>
  Object.values(kind.fields)
    .map((field, at) => ({ field, at, group: group(kind, field) }))
    .sort((a, b) => a.group - b.group || a.at - b.at)
    .map(({ field }) => field);

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Whether it holds something other than what an absent field means. */
const isSaying = (field: Field, value: unknown): boolean => {
  if (value === undefined || value === field.empty || (isEmptyList(value) && isEmptyList(field.empty))) return false;
  return JSON.stringify(field.canonical(value)) !== JSON.stringify(field.canonical(field.empty));
};

/** A new rule takes the rank of its neighbour, so where one rule has another rank, all say theirs. */
const isInherited = (kind: Kind, field: Field): boolean =>
  kind.order?.rank !== undefined && field.wire.includes(kind.order.rank);

/** Fewer objects may agree by chance, or because somebody chose. */
const enough = 3;

/** What most objects hold of a field that the server fills. */
const pickedIn = (field: Field, specs: readonly Spec[]): string | undefined => {
  const counts = new Map<string, number>();
  for (const spec of specs) {
    const key = JSON.stringify(field.canonical(spec[field.name]));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [[key, count] = ["", 0]] = [...counts].sort(([, a], [, b]) => b - a);
  return count >= enough && count > specs.length / 2 ? key : undefined;
};

/**
 * Which fields of these objects a document says: those a create needs, and those that hold something other than what an
 * absent field means. An object that nobody creates is said whole: no default would fill what is left out.
 */
export const saidFields = (kind: Kind, specs: readonly Spec[]): ((spec: Spec) => Spec) => {
  const fields = fieldsInOrder(kind);
  const everywhere = new Set(
    fields.filter((field) => isInherited(kind, field) && specs.some((spec) => isSaying(field, spec[field.name]))),
  );
  const picked = new Map(
    fields.filter((field) => field.picked).map((field) => [field, pickedIn(field, specs)] as const),
  );
  const isSaid = (field: Field, value: unknown): boolean => {
    if (kind.api.create === undefined || everywhere.has(field)) return true;
    if (picked.get(field) === JSON.stringify(field.canonical(value))) return false;
    return field.required ? !isEmptyList(value) : isSaying(field, value);
  };
  return (spec) =>
    Object.fromEntries(
      fields
        .map((field) => ({ field, value: spec[field.name] ?? field.empty }))
        .filter(({ field, value }) => value !== undefined && value !== "" && isSaid(field, value))
        .map(({ field, value }) => [field.name, value]),
    );
};
