import { isWire, type Json, listOf, type Wire } from "../json.ts";
import type { Tenant } from "../tenant.ts";
import type { Field } from "./field.ts";
import { referenceFields } from "./kinds.ts";

/** The entries of a reference list, or the one reference. */
export const heldIn = (value: Json | undefined): Json[] => (isWire(value) ? [value] : listOf(value));

/** What an entry of a reference list holds: an object's id or, for some kinds, another number of it. */
const heldBy = (entry: Json): string => String(isWire(entry) ? entry.id : entry);

/** What a value holds of other objects: the entries of a list, or the ids that a text speaks of. */
const entriesOf = ({ mentions }: Field, value: Json | undefined): readonly Json[] =>
  mentions === undefined ? heldIn(value) : [...String(value ?? "").matchAll(mentions)].map(([, id = ""]) => id);

/** The object an entry of a reference list means. */
export function targetOf(tenant: Tenant, field: Field, entry: Json): Wire | undefined {
  const collection = tenant.collection(field.to ?? "");
  const { by } = field;
  if (by === undefined) return collection.get(heldBy(entry));
  const index = collection.memo(`by ${by}`, () => new Map(collection.values().map((row) => [String(row[by]), row])));
  return index.get(heldBy(entry));
}

/** Every staged object that names the given one. */
export function referrersOf(tenant: Tenant, kind: string, target: Wire): Wire[] {
  const found = new Map<string, Wire>();
  for (const { from, key, field } of referenceFields.get(kind) ?? []) {
    const wanted = String(target[field.by ?? "id"]);
    for (const row of tenant.collection(from.kind).values()) {
      if (entriesOf(field, row[key]).some((entry) => heldBy(entry) === wanted))
        found.set(`${from.kind} ${String(row.id)}`, row);
    }
  }
  return [...found.values()];
}

/** How many rules name the object; indexed, because every label of a list shows it. */
export function countReferrers(tenant: Tenant, kind: string, target: Wire): number {
  let count = 0;
  for (const { from, key, field } of referenceFields.get(kind) ?? []) {
    const index = tenant.collection(from.kind).memo(`count ${key}`, () => {
      const counts = new Map<string, number>();
      for (const row of tenant.collection(from.kind).values()) {
        for (const entry of entriesOf(field, row[key])) counts.set(heldBy(entry), (counts.get(heldBy(entry)) ?? 0) + 1);
      }
      return counts;
    });
    count += index.get(String(target[field.by ?? "id"])) ?? 0;
  }
  return count;
}
