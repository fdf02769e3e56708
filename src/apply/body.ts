import type { IdOf } from "../kinds/field.ts";
import { isObject } from "../kinds/fields/shape.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Spec } from "../model/resource.ts";
import type { Step } from "../model/step.ts";

/** `undefined` takes a key out: a full replacement resets what it does not carry. */
const overlay = (base: JsonObject, ...layers: readonly JsonObject[]): JsonObject =>
  Object.fromEntries(
    Object.entries(Object.assign({}, base, ...layers) as JsonObject).filter(([, value]) => value !== undefined),
  );

/** Several fields may write parts of one object, or entries of one list in it. */
const joined = (a: Json | undefined, b: Json | undefined): Json | undefined => {
  if (isObject(a) && isObject(b)) return together([a, b]);
  return Array.isArray(a) && Array.isArray(b) ? [...a, ...b] : b;
};

/** Keeps `undefined`: it has to reach the last overlay to take its key out. */
const together = (parts: readonly JsonObject[]): JsonObject => {
  const whole: Record<string, Json | undefined> = {};
  for (const part of parts) for (const [key, value] of Object.entries(part)) whole[key] = joined(whole[key], value);
  return whole as JsonObject;
};

const encoded = (kind: Kind, set: Spec, idOf: IdOf, live?: JsonObject): JsonObject =>
  together(Object.entries(set).map(([name, value]) => kind.fields[name]?.encode(value, idOf, live) ?? {}));

const ordering = (kind: Kind, step: Step): JsonObject => ({
  ...(kind.order !== undefined && step.order !== undefined ? { [kind.order.key]: step.order } : {}),
  ...(kind.order?.rank !== undefined && step.rank !== undefined ? { [kind.order.rank]: step.rank } : {}),
});

const naming = (kind: Kind, step: Step): JsonObject => (step.name === undefined ? {} : { [kind.nameKey]: step.name });

const createBody = (kind: Kind, step: Step, idOf: IdOf): JsonObject => {
  const values = Object.fromEntries(Object.entries(step.set).filter(([, value]) => value !== null));
  return overlay(kind.createDefaults, naming(kind, step), encoded(kind, values, idOf), ordering(kind, step));
};

/** What was read, in the form a write takes: server-owned keys left out, references reduced to ids. */
const carried = (kind: Kind, base: JsonObject): JsonObject => {
  const kept = Object.fromEntries(Object.entries(base).filter(([key]) => !kind.readOnly.includes(key)));
  const rewritten = Object.values(kind.fields).flatMap((field) =>
    field.carry !== undefined && field.wire.some((key) => base[key] !== undefined) ? [field.carry(base)] : [],
  );
  return overlay(kind.updateDefaults, kept, ...rewritten);
};

/** The whole object as it should be: live, with the step's fields laid over it; unknown fields survive. */
const updateBody = (kind: Kind, step: Step, base: JsonObject, idOf: IdOf): JsonObject =>
  overlay(carried(kind, base), encoded(kind, step.set, idOf, base), naming(kind, step), ordering(kind, step));

/** GraphQL inputs take the fields of the kind only; all of them, because nobody knows whether an update merges. */
const inputOf = (kind: Kind, body: JsonObject): JsonObject => {
  const keys = new Set([kind.nameKey, ...Object.values(kind.fields).flatMap(({ wire }) => wire)]);
  return Object.fromEntries(Object.entries(body).filter(([key, value]) => keys.has(key) && value !== null));
};

/** The object a write sends. */
export const bodyOf = (kind: Kind, step: Step, base: JsonObject | undefined, idOf: IdOf): JsonObject => {
  const body =
    step.verb === "create" || base === undefined ? createBody(kind, step, idOf) : updateBody(kind, step, base, idOf);
  return kind.api.style === "graphql" ? inputOf(kind, body) : body;
};

/** The entries a list gains or loses, alone: the rest of the object is not sent. */
export const entriesBody = (kind: Kind, entries: readonly unknown[], idOf: IdOf): JsonObject => {
  const field = kind.api.style === "rest" ? kind.api.entries?.field : undefined;
  if (field === undefined) throw new Error(`${kind.name} has no list of its own call`);
  return encoded(kind, { [field]: entries }, idOf);
};

/** What the tenant should hold after the write; the base of the next write to the same object. */
export const afterWrite = (base: JsonObject | undefined, body: Json): JsonObject => ({
  ...base,
  ...(body as JsonObject),
});
