import { isWire, type Json, type Wire } from "../json.ts";
import type { Tenant } from "../tenant.ts";
import { invalidInput, unbindable } from "./errors.ts";
import type { Field } from "./field.ts";
import type { ZiaKind } from "./kind.ts";
import { heldIn, targetOf } from "./references.ts";
import { isUnlistedCategory } from "./vocabulary.ts";

/** What a body said: values of writable keys, and keys outside the table that the stored object has too. */
export interface Bound {
  readonly values: Wire;
  readonly extras: Wire;
}

/**
 * Binds an API body the way the service's JSON binding does (recorded): an unknown key, a wrong JSON type or a value
 * outside an enum is a 400 without a code; `null` counts as absent; numbers may come as strings.
 */
export function bindBody(tenant: Tenant, kind: ZiaKind, body: Json | undefined, stored: Wire | undefined): Bound {
  if (!isWire(body)) throw unbindable();
  const values: Wire = {};
  const extras: Wire = {};
  for (const [key, value] of Object.entries(body)) {
    const field = kind.fields[key];
    if (!field) {
      if (stored && key in stored && !key.startsWith("$")) extras[key] = value;
      else throw unbindable();
    } else if (value !== null && (!field.readOnly || (kind.kept?.includes(key) && !stored))) {
      values[key] = bindValue(field, value);
    }
  }
  checkReferences(tenant, kind, values);
  checkLengths(kind, values);
  return { values, extras };
}

/** Binds what an administrator does in the portal, which may be newer than the API: any key and any enum value. */
export function bindPortal(tenant: Tenant, kind: ZiaKind, object: Wire): Wire {
  const values: Wire = {};
  for (const [key, value] of Object.entries(object)) {
    if (value === null) continue;
    const field = kind.fields[key];
    values[key] = field && field.type !== "enum" && field.type !== "enums" ? bindValue(field, value) : value;
  }
  checkReferences(tenant, kind, values);
  return values;
}

const bindList = (value: Json, bindEntry: (entry: Json) => Json): Json[] => {
  if (!Array.isArray(value)) throw unbindable();
  return value.map(bindEntry);
};

const bindText = (value: Json): string => {
  if (typeof value === "object") throw unbindable();
  return String(value);
};

const bindInteger = (value: Json): Json => {
  const number = typeof value === "string" && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) throw unbindable();
  return number;
};

const bindDecimal = (value: Json): Json => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) throw unbindable();
  return number;
};

const bindEnum = (field: Field, value: Json): string => {
  if (typeof value !== "string" || !field.values?.includes(value)) throw unbindable();
  return value;
};

const bindCountry = (value: Json): string => {
  if (typeof value !== "string" || !/^(COUNTRY_[A-Z]{2}|ANY|NONE)$/.test(value)) throw unbindable();
  return value;
};

const referenceKeys = new Set(["id", "name", "isNameL10nTag", "extensions", "externalId", "deleted"]);

const bindReference = (value: Json): Wire => {
  if (!isWire(value) || Object.keys(value).some((key) => !referenceKeys.has(key))) throw unbindable();
  return { id: typeof value.id === "string" && !/^-?\d+$/.test(value.id) ? value.id : bindInteger(value.id ?? null) };
};

const binders: Record<Field["type"], (field: Field, value: Json) => Json> = {
  text: (_field, value) => bindText(value).trim(),
  int: (_field, value) => bindInteger(value),
  ints: (_field, value) => bindList(value, bindInteger),
  decimal: (_field, value) => bindDecimal(value),
  flag: (_field, value) => {
    if (value === "true" || value === "false") return value === "true";
    if (typeof value !== "boolean") throw unbindable();
    return value;
  },
  enum: bindEnum,
  texts: (_field, value) => bindList(value, bindText),
  enums: (field, value) => bindList(value, (entry) => bindEnum(field, entry)),
  countries: (_field, value) => bindList(value, bindCountry),
  categories: (_field, value) => bindList(value, bindText),
  ids: (_field, value) => bindList(value, bindText),
  refs: (_field, value) => bindList(value, bindReference),
  ref: (_field, value) => bindReference(value),
  object: (_field, value) => {
    if (!isWire(value)) throw unbindable();
    return value;
  },
  objects: (_field, value) =>
    bindList(value, (entry) => {
      if (!isWire(entry)) throw unbindable();
      return entry;
    }),
};

const bindValue = (field: Field, value: Json): Json => binders[field.type](field, value);

/** Unknown ids are refused; status and code recorded for other bad arguments, the text is invented. */
function checkReferences(tenant: Tenant, kind: ZiaKind, values: Wire): void {
  for (const [key, value] of Object.entries(values)) {
    const field = kind.fields[key];
    if (!field?.to || field.unlinked?.(values)) continue;
    for (const entry of heldIn(value)) {
      if (targetOf(tenant, field, entry)) continue;
      const id = isWire(entry) ? entry.id : entry;
      if (field.type === "categories" && isUnlistedCategory(String(id))) continue;
      throw invalidInput(`Invalid ${key}: ${String(id)} does not exist`);
    }
  }
}

function checkLengths(kind: ZiaKind, values: Wire): void {
  for (const [key, value] of Object.entries(values)) {
    const max = kind.fields[key]?.max;
    if (max !== undefined && typeof value === "string" && value.length > max) {
      throw invalidInput(`${key === "name" ? "Name" : key} exceeds the max length ${max} characters`);
    }
  }
}

/** The complete object a create or update leads to: every omitted key at its type default. */
export function withDefaults(kind: ZiaKind, values: Wire): Wire {
  const result: Wire = {};
  for (const [key, field] of Object.entries(kind.fields)) {
    const value = values[key] ?? field.initial;
    if (value === undefined || isUnset(value)) continue;
    result[key] = value;
  }
  for (const [key, value] of Object.entries(values)) if (!(key in kind.fields)) result[key] = value;
  return result;
}

/** Empty lists and texts are the same as never set (recorded: neither is told apart on read). */
const isUnset = (value: Json): boolean => value === "" || (Array.isArray(value) && value.length === 0);

/** The first required key that a complete object lacks. */
export function checkRequired(kind: ZiaKind, object: Wire): void {
  for (const [key, field] of Object.entries(kind.fields)) {
    if (field.required && object[key] === undefined) throw invalidInput(field.required);
  }
}
