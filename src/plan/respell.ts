import type { Reference } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { identityOf } from "../model/address.ts";
import type { Spec } from "../model/resource.ts";
import type { World } from "./resolve.ts";

/** A name that is only a part of its value (in a formula) stays as it is spelled. */
const isWhole = (value: unknown, { name, path }: Reference): boolean => path.length > 0 || value === name;

const setAt = (value: unknown, path: readonly (string | number)[], name: string): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return name;
  if (Array.isArray(value)) return value.map((entry, index) => (index === key ? setAt(entry, rest, name) : entry));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: setAt(object[key], rest, name) };
};

/**
 * A reference may use another spelling than the one shown (a user's mail address, a posture with its cloud): each is
 * replaced by the live object's own name, so that two spellings of one object are equal.
 */
export const respell = (kind: Kind, spec: Spec, find: World["find"]): Spec => {
  const changed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(spec)) {
    if (value === null || value === undefined) continue;
    for (const reference of kind.fields[name]?.references(value) ?? []) {
      const found = find(reference.kind, reference.name, reference.within);
      const [object] = found;
      if (found.length !== 1 || object === undefined || identityOf(object.name) === identityOf(reference.name))
        continue;
      if (!isWhole(value, reference)) continue;
      changed[name] = setAt(changed[name] ?? value, reference.path, object.name);
    }
  }
  return Object.keys(changed).length === 0 ? spec : { ...spec, ...changed };
};
