import { isWire, type Json, listOf, type Wire } from "../json.ts";
import type { Tenant } from "../tenant.ts";
import { shuffled, type World } from "../world.ts";
import type { Field } from "./field.ts";
import type { Look, ZiaKind } from "./kind.ts";
import { ziaKind } from "./kinds.ts";
import { countReferrers, targetOf } from "./references.ts";

export type Shape = "list" | "single";

const fieldLists = new Map<string, readonly (readonly [string, Field])[]>();

function fieldsOf(kind: ZiaKind): readonly (readonly [string, Field])[] {
  const known = fieldLists.get(kind.kind);
  if (known) return known;
  const list = Object.entries(kind.fields);
  fieldLists.set(kind.kind, list);
  return list;
}

/** The object as a GET answers it: references named, defaults filled in, ANY gone, sets in any order. */
export function show(world: World, kind: ZiaKind, row: Wire, shape: Shape): Wire {
  const look: Look = { countReferrers: (name, target) => countReferrers(world.tenant, name, target) };
  const result: Wire = {};
  for (const [key, field] of fieldsOf(kind)) {
    if (field.only && field.only !== shape) continue;
    const stored = kind.computed?.[key]?.(look, row) ?? row[key];
    const value = stored === undefined ? undefined : showValue(world, field, stored);
    if (value !== undefined) result[key] = value;
    else if (field.shown !== undefined) result[key] = field.shown;
  }
  for (const [key, compute] of Object.entries(kind.computed ?? {})) {
    if (!(key in kind.fields) && shape === "list") result[key] = compute(look, row);
  }
  for (const [key, value] of Object.entries(row)) {
    if (!(key in kind.fields) && !key.startsWith("$")) result[key] = value;
  }
  return finish(kind, result, shape);
}

const setTypes: ReadonlySet<Field["type"]> = new Set([
  "texts",
  "enums",
  "countries",
  "categories",
  "ids",
  "refs",
] as const);

function showValue(world: World, field: Field, value: Json): Json | undefined {
  if (field.type === "ref") return showReference(world.tenant, field, value);
  if (!Array.isArray(value)) return value;
  if (field.vanishes !== undefined && value.length === 1 && value[0] === field.vanishes) return undefined;
  const isNamed = field.type === "refs" || field.adds !== undefined;
  const entries = isNamed ? value.flatMap((ref) => showReference(world.tenant, field, ref)) : value;
  if (entries.length === 0) return undefined;
  if (!setTypes.has(field.type) || field.sequence) return entries;
  return world.settings.shuffle ? shuffled(world, entries) : inRecordedOrder(field, entries);
}

/** Recorded: enumerations come in enumeration order, countries ascending. */
function inRecordedOrder(field: Field, entries: Json[]): Json[] {
  if (field.type === "countries") return [...entries].sort();
  if (field.type !== "enums" || !field.values) return entries;
  const rank = new Map(field.values.map((value, index) => [value, index]));
  return [...entries].sort((a, b) => (rank.get(String(a)) ?? 999) - (rank.get(String(b)) ?? 999));
}

function showReference(tenant: Tenant, field: Field, reference: Json): Json {
  if (!isWire(reference) || !field.to) return reference;
  const target = targetOf(tenant, field, reference);
  if (!target) return reference;
  if (field.adds !== undefined) {
    const added = field.adds.flatMap((key) => (target[key] === undefined ? [] : [[key, target[key]] as const]));
    return { ...reference, ...Object.fromEntries(added) };
  }
  const tag = target[ziaKind(field.to)?.tagKey ?? ""];
  const named: Wire = { id: target[field.by ?? "id"] ?? null, name: tag ?? tenant.collection(field.to).nameOf(target) };
  if (target.isNameL10nTag === true || target.$l10n === true) named.isNameL10nTag = true;
  return named;
}

function finish(kind: ZiaKind, shown: Wire, shape: Shape): Wire {
  for (const [present, other] of kind.pairs ?? []) {
    if (listOf(shown[present]).length > 0 && shown[other] === undefined) shown[other] = [];
  }
  for (const key of shape === "single" ? (kind.encodedWhenSingle ?? []) : []) {
    if (typeof shown[key] === "string") shown[key] = Buffer.from(shown[key]).toString("base64");
  }
  return shown;
}

/** Recorded: the lite list has the same class with the unselected columns at type defaults. */
export function showLite(kind: ZiaKind, row: Wire): Wire {
  const result: Wire = { id: row.id ?? null, [kind.nameKey]: row[kind.nameKey] ?? row.id ?? null };
  if (kind.ordered) Object.assign(result, { order: 0, rank: 0, state: "ENABLED" });
  return result;
}

/** The answer to POST and PUT on rule kinds (recorded): what was sent, references without names, no access control. */
export function echo(kind: ZiaKind, row: Wire, verb: "POST" | "PUT"): Wire {
  const result: Wire = {};
  for (const [key, field] of Object.entries(kind.fields)) {
    if (key === "accessControl") continue;
    if (verb === "POST" && key.startsWith("lastModified")) continue;
    const value = row[key];
    if (value !== undefined) result[key] = value;
    else if (field.echoed !== undefined) result[key] = field.echoed;
    else if (field.type === "flag" && field.shown === false) result[key] = false;
  }
  for (const key of ["eunTemplateId", "browserEunTemplateId"]) if (row[key] === 0) delete result[key];
  for (const [key, value] of Object.entries(row)) {
    if (!(key in kind.fields) && !key.startsWith("$")) result[key] = value;
  }
  return result;
}

/** The keys of a new object that were sent, and its id. */
export const bareEcho = (row: Wire): Wire =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !key.startsWith("$")));
