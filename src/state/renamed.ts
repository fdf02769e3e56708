import { identityOf, type KindName } from "../model/address.ts";
import type { LiveState } from "../model/live.ts";
import type { LiveObject, Resource } from "../model/resource.ts";

/** A live object that is renamed, with its new name. */
interface Rename {
  readonly from: string;
  readonly to: string;
}

const renamesOf = (resources: readonly Resource[]): ReadonlyMap<KindName, readonly Rename[]> => {
  const renames = new Map<KindName, Rename[]>();
  for (const { kind, name, lifecycle } of resources) {
    if (lifecycle.renamedFrom === undefined) continue;
    renames.set(kind, [...(renames.get(kind) ?? []), { from: identityOf(lifecycle.renamedFrom), to: name }]);
  }
  return renames;
};

const renamed = (objects: readonly LiveObject[], renames: readonly Rename[]): readonly LiveObject[] => {
  const taken = new Set(objects.map(({ name }) => identityOf(name)));
  return objects.map((object) => {
    const rename = renames.find(({ from }) => from === identityOf(object.name));
    // Where the new name is taken there is nothing to rename: it was done already, or the plan refuses it.
    return rename === undefined || object.standing !== "custom" || taken.has(identityOf(rename.to))
      ? object
      : { ...object, name: rename.to, renamedFrom: object.name };
  });
};

/**
 * The live state under the names that documents use: an object that is being renamed goes by its new name everywhere, so
 * that whatever refers to it compares as unchanged.
 */
export const withNewNames = (live: LiveState, resources: readonly Resource[]): LiveState => {
  const renames = renamesOf(resources);
  if (renames.size === 0) return live;
  return {
    ...live,
    listings: new Map(
      [...live.listings].map(([kind, listing]) => {
        const own = renames.get(kind);
        return [kind, own === undefined ? listing : { ...listing, objects: renamed(listing.objects, own) }];
      }),
    ),
  };
};
