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

const editedFields = (fields: Fields, edits: readonly Edit[]): Fields =>
  edits.reduce<Fields>((value, edit) => {
    if (edit.do === "set") return withField(value, edit.field, edit.value);
    return edit.do === "unset" ? without(value, edit.field) : value;
  }, fields);

/** Edits by the place they speak of: a file may have thousands of both. */
const editsBy = <Key>(
  edits: readonly Edit[],
  keyFor: (edit: Edit) => Key | undefined,
): ReadonlyMap<Key, readonly Edit[]> => {
  const found = new Map<Key, Edit[]>();
  for (const edit of edits) {
    const key = keyFor(edit);
    if (key === undefined) continue;
    const known = found.get(key);
    if (known === undefined) found.set(key, [edit]);
    else known.push(edit);
  }
  return found;
};

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
  const own = editsBy(edits, (edit) => ("at" in edit ? edit.at.resource : undefined));
  const values = resources.map((value, index) => editedFields(isRecord(value) ? value : {}, own.get(index) ?? []));
  const added = editsBy(edits, (edit) => (edit.do === "add" ? edit.after : undefined));
  const addedAfter = (after: number | null): readonly Wanted[] =>
    (added.get(after) ?? []).flatMap((edit) => (edit.do === "add" ? [{ value: edit.value }] : []));
  // What follows a resource that goes is new where that one was: behind the nearest one before it that is left.
  const anchors = new Map<number | null, Wanted[]>([[null, [...addedAfter(null)]]]);
  let anchor: number | null = null;
  for (const index of resources.keys()) {
    if (!removed.has(index)) anchor = index;
    const more = addedAfter(index);
    if (more.length > 0) anchors.set(anchor, [...(anchors.get(anchor) ?? []), ...more]);
  }
  const wanted = [
    ...(anchors.get(null) ?? []),
    ...ordered.flatMap((from) => [{ from, value: values[from] ?? {} }, ...(anchors.get(from) ?? [])]),
  ];
  const isOther = (index: number): boolean => own.has(index) && keyOf(values[index]) !== keyOf(resources[index]);
  const changed = new Set(left.filter(isOther));
  return { wanted, changed };
};
