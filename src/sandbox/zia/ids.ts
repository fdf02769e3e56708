import type { Json } from "../json.ts";
import { textsOf } from "../json.ts";
import type { Tenant } from "../tenant.ts";

/**
 * Recorded: ids come from counters shared by families of kinds; all rule kinds use one. The family of locations,
 * users, groups and departments is not monotonic; that one is imitated by striding.
 */
const firsts: Readonly<Record<string, number>> = {
  rule: 1690926,
  network: 10596668,
  label: 510201,
  interval: 552,
  workload: 2700001,
  device: 80100,
  appService: 1,
};

export function nextId(tenant: Tenant, family: string): Json {
  if (family === "organisation") {
    const turn = tenant.next("zia organisation", 0);
    return 156_964_610 + ((turn * 7_368_787) % 10_000_019);
  }
  if (family === "isolation") {
    const turn = tenant.next("zia isolation", 1);
    return `1d3a5a3e-4c1f-4f0e-9b59-${String(turn).padStart(12, "0")}`;
  }
  // Recorded: a slot that a deleted class leaves is given out again.
  if (family === "bandwidth") return freeSlot(tenant, "zia/bandwidth-class", 9);
  return tenant.next(`zia ${family}`, firsts[family] ?? 1);
}

const freeSlot = (tenant: Tenant, kind: string, first: number): number => {
  let slot = first;
  while (tenant.collection(kind).has(String(slot))) slot += 1;
  return slot;
};

/** Recorded: a new category takes the largest number in use plus one, although lower slots are free; val = 127 + number. */
export function nextCategory(tenant: Tenant): { id: string; val: number } {
  const numbers = textsOf(
    tenant
      .collection("zia/url-category")
      .values()
      .map((row) => row.id ?? ""),
  ).map((id) => (id.startsWith("CUSTOM_") ? Number(id.slice(7)) : 0));
  const number = numbers.reduce((max, value) => Math.max(max, value), 0) + 1;
  return { id: `CUSTOM_${String(number).padStart(2, "0")}`, val: 127 + number };
}
