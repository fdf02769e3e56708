import type { GraphQLSchema } from "graphql";
import {
  type ApiError,
  IncompleteReadError,
  NotFoundError,
  RejectedError,
  UnexpectedAnswerError,
} from "../clients/errors.ts";
import { type NameOf, type Reference, ShapeError } from "../kinds/field.ts";
import { none } from "../kinds/fields/text.ts";
import { findKind, kindOf } from "../kinds/find.ts";
import type { Kind } from "../kinds/kind.ts";
import { decodeField } from "../kinds/specs.ts";
import type { KindName } from "../model/address.ts";
import type { LiveState } from "../model/live.ts";
import type { LiveObject } from "../model/resource.ts";
import { readLive } from "../state/live.ts";
import { buildNames } from "../state/names.ts";
import { type Needs, parentKey } from "../state/needs.ts";
import type { Environment } from "./outcome.ts";
import { join, type TenantState, unread } from "./reading.ts";
import type { Tenant } from "./tenant.ts";

interface Reading {
  readonly tenant: Tenant;
  readonly schema: GraphQLSchema | undefined;
  readonly environment: Environment;
}

/**
 * A list that is refused or makes no sense concerns its kind alone. Where there is no answer, or no right at all, the next
 * list would not fare better.
 */
const isBearable = (error: ApiError): boolean =>
  [RejectedError, NotFoundError, UnexpectedAnswerError, IncompleteReadError].some((kind) => error instanceof kind);

const more = async (state: TenantState, needs: Needs, reading: Reading): Promise<TenantState> => {
  const { tenant, schema, environment } = reading;
  const onRead = (kind: Kind, count: number): void => environment.report(`read ${kind.name}: ${count}`);
  const known = state.live.listings;
  const live = join(state.live, await readLive({ api: tenant.api, needs, schema, onRead, known, isBearable }));
  return { live, names: buildNames(live), parents: new Map([...state.parents, ...needs.parents]) };
};

const isTold = ({ listings, unreadable }: LiveState, kind: KindName): boolean =>
  listings.has(kind) || unreadable.has(kind);

/** What nobody may look below cannot be looked up either. */
const withoutParents = ({ live, names, parents }: TenantState, kinds: readonly Kind[]): TenantState => {
  const blind = kinds.flatMap(({ name, parent }) => {
    const reason = parent === undefined ? undefined : live.unreadable.get(parent);
    return reason === undefined ? [] : [[name, reason] as const];
  });
  return { live: { ...live, unreadable: new Map([...live.unreadable, ...blind]) }, names, parents };
};

/** An object that refers to kinds which were not read; one that cannot be read itself refers to nothing here. */
interface Open {
  readonly live: LiveObject;
  readonly references: readonly Reference[];
  /** Kinds of which a name was asked for: an id may be of any of several. */
  readonly asked: readonly KindName[];
}

const openIn = (objects: readonly LiveObject[], { live: state, names }: TenantState): readonly Open[] =>
  objects.flatMap((live) => {
    try {
      const kind = kindOf(live.kind);
      const asked = new Set<KindName>();
      const nameOf: NameOf = (named, id, given) => {
        if (!isTold(state, named)) asked.add(named);
        return names.nameOf(named, id, given);
      };
      const references = Object.values(kind.fields).flatMap((field) => {
        const value = field.references === none ? undefined : decodeField(kind, field, live, nameOf);
        return value === undefined ? [] : field.references(value);
      });
      const open = references.filter((reference) => !isTold(state, reference.kind));
      return open.length + asked.size === 0 ? [] : [{ live, references: open, asked: [...asked] }];
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      return [];
    }
  });

/** The kinds that are named, and those they lie below, as far as what is around them is known. */
const needsOf = (open: readonly Open[], { live }: TenantState): Needs => {
  const kinds = new Map<KindName, Kind>();
  const parents = new Map<KindName, Set<string>>();
  const add = (name: KindName): void => {
    const kind = findKind(name);
    if (kind === undefined || isTold(live, name)) return;
    if (kind.parent === undefined || isTold(live, kind.parent)) kinds.set(name, kind);
    else add(kind.parent);
  };
  for (const { references, asked } of open) {
    for (const { kind } of references) add(kind);
    asked.forEach(add);
  }
  for (const { kind, within } of open.flatMap(({ references }) => references)) {
    if (within.length > 0) parents.set(kind, (parents.get(kind) ?? new Set<string>()).add(parentKey(within)));
  }
  return { kinds: [...kinds.values()], parents };
};

/**
 * Kinds with everything their objects refer to, each list once. What lies below something else is read when the names
 * around it are known.
 *
 * @param isWanted whether an object is to be declared, so that what it refers to needs its name
 */
export const readDeclarable = async (
  reading: Reading,
  kinds: readonly Kind[],
  isWanted: (live: LiveObject) => boolean,
): Promise<TenantState> => {
  let state = await more(unread, { kinds, parents: new Map() }, reading);
  const objects = kinds.flatMap(({ name }) => state.live.listings.get(name)?.objects ?? []);
  let open = openIn(objects.filter(isWanted), state);
  for (;;) {
    const needs = needsOf(open, state);
    if (needs.kinds.length === 0) return state;
    const { listings } = state.live;
    const readable = needs.kinds.filter(({ parent }) => parent === undefined || listings.has(parent));
    state = await more(withoutParents(state, needs.kinds), { ...needs, kinds: readable }, reading);
    open = openIn(
      open.map(({ live }) => live),
      state,
    );
  }
};
