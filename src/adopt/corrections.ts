import type { Kind } from "../kinds/kind.ts";
import type { Resource, Spec } from "../model/resource.ts";
import type { Names } from "../state/names.ts";
import { adoptedFields, isRespelled } from "./adopted-fields.ts";
import type { Adoptable } from "./expressible.ts";

/** What a declared resource has to say instead, so that it says what the tenant has. */
export interface Correction {
  readonly resource: Resource;
  /** Declared fields that differ, as they should read; `name` among them. */
  readonly set: Spec;
}

/** What documents are about to rename keeps the name they give it. */
const newName = (resource: Resource, { live, name }: Adoptable): Spec =>
  live.renamedFrom === undefined && isRespelled({ resource, live }) ? { name } : {};

/** Compares a declared resource with its live object: what it does not say stays unsaid. */
export const correct = (
  kind: Kind,
  resource: Resource,
  adoptable: Adoptable,
  { find }: Pick<Names, "find">,
): Correction | undefined => {
  const { live, spec } = adoptable;
  const fields = adoptedFields({ kind, resource, former: [], live, spec }, find);
  const set = { ...newName(resource, adoptable), ...fields };
  return Object.keys(set).length === 0 ? undefined : { resource, set };
};
