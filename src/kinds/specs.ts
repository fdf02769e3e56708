import type { LiveObject, Spec } from "../model/resource.ts";
import type { NameOf } from "./field.ts";
import type { Kind } from "./kind.ts";

/** The author's view of live objects, made once per object and only when asked for. */
export interface Specs {
  of(kind: Kind, live: LiveObject): Spec;
}

/** Throws ShapeError, with the wire path, on a value of the wrong type. */
export const decodeSpec = (kind: Kind, live: LiveObject, nameOf: NameOf): Spec => {
  const spec: Record<string, unknown> = {};
  for (const field of Object.values(kind.fields)) {
    const value = field.decode(live.wire, nameOf);
    if (value !== undefined) spec[field.name] = value;
  }
  return spec;
};

export const createSpecs = (nameOf: NameOf): Specs => {
  const known = new WeakMap<LiveObject, Spec>();
  return {
    of(kind, live) {
      const spec = known.get(live) ?? decodeSpec(kind, live, nameOf);
      known.set(live, spec);
      return spec;
    },
  };
};
