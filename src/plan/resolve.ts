import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/suggest.ts";
import type { Reference } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import type { KindName } from "../model/address.ts";
import type { LiveState } from "../model/live.ts";
import type { LiveObject, Resource } from "../model/resource.ts";

/** What checks need to know of names; live names come from lists, declared ones from documents. */
export interface World {
  readonly live: LiveState;
  find(kind: KindName, name: string, within?: readonly string[]): readonly LiveObject[];
  namesOf(kind: KindName): readonly string[];
  declared(kind: KindName, name: string): Resource | undefined;
  declaredNames(kind: KindName): readonly string[];
  kindOf(name: KindName): Kind | undefined;
}

const hintFor = (names: readonly string[], world: World, kind: KindName): string | undefined => {
  const [first] = names;
  if (first === undefined) return undefined;
  const at = world.declared(kind, first)?.source;
  return `did you mean "${first}"${at === undefined ? "" : ` (${at.file}:${at.line})`}?`;
};

const unknown = (kind: Kind, reference: Reference, resource: Resource, field: string, world: World): Diagnostic => {
  const near = nearest(reference.name, [...world.declaredNames(kind.name), ...world.namesOf(kind.name)]);
  const hint =
    hintFor(near, world, kind.name) ??
    (kind.writable ? `declare it, or make it in the portal` : `make it in the portal first`);
  const where = reference.within.length === 0 ? "" : ` below "${reference.within.join(" / ")}"`;
  return {
    severity: "error",
    code: "unknown-reference",
    message: `no ${kind.name} is named "${reference.name}"${where}`,
    source: resource.at([field, ...reference.path]),
    hint,
  };
};

const checkReference = (
  reference: Reference,
  field: string,
  resource: Resource,
  world: World,
): readonly Diagnostic[] => {
  const kind = world.kindOf(reference.kind);
  const reason = world.live.unreadable.get(reference.kind);
  if (kind !== undefined && reason !== undefined) {
    return [
      {
        severity: "error",
        code: "unreadable-kind",
        message: `"${reference.name}" cannot be looked up, because ${reference.kind} could not be read: ${reason}`,
        source: resource.at([field, ...reference.path]),
        hint: "check the API client's role and the tenant's licences",
      },
    ];
  }
  // A kind that was not read was not needed: the reference equals the live one.
  if (kind === undefined || !world.live.listings.has(reference.kind)) return [];
  if (world.declared(reference.kind, reference.name) !== undefined && reference.within.length === 0) return [];
  const found = world.find(reference.kind, reference.name, reference.within);
  if (found.length === 1) return [];
  if (found.length > 1) {
    return [
      {
        severity: "error",
        code: "ambiguous-reference",
        message: `${found.length} live ${kind.title}s are named "${reference.name}"`,
        source: resource.at([field, ...reference.path]),
        hint: `rename all but one in the portal (ids ${found.map(({ id }) => id).join(", ")})`,
      },
    ];
  }
  if (reference.listed === undefined && kind.openIds?.test(reference.name)) {
    return [
      {
        severity: "warning",
        code: "unverified-reference",
        message: `"${reference.name}" is not in the tenant's list of ${kind.title} ids; it is sent as it is`,
        source: resource.at([field, ...reference.path]),
      },
    ];
  }
  return [unknown(kind, reference, resource, field, world)];
};

/** Every reference of a resource names exactly one declared or live object. */
export const checkReferences = (kind: Kind, resource: Resource, world: World): readonly Diagnostic[] =>
  Object.entries(resource.spec).flatMap(([field, value]) =>
    value === null || value === undefined
      ? []
      : (kind.fields[field]?.references(value) ?? []).flatMap((reference) =>
          checkReference(reference, field, resource, world),
        ),
  );
