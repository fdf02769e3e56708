import type { Kind } from "../kinds/kind.ts";
import { identityOf, type KindName } from "../model/address.ts";
import type { Resource } from "../model/resource.ts";
import type { Gone, Scope } from "../scope/scope.ts";
import type { PlanInput } from "./input.ts";
import type { World } from "./resolve.ts";
import { respell } from "./respell.ts";

/** Finds an object that this plan renames by its old name as well: the past did not know the new one. */
const findFormer =
  ({ live, find }: Pick<PlanInput, "live" | "find">): World["find"] =>
  (kind, name, within) => {
    const found = find(kind, name, within);
    if (found.length > 0) return found;
    const objects = live.listings.get(kind)?.objects ?? [];
    return objects.filter(
      ({ renamedFrom }) => renamedFrom !== undefined && identityOf(renamedFrom) === identityOf(name),
    );
  };

/**
 * What Git said earlier, with every reference under the name its object goes by now: a value that only spells or knows
 * its objects otherwise is not another value.
 */
export const inNamesOfNow = (
  scope: Scope,
  input: Pick<PlanInput, "live" | "find">,
  kindOf: (name: KindName) => Kind | undefined,
): Scope => {
  const find = findFormer(input);
  const known = new WeakMap<Resource, Resource>();
  const now = (resource: Resource): Resource => {
    const kind = kindOf(resource.kind);
    const made = known.get(resource) ?? {
      ...resource,
      spec: kind === undefined ? resource.spec : respell(kind, resource.spec, find),
    };
    known.set(resource, made);
    return made;
  };
  return {
    ...scope,
    atBase(resource) {
      const base = scope.atBase(resource);
      return base === undefined ? undefined : now(base);
    },
    since: (resource) => scope.since(resource).map(now),
    gone: scope.gone.map(
      ({ base, since, ...gone }): Gone => ({
        ...gone,
        ...(base === undefined ? {} : { base: now(base) }),
        since: since.map(now),
      }),
    ),
  };
};
