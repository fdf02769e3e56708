import type { LiveObject, Spec } from "../model/resource.ts";
import { type Field, type NameOf, ShapeError } from "./field.ts";
import type { Kind } from "./kind.ts";

/** The author's view of live objects, made once per object and only when asked for. */
export interface Specs {
  of(kind: Kind, live: LiveObject): Spec;
}

/** The message says which object, the path where in it. */
export const decodeField = (kind: Kind, field: Field, live: LiveObject, nameOf: NameOf): unknown => {
  try {
    return field.decode(live.wire, nameOf);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new ShapeError(`${kind.name}:${live.name} as the tenant returned it: ${error.path}`, error.expected);
  }
};

/** Throws ShapeError, with the wire path, on a value of the wrong type. */
export const decodeSpec = (kind: Kind, live: LiveObject, nameOf: NameOf): Spec => {
  const spec: Record<string, unknown> = {};
  for (const field of Object.values(kind.fields)) {
    const value = decodeField(kind, field, live, nameOf);
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
