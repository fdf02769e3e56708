import { isRecord } from "../problems.ts";
import { keyOf } from "./align.ts";
import type { Edit } from "./edit.ts";
import type { Wanted } from "./resource-list.ts";
import { arranged } from "./revision.ts";

type Fields = Readonly<Record<string, unknown>>;

const without = (fields: Fields, field: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== field));

const withField = (fields: Fields, field: string, value: unknown): Fields => ({
  ...fields,
  [field]: Object.hasOwn(fields, field) ? arranged(fields[field], value) : value,
});

const editedFields = (fields: Fields, edits: readonly Edit[], index: number): Fields =>
  edits.reduce<Fields>((value, edit) => {
    if (!("at" in edit) || edit.at.resource !== index) return value;
    if (edit.do === "set") return withField(value, edit.field, edit.value);
    return edit.do === "unset" ? without(value, edit.field) : value;
  }, fields);

/** Those a sequence names trade places among themselves; a document may hold rules of another order between them. */
const reordered = (order: readonly number[], sequence: readonly number[]): readonly number[] => {
  const named = new Set(sequence);
  let next = 0;
  return order.map((index) => (named.has(index) ? (sequence[next++] ?? index) : index));
};

/** What the resources of a document are to be, as values. */
export interface WantedList {
  readonly wanted: readonly Wanted[];
  /** Places of resources that get other fields. */
  readonly changed: ReadonlySet<number>;
}

/** The edits of one document, done to its values. */
export const wantedList = (resources: readonly unknown[], edits: readonly Edit[]): WantedList => {
  const removed = new Set(edits.flatMap((edit) => (edit.do === "remove" ? [edit.at.resource] : [])));
  const left = resources.map((_, index) => index).filter((index) => !removed.has(index));
  const ordered = edits
    .reduce<readonly number[]>(
      (order, edit) => (edit.do === "order" ? reordered(order, edit.sequence) : order),
      [...resources.keys()],
    )
    .filter((index) => !removed.has(index));
  if (keyOf(ordered.toSorted((a, b) => a - b)) !== keyOf(left)) throw new Error("an order names no resource twice");
  const values = resources.map((value, index) => editedFields(isRecord(value) ? value : {}, edits, index));
  const addedAfter = (after: number | null): readonly Wanted[] =>
    edits.flatMap((edit) => (edit.do === "add" && edit.after === after ? [{ value: edit.value }] : []));
  // What follows a resource that goes is new where that one was: behind the nearest one before it that is left.
  const anchors = new Map<number | null, Wanted[]>([[null, [...addedAfter(null)]]]);
  let anchor: number | null = null;
  for (const index of resources.keys()) {
    if (!removed.has(index)) anchor = index;
    anchors.set(anchor, [...(anchors.get(anchor) ?? []), ...addedAfter(index)]);
  }
  const wanted = [
    ...(anchors.get(null) ?? []),
    ...ordered.flatMap((from) => [{ from, value: values[from] ?? {} }, ...(anchors.get(from) ?? [])]),
  ];
  const changed = new Set(left.filter((index) => keyOf(values[index]) !== keyOf(resources[index])));
  return { wanted, changed };
};
