import type { Field, NameOf, Reference } from "../kinds/field.ts";
import { none } from "../kinds/fields/text.ts";
import type { Kind } from "../kinds/kind.ts";
import { usersOf } from "../kinds/referrers.ts";
import { decodeField } from "../kinds/specs.ts";
import { identityOf, type KindName } from "../model/address.ts";
import type { LiveObject, Resource, Spec } from "../model/resource.ts";

/** Which kinds have to be read, and for kinds that are listed below another one, below which objects. */
export interface Needs {
  readonly kinds: readonly Kind[];
  /** Names of parents, outermost first, per kind that has one; joined identities. */
  readonly parents: ReadonlyMap<KindName, ReadonlySet<string>>;
}

type KindOf = (name: KindName) => Kind | undefined;

export const parentKey = (names: readonly string[]): string => names.map(identityOf).join("\u0000");

/** Every reference a resource makes, with the field it stands in. */
export const referencesOf = (kind: Kind, spec: Spec): readonly (Reference & { readonly field: string })[] =>
  Object.entries(spec).flatMap(([name, value]) =>
    value === null || value === undefined
      ? []
      : (kind.fields[name]?.references(value) ?? []).map((reference) => ({ ...reference, field: name })),
  );

/** Whether a change of the kind's objects can matter to traffic, through whoever refers to them. */
const matters = (kind: Kind): boolean =>
  kind.rule === undefined && !kind.standalone && Object.values(kind.fields).some(({ role }) => role !== "plain");

/** Kinds in the order they were added, parents before what is listed below them. */
const collect = (kindOf: KindOf) => {
  const kinds = new Map<KindName, Kind>();
  const parents = new Map<KindName, Set<string>>();
  const add = (name: KindName): void => {
    const kind = kindOf(name);
    if (kind === undefined || kinds.has(name)) return;
    if (kind.parent !== undefined) add(kind.parent);
    kinds.set(name, kind);
  };
  const refer = ({ kind, within }: Reference): void => {
    add(kind);
    if (within.length > 0) parents.set(kind, (parents.get(kind) ?? new Set<string>()).add(parentKey(within)));
  };
  return { kinds, parents, add, refer };
};

/**
 * What a plan reads first: the declared kinds and, for objects that rules share, the kinds of those rules, because what
 * a change of the object means depends on who uses it.
 */
export const declaredNeeds = (declared: Iterable<KindName>, kindOf: KindOf): Needs => {
  const { kinds, parents, add } = collect(kindOf);
  for (const kind of declared) add(kind);
  for (const kind of [...kinds.values()]) {
    if (matters(kind)) usersOf(kind.name).forEach(add);
  }
  return { kinds: [...kinds.values()], parents };
};

interface Known {
  readonly liveOf: (kind: Kind, name: string) => LiveObject | undefined;
  readonly nameOf: NameOf;
  readonly isRead: (kind: KindName) => boolean;
  /** Live objects that are to be deleted. */
  readonly leaving: readonly LiveObject[];
}

const isSame = (field: Field, a: unknown, b: unknown): boolean =>
  JSON.stringify(field.canonical(a)) === JSON.stringify(field.canonical(b));

/**
 * What it reads then: kinds that documents name where the name alone does not settle it. Live objects mostly carry the
 * names of what they refer to, so an unchanged reference costs nothing; a new, changed or mistyped one needs the list. What is
 * deleted is shown whole, and compared with what was declared, so everything it names needs its name.
 */
export const referenceNeeds = (resources: readonly Resource[], known: Known, kindOf: KindOf): Needs => {
  const { kinds, parents, refer } = collect(kindOf);
  const unreadIn = (field: Field, value: unknown): readonly Reference[] =>
    value === undefined || value === null
      ? []
      : field.references(value).filter((reference) => !known.isRead(reference.kind));
  for (const resource of resources) {
    const kind = kindOf(resource.kind);
    if (kind === undefined) continue;
    const live = known.liveOf(kind, resource.name);
    for (const [name, value] of Object.entries(resource.spec)) {
      const field = kind.fields[name];
      if (field === undefined || field.references === none) continue;
      const held = live === undefined ? undefined : decodeField(kind, field, live, known.nameOf);
      // What a differing field held is shown, and may be written half-way: it needs its names as well.
      const unread = [...unreadIn(field, value), ...unreadIn(field, held)];
      if (unread.length > 0 && (live === undefined || !isSame(field, value, held))) unread.forEach(refer);
    }
  }
  for (const live of known.leaving) {
    const kind = kindOf(live.kind);
    for (const field of Object.values(kind?.fields ?? {})) {
      if (kind !== undefined && field.references !== none)
        unreadIn(field, decodeField(kind, field, live, known.nameOf)).forEach(refer);
    }
  }
  return { kinds: [...kinds.values()].filter(({ name }) => !known.isRead(name)), parents };
};
