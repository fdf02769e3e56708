import { hashOf } from "../model/hash.ts";
import type { LiveObject, Spec } from "../model/resource.ts";
import type { Kind } from "./kind.ts";

/** All writable fields in comparable form; server-owned ones (stamps, counts, positions) stay out. */
export const comparable = (kind: Kind, name: string, spec: Spec): Readonly<Record<string, unknown>> => ({
  name,
  ...Object.fromEntries(Object.values(kind.fields).map((field) => [field.name, field.canonical(spec[field.name])])),
});

/** Hash of what may be written, as read: equal as long as nobody changed the object. */
export const fingerprint = (kind: Kind, name: string, spec: Spec): string => hashOf(comparable(kind, name, spec));

export const liveFingerprint = (kind: Kind, live: LiveObject, spec: Spec): string => fingerprint(kind, live.name, spec);
