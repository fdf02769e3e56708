import { identityOf } from "../model/address.ts";
import { hashOf } from "../model/hash.ts";
import { type LiveObject, liveNameOf, type Spec } from "../model/resource.ts";
import type { Kind } from "./kind.ts";
import { decodeSpec } from "./specs.ts";

/**
 * All writable fields in comparable form; server-owned ones (stamps, counts, positions) stay out. Names compare as
 * identities: the API trims them, and some read paths escape them.
 */
export const comparable = (kind: Kind, name: string, spec: Spec): Readonly<Record<string, unknown>> => ({
  name: identityOf(name),
  ...Object.fromEntries(Object.values(kind.fields).map((field) => [field.name, field.canonical(spec[field.name])])),
});

/** Hash of what may be written, as read: equal as long as nobody changed the object. */
export const fingerprint = (kind: Kind, name: string, spec: Spec): string => hashOf(comparable(kind, name, spec));

const without = (spec: Spec, names: readonly string[]): Spec =>
  Object.fromEntries(Object.entries(spec).filter(([name]) => !names.includes(name)));

/**
 * What a change was computed from: names as people read them, and the ids behind them, because a namesake is another object.
 *
 * @param shared fields that others fill as well; of them `spec` holds our part, and only names count
 */
export const precondition = (kind: Kind, live: LiveObject, spec: Spec, shared: readonly string[] = []): string => {
  const name = liveNameOf(live);
  const ids = decodeSpec(kind, live, (_kind, id) => `#${id}`);
  return hashOf([name, comparable(kind, name, spec), comparable(kind, name, without(ids, shared))]);
};
