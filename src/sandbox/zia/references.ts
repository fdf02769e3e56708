import { isWire, type Json, listOf, type Wire } from "../json.ts";
import type { Tenant } from "../tenant.ts";
import { referenceFields } from "./kinds.ts";

const pointsAt = (list: Json | undefined, id: string): boolean =>
  listOf(list).some((entry) => String(isWire(entry) ? entry.id : entry) === id);

/** Every staged object that names the given one. */
export function referrersOf(tenant: Tenant, kind: string, id: Json | undefined): Wire[] {
  const wanted = String(id);
  const found = new Map<string, Wire>();
  for (const { from, key } of referenceFields.get(kind) ?? []) {
    for (const row of tenant.collection(from.kind).values()) {
      if (pointsAt(row[key], wanted)) found.set(`${from.kind} ${String(row.id)}`, row);
    }
  }
  return [...found.values()];
}

/** How many rules name the object; indexed, because every label of a list shows it. */
export function countReferrers(tenant: Tenant, kind: string, id: Json | undefined): number {
  let count = 0;
  for (const { from, key } of referenceFields.get(kind) ?? []) {
    const index = tenant.collection(from.kind).memo(`count ${key}`, () => {
      const counts = new Map<string, number>();
      for (const row of tenant.collection(from.kind).values()) {
        for (const entry of listOf(row[key])) {
          const target = String(isWire(entry) ? entry.id : entry);
          counts.set(target, (counts.get(target) ?? 0) + 1);
        }
      }
      return counts;
    });
    count += index.get(String(id)) ?? 0;
  }
  return count;
}
