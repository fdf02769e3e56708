import { isWire, type Json, typeDefault, type Wire } from "../json.ts";
import type { Tenant } from "../tenant.ts";
import { invalidArgument, unreadable } from "./errors.ts";
import type { ZpaField, ZpaKind } from "./kind.ts";
import { idsIn } from "./references.ts";

const bindText = (_field: ZpaField, value: Json): Json => {
  if (typeof value === "object") throw unreadable();
  return String(value);
};

const bindFlag = (_field: ZpaField, value: Json): Json => {
  if (value === "true" || value === "false") return value === "true";
  if (typeof value !== "boolean") throw unreadable();
  return value;
};

/** Recorded: some switches are the texts "0" and "1". */
const bindBit = (_field: ZpaField, value: Json): Json => {
  const text = typeof value === "boolean" ? String(Number(value)) : String(value);
  if (text !== "0" && text !== "1") throw unreadable();
  return text;
};

const bindList = (value: Json, entry: (item: Json) => Json): Json[] => {
  if (!Array.isArray(value)) throw unreadable();
  return value.map(entry);
};

const binders: Record<ZpaField["type"], (field: ZpaField, value: Json, key: string) => Json> = {
  text: bindText,
  number: (field, value, key) => {
    if (!/^-?\d+$/.test(String(value))) throw invalidArgument(key);
    return bindText(field, value);
  },
  flag: bindFlag,
  bit: bindBit,
  enum: (field, value, key) => {
    if (!field.values?.includes(String(value))) throw invalidArgument(key);
    return String(value);
  },
  texts: (field, value) => bindList(value, (item) => bindText(field, item)),
  ports: (field, value) => bindList(value, (item) => bindText(field, item)),
  refs: (_field, value) =>
    bindList(value, (item) => {
      if (!isWire(item) || item.id === undefined) throw unreadable();
      return { id: String(item.id) };
    }),
  object: (_field, value) => {
    if (!isWire(value)) throw unreadable();
    return value;
  },
  objects: (_field, value) =>
    bindList(value, (item) => {
      if (!isWire(item)) throw unreadable();
      return item;
    }),
};

/** Values of the known keys of a body; null counts as absent, keys nobody knows are ignored (recorded). */
export function bindFields(tenant: Tenant, kind: ZpaKind, body: Json | undefined): Wire {
  if (!isWire(body)) throw unreadable();
  const values: Wire = {};
  for (const [key, field] of Object.entries(kind.fields)) {
    const value = body[key];
    if (value !== undefined && value !== null) values[key] = binders[field.type](field, value, key);
  }
  for (const key of ["tcpPortRange", "udpPortRange"]) {
    if (`${key}s` in kind.fields) bindPortObjects(body, key, values);
  }
  checkPorts(kind, values);
  checkTargets(tenant, kind, values);
  return values;
}

/** Recorded: a filled flat list wins; an empty one lets the object form speak; both empty clear the ports. */
function bindPortObjects(body: Wire, key: string, values: Wire): void {
  const sent = body[key];
  if (!Array.isArray(sent)) return;
  const flat = values[`${key}s`];
  if (Array.isArray(flat) && flat.length > 0) return;
  values[`${key}s`] = sent.flatMap((range) => {
    if (!isWire(range)) throw unreadable();
    return [String(range.from), String(range.to)];
  });
}

/** Help: pairs of numbers from 1 to 65535. */
function checkPorts(kind: ZpaKind, values: Wire): void {
  for (const [key, field] of Object.entries(kind.fields)) {
    if (field.type !== "ports" || !Array.isArray(values[key])) continue;
    const ports = values[key].map(Number);
    if (ports.length % 2 !== 0) throw invalidArgument(key);
    if (ports.some((port) => !Number.isInteger(port) || port < 1 || port > 65_535)) throw invalidArgument(key);
    for (let index = 0; index < ports.length; index += 2) {
      if ((ports[index] ?? 0) > (ports[index + 1] ?? 0)) throw invalidArgument(key);
    }
  }
}

/** Help: naming an object that does not exist is a 400. */
function checkTargets(tenant: Tenant, kind: ZpaKind, values: Wire): void {
  for (const [key, field] of Object.entries(kind.fields)) {
    if (!field.to) continue;
    if (idsIn(field, values[key]).some((id) => !tenant.collection(field.to ?? "").has(id))) throw invalidArgument(key);
  }
}

const serverKeys = new Set(["id", "creationTime", "modifiedTime", "modifiedBy", "microtenantId", "conditions"]);

/** The complete object after a create (no old one) or an update: per key kept, replaced or reset. */
export function complete(kind: ZpaKind, values: Wire, old: Wire | undefined, body: Wire): Wire {
  const row: Wire = {};
  for (const [key, field] of Object.entries(kind.fields)) {
    const value = values[key] ?? (old && field.omitted === "keep" ? old[key] : undefined) ?? field.initial;
    if (value !== undefined && !isEmpty(value)) row[key] = value;
  }
  for (const [key, value] of Object.entries(old ?? {})) {
    if (key in kind.fields) continue;
    const isKept = serverKeys.has(key) || key in kind.always || key.startsWith("$") || kind.parts?.includes(key);
    if (isKept) row[key] = value;
    else row[key] = body[key] ?? typeDefault(value);
  }
  return kind.derive?.(row) ?? row;
}

/** Recorded: empty texts and lists are not shown, which is the same as not having them. */
const isEmpty = (value: Json): boolean => value === "" || (Array.isArray(value) && value.length === 0);

export function checkRequired(kind: ZpaKind, row: Wire): void {
  for (const [key, field] of Object.entries(kind.fields)) {
    if (field.required && row[key] === undefined) throw invalidArgument(key);
  }
  const blamed = kind.check?.(row);
  if (blamed) throw invalidArgument(blamed);
}
