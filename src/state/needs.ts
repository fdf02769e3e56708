import type { Reference } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { identityOf, type KindName } from "../model/address.ts";
import type { Resource } from "../model/resource.ts";

/** Which kinds a plan has to read, and for kinds that are listed below another one, below which objects. */
export interface Needs {
  readonly kinds: readonly Kind[];
  /** Names of parents, outermost first, per kind that has one; joined identities. */
  readonly parents: ReadonlyMap<KindName, ReadonlySet<string>>;
}

export const parentKey = (names: readonly string[]): string => names.map(identityOf).join("\u0000");

/** Every reference a resource makes, with the field it stands in. */
export const referencesOf = (
  kind: Kind,
  spec: Readonly<Record<string, unknown>>,
): readonly (Reference & { readonly field: string })[] =>
  Object.entries(spec).flatMap(([name, value]) =>
    value === null || value === undefined
      ? []
      : (kind.fields[name]?.references(value) ?? []).map((reference) => ({ ...reference, field: name })),
  );

const hasContent = (kind: Kind): boolean => Object.values(kind.fields).some(({ role }) => role === "content");

/**
 * Declared kinds; kinds they name (look-ups only then); and, for objects that rules share, the kinds of those rules:
 * what a change of the object means depends on who uses it.
 */
export const needsOf = (resources: readonly Resource[], kindOf: (name: KindName) => Kind | undefined): Needs => {
  const kinds = new Map<KindName, Kind>();
  const parents = new Map<KindName, Set<string>>();
  const add = (name: KindName): void => {
    const kind = kindOf(name);
    if (kind === undefined || kinds.has(name)) return;
    if (kind.parent !== undefined) add(kind.parent);
    kinds.set(name, kind);
  };
  for (const resource of resources) {
    const kind = kindOf(resource.kind);
    if (kind === undefined) continue;
    add(kind.name);
    for (const reference of referencesOf(kind, resource.spec)) {
      add(reference.kind);
      if (reference.within.length === 0) continue;
      const set = parents.get(reference.kind) ?? new Set<string>();
      parents.set(reference.kind, set.add(parentKey(reference.within)));
    }
  }
  for (const kind of [...kinds.values()]) {
    if (kind.writable && hasContent(kind)) kind.referredBy.forEach(add);
  }
  return { kinds: [...kinds.values()], parents };
};
