import type { Kind } from "../kinds/kind.ts";
import { identityOf, type KindName, spellingOf } from "../model/address.ts";
import type { Resource } from "../model/resource.ts";

/** One object, whatever the spelling of its name. */
export const keyOf = (kind: KindName, name: string): string => `${kind}\u0000${identityOf(name)}`;

/** Declarations of one moment by key. */
export type Declarations = ReadonlyMap<string, Resource>;

export const declarationsOf = (resources: readonly Resource[]): Declarations =>
  new Map(resources.map((resource) => [keyOf(resource.kind, resource.name), resource]));

const isSameValue = (kind: Kind, name: string, a: unknown, b: unknown): boolean => {
  if (JSON.stringify(a) === JSON.stringify(b)) return true;
  const field = kind.fields[name];
  return field !== undefined && JSON.stringify(field.canonical(a)) === JSON.stringify(field.canonical(b));
};

const additiveIn = ({ lifecycle }: Resource): string => JSON.stringify([...(lifecycle.additive ?? [])].sort());

/** A value in another notation is no change; a key that came or went is one. */
export const isSameDeclaration = (kind: Kind, a: Resource | undefined, b: Resource | undefined): boolean => {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  const keys = Object.keys(a.spec);
  return (
    spellingOf(a.name) === spellingOf(b.name) &&
    keys.length === Object.keys(b.spec).length &&
    additiveIn(a) === additiveIn(b) &&
    keys.every((key) => key in b.spec && isSameValue(kind, key, a.spec[key], b.spec[key]))
  );
};
