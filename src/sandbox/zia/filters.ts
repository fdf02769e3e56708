import { type Json, type Wire, wiresOf } from "../json.ts";
import type { World } from "../world.ts";
import type { ZiaKind } from "./kind.ts";

type Filter = (row: Wire, value: string) => boolean;

const contains = (value: Json | undefined, part: string): boolean =>
  String(value ?? "")
    .toLowerCase()
    .includes(part.toLowerCase());

/** SDK and one recording (`ruleAction`): substring filters of the firewall list. */
const ruleFilters: Readonly<Record<string, Filter>> = {
  ruleName: (row, value) => contains(row.name, value),
  ruleDescription: (row, value) => contains(row.description, value),
  ruleAction: (row, value) => row.action === value,
  ruleOrder: (row, value) => String(row.order) === value,
  ruleLabelId: (row, value) => wiresOf(row.labels).some((label) => String(label.id) === value),
};

/** SDK: starts-with filters of the user list, and plain filters of other look-ups. */
const listFilters: Readonly<Record<string, Filter>> = {
  groupType: (row, value) => row.groupType === value,
  osType: (row, value) => row.osType === value,
  protocol: (row, value) => contains(Object.keys(row).join(" "), value),
};

export function filterRules(world: World, kind: ZiaKind, query: URLSearchParams): Wire[] {
  const filters = kind.ordered ? ruleFilters : listFilters;
  let rows = world.tenant.collection(kind.kind).values();
  const search = query.get("search");
  if (search && !kind.ignoresSearch) {
    rows = rows.filter((row) => contains(row[kind.nameKey], search) || contains(row.description, search));
  }
  for (const [key, filter] of Object.entries(filters)) {
    const value = query.get(key);
    if (value) rows = rows.filter((row) => filter(row, value));
  }
  // SDK: counts leave predefined rules out when asked to.
  if (query.get("predefinedRuleCount")?.toLowerCase() === "false") rows = rows.filter((row) => row.predefined !== true);
  return rows;
}
