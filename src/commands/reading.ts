import type { GraphQLSchema } from "graphql";
import { findKind } from "../kinds/find.ts";
import type { Kind } from "../kinds/kind.ts";
import type { KindName } from "../model/address.ts";
import type { LiveState } from "../model/live.ts";
import type { LiveObject, Resource } from "../model/resource.ts";
import { readLive } from "../state/live.ts";
import { buildNames, type Names } from "../state/names.ts";
import { type Needs, parentKey, referenceNeeds } from "../state/needs.ts";
import { withNewNames } from "../state/renamed.ts";
import type { Environment } from "./outcome.ts";
import type { Tenant } from "./tenant.ts";

/** What a plan reads of the tenant, and for whom. */
interface Reading {
  readonly tenant: Tenant;
  readonly schema: GraphQLSchema | undefined;
  readonly environment: Environment;
  readonly resources: readonly Resource[];
  /** Lists that were read a moment ago; they are not read again. */
  readonly known?: TenantState;
}

/** The tenant as it was read, under the names the documents use. */
export interface TenantState {
  readonly live: LiveState;
  readonly names: Names;
  /** Below which objects kinds with a parent were read. */
  readonly parents: Needs["parents"];
}

const nothing: LiveState = { listings: new Map(), unreadable: new Map() };

/** Before anything was read. */
export const unread: TenantState = { live: nothing, names: buildNames(nothing), parents: new Map() };

export const join = (a: LiveState, b: LiveState): LiveState => ({
  listings: new Map([...a.listings, ...b.listings]),
  unreadable: new Map([...a.unreadable, ...b.unreadable]),
});

const keysOf = ({ within, name, aliases }: LiveObject): readonly string[] =>
  [name, ...aliases].map((one) => parentKey([...within, one]));

/** Whether a list is at hand, below every object that is there and asked for. */
const isHeld = ({ name, parent }: Kind, { parents }: Needs, { live, parents: read }: TenantState): boolean => {
  if (live.unreadable.has(name)) return true;
  if (!live.listings.has(name) || parent === undefined) return live.listings.has(name);
  const there = new Set(live.listings.get(parent)?.objects.flatMap(keysOf));
  const below = read.get(name);
  return [...(parents.get(name) ?? [])].every((key) => !there.has(key) || below?.has(key) === true);
};

const heldPart = (kinds: readonly Kind[], { live }: TenantState): LiveState => {
  const names = new Set<KindName>(kinds.map(({ name }) => name));
  return {
    listings: new Map([...live.listings].filter(([name]) => names.has(name))),
    unreadable: new Map([...live.unreadable].filter(([name]) => names.has(name))),
  };
};

const readMore = async (state: TenantState, needs: Needs, reading: Reading): Promise<TenantState> => {
  if (needs.kinds.length === 0) return state;
  const { tenant, schema, environment, resources, known = unread } = reading;
  const held = needs.kinds.filter((kind) => isHeld(kind, needs, known));
  const before = join(state.live, heldPart(held, known));
  const kinds = needs.kinds.filter((kind) => !held.includes(kind));
  const onRead = (kind: Kind, count: number): void => environment.detail(`read ${kind.name}: ${count}`);
  const more = await readLive({ api: tenant.api, needs: { ...needs, kinds }, schema, onRead, known: before.listings });
  const live = withNewNames(join(before, more), resources);
  return { live, names: buildNames(live), parents: new Map([...state.parents, ...needs.parents]) };
};

/** What is to be deleted, as far as Git and the names that were read tell. */
export interface Leaving {
  readonly objects: readonly LiveObject[];
  /** The same as Git declared it: what it names may be listed below objects whose names nobody else asks for. */
  readonly declared: readonly Resource[];
  /** Kinds of which objects are to be deleted that only the whole plan knows. */
  readonly kinds: readonly KindName[];
}

/**
 * Declared kinds first, then what their references need, then whoever may refer to what is to be deleted or
 * changes.
 *
 * @param handlersIn kinds that decide over the traffic of what changes
 */
export const readTenant = async (
  reading: Reading,
  first: Needs,
  referrersOf: (kind: KindName) => readonly KindName[],
  leavingIn: (names: Names) => Leaving,
  handlersIn: (names: Names) => readonly KindName[],
): Promise<TenantState> => {
  const declared = await readMore(unread, first, reading);
  const { live, names } = declared;
  const leaving = leavingIn(names);
  const references = referenceNeeds(
    [...reading.resources, ...leaving.declared],
    {
      liveOf: (kind, name) => names.find(kind.name, name)[0],
      nameOf: names.nameOf,
      isRead: (kind) => live.listings.has(kind),
      leaving: leaving.objects,
    },
    findKind,
  );
  const leavingKinds = [...leaving.objects.map(({ kind }) => kind), ...leaving.kinds];
  const referrers = [...new Set([...leavingKinds.flatMap(referrersOf), ...handlersIn(names)])]
    .filter((kind) => !live.listings.has(kind) && !references.kinds.some(({ name }) => name === kind))
    .flatMap((kind) => findKind(kind) ?? []);
  return readMore(declared, { kinds: [...references.kinds, ...referrers], parents: references.parents }, reading);
};

/** Lists of some kinds again, with names to match. */
export const readAgainFor =
  ({ tenant, schema, resources }: Reading, before: TenantState) =>
  async (kinds: readonly Kind[]) => {
    const again = await readLive({ api: tenant.api, needs: { kinds, parents: before.parents }, schema });
    const live = withNewNames(
      { listings: new Map([...before.live.listings, ...again.listings]), unreadable: again.unreadable },
      resources,
    );
    return { live, nameOf: buildNames(live).nameOf };
  };
