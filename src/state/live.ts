import type { GraphQLSchema } from "graphql";
import { ApiError, ForbiddenError, UnexpectedAnswerError } from "../clients/errors.ts";
import { readGraphqlList } from "../clients/graphql.ts";
import type { Api } from "../clients/http.ts";
import { readList } from "../clients/pages.ts";
import { ShapeError } from "../kinds/field.ts";
import { readId, readNumber } from "../kinds/fields/shape.ts";
import { findKind } from "../kinds/find.ts";
import { type GraphqlApi, type Kind, type RestApi, singletonName } from "../kinds/kind.ts";
import { flattened } from "../kinds/nested.ts";
import { type KindName, type Product, productOf, products } from "../model/address.ts";
import type { JsonObject } from "../model/json.ts";
import type { Listing, LiveState } from "../model/live.ts";
import type { LiveObject } from "../model/resource.ts";
import { listDocument, missingFields } from "./graphql-list.ts";
import { type Needs, parentKey } from "./needs.ts";

const pageSize = 500;

interface Reading {
  readonly api: Api;
  readonly needs: Needs;
  /** The tenant's own GraphQL schema, when it could be read. */
  readonly schema: GraphQLSchema | undefined;
  readonly onRead?: (kind: Kind, count: number) => void;
  /** What was read before: what is listed below its objects needs them. */
  readonly known?: LiveState["listings"];
  /** Whether a list that fails so is told and left out, besides those that always are; other failures end the run. */
  readonly isBearable?: (error: ApiError) => boolean;
}

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    values[name] === undefined ? whole : encodeURIComponent(values[name]),
  );

/** A look-up without a name can be left out, because nothing can refer to it; an object of ours that has none is broken. */
const nameless = (kind: Kind): readonly LiveObject[] => {
  if (kind.writable) throw new ShapeError(kind.nameKey, "a name");
  return [];
};

const checkOrder = ({ order, fields }: Kind, wire: JsonObject): void => {
  if (order === undefined) return;
  if (readNumber(wire, order.key) === undefined) throw new ShapeError(order.key, "a position");
  const type = fields[order.per ?? ""];
  if (type !== undefined && type.decode(wire, (_kind, id) => id) === undefined)
    throw new ShapeError(type.name, "a type, which has an order");
};

const toObject = (kind: Kind, row: JsonObject, within: readonly string[]): readonly LiveObject[] => {
  const wire = flattened(kind, row);
  if (kind.isGone?.(wire)) return [];
  const [name, ...aliases] = kind.names(wire);
  if (name === undefined) return nameless(kind);
  checkOrder(kind, wire);
  const id = kind.singleton ? singletonName : readId(wire, kind.id);
  return [{ kind: kind.name, name, aliases, id, wire, standing: kind.standing(wire), within }];
};

/** A row that is not what the record says is a read error: an object we cannot read is not absent. */
const toObjects = (
  kind: Kind,
  rows: readonly JsonObject[],
  path: string,
  within: readonly string[],
): readonly LiveObject[] =>
  rows.flatMap((wire, index) => {
    try {
      return toObject(kind, wire, within);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      throw new UnexpectedAnswerError(`the list of ${kind.title}s holds a row whose $[${index}].${error.message}`, {
        method: "GET",
        path,
        outcome: "not-executed",
      });
    }
  });

type Listings = ReadonlyMap<KindName, Listing>;

const objectsOf = (kind: KindName, reading: Reading, done: Listings): readonly LiveObject[] =>
  (done.get(kind) ?? reading.known?.get(kind))?.objects ?? [];

/** The objects a kind is listed below: those that documents name. */
const parentsOf = (kind: Kind, reading: Reading, done: Listings): readonly LiveObject[] => {
  const named = reading.needs.parents.get(kind.name) ?? new Set<string>();
  const childKinds = reading.needs.kinds.filter(({ parent }) => parent === kind.name);
  const deeper = childKinds.flatMap((child) => [...(reading.needs.parents.get(child.name) ?? [])]);
  const wanted = new Set([...named, ...deeper.map((key) => key.slice(0, key.lastIndexOf("\u0000")))]);
  return objectsOf(kind.parent!, reading, done).filter((parent) =>
    [parent.name, ...parent.aliases].some((name) => wanted.has(parentKey([...parent.within, name]))),
  );
};

const readRest = async (kind: Kind, rest: RestApi, reading: Reading, done: Listings): Promise<Listing> => {
  const customer = reading.api.connection.customerId;
  const listAt = async (parent: LiveObject | undefined, type: string): Promise<readonly LiveObject[]> => {
    const path = fill(rest.list, { customer, type, ...(parent === undefined ? {} : { parent: parent.id }) });
    const rows = await readList(reading.api, {
      path,
      paging: rest.paging,
      ...(rest.query === undefined ? {} : { query: rest.query }),
      ...(rest.maybePaged === undefined ? {} : { maybePaged: true }),
    });
    return toObjects(kind, rows, path, parent === undefined ? [] : [...parent.within, parent.name]);
  };
  const objects: LiveObject[] = [];
  for (const parent of kind.parent === undefined ? [undefined] : parentsOf(kind, reading, done)) {
    for (const type of rest.perType ?? [""]) objects.push(...(await listAt(parent, type)));
  }
  const scope = await scopeOf(rest, objects, reading);
  return { kind: kind.name, objects, missingFields: [], ...(scope === undefined ? {} : { scope }) };
};

/** Rows usually carry the id; only an empty list has to ask for it. */
const scopeOf = async (
  rest: RestApi,
  objects: readonly LiveObject[],
  reading: Reading,
): Promise<string | undefined> => {
  if (rest.scope === undefined) return undefined;
  const carrier = objects.find(({ wire }) => typeof wire[rest.scopeKey ?? ""] === "string");
  if (carrier !== undefined) return carrier.wire[rest.scopeKey ?? ""] as string;
  const { body } = await reading.api.request({
    method: "GET",
    path: fill(rest.scope, { customer: reading.api.connection.customerId }),
  });
  return readId((body ?? {}) as JsonObject, "id");
};

/** The parent's own word, else that of what it lies below itself. */
const factOf = (kind: Kind, parent: LiveObject, reading: Reading, done: Listings): string => {
  const own = parent.wire[kind.parentFact ?? ""];
  if (typeof own === "string") return own;
  const above = findKind(parent.kind)?.parent;
  const around = above === undefined ? [] : objectsOf(above, reading, done);
  const outer = around.find(({ name, within }) => parentKey([...within, name]) === parentKey(parent.within));
  return outer === undefined ? "" : factOf(kind, outer, reading, done);
};

const argumentsFor = (graphql: GraphqlApi, parent: LiveObject, fact: string): string =>
  (graphql.arguments ?? "")
    .replace("{parent}", JSON.stringify(parent.id))
    .replace("{parentFact}", fact.replace(/[^A-Z_]/g, ""));

/** Kinds that share a list are read together. */
const readGraphql = async (kinds: readonly Kind[], reading: Reading, done: Listings): Promise<readonly Listing[]> => {
  const kind = kinds[0]!;
  const graphql = kind.api as GraphqlApi;
  const objects: LiveObject[] = [];
  for (const parent of kind.parent === undefined ? [undefined] : parentsOf(kind, reading, done)) {
    const fact = parent === undefined ? "" : factOf(kind, parent, reading, done);
    const rows = await readGraphqlList(reading.api, {
      document: listDocument(kinds, reading.schema, parent === undefined ? "" : argumentsFor(graphql, parent, fact)),
      operationName: graphql.operation,
      root: graphql.root,
      customerId: reading.api.connection.customerId,
      pageSize,
    });
    const within = parent === undefined ? [] : [...parent.within, parent.name];
    for (const one of kinds) {
      const on = (one.api as GraphqlApi).on;
      const own = on === undefined ? rows : rows.filter((row) => row.__typename === on);
      objects.push(...toObjects(one, own, "/zms/graphql", within));
    }
  }
  return kinds.map((one) => ({
    kind: one.name,
    objects: objects.filter(({ kind }) => kind === one.name),
    missingFields: missingFields(one, reading.schema),
  }));
};

const sharesList = (a: Kind, b: Kind): boolean =>
  a.api.style === "graphql" && b.api.style === "graphql" && a.api.root === b.api.root;

/** A kind we may not read, or that this build of the service does not have: never the same as an empty one. */
const isUnreadable = (error: unknown, { isBearable }: Reading): error is ApiError =>
  error instanceof ForbiddenError ||
  (error instanceof ApiError && (error.status === 404 || isBearable?.(error) === true));

/** What refers to others and does not show to what is of no use: what it names would look free. */
const isBlind = (kind: Kind, { missingFields }: Listing): boolean =>
  (kind.purpose === "referrer" || kind.rule !== undefined) && missingFields.length > 0;

/** Kinds of one product, one list after the other; parents come before what is listed below them. */
const readProduct = async (product: Product, reading: Reading): Promise<Pick<LiveState, "listings" | "unreadable">> => {
  const listings = new Map<KindName, Listing>();
  const unreadable = new Map<KindName, string>();
  const kinds = reading.needs.kinds.filter(({ name }) => productOf(name) === product);
  for (const kind of kinds) {
    if (listings.has(kind.name) || unreadable.has(kind.name)) continue;
    const together = [kind, ...kinds.filter((other) => other !== kind && sharesList(kind, other))];
    try {
      const read =
        kind.api.style === "rest"
          ? [await readRest(kind, kind.api, reading, listings)]
          : await readGraphql(together, reading, listings);
      for (const listing of read) {
        if (isBlind(kind, listing))
          unreadable.set(listing.kind, `the tenant's schema does not show ${listing.missingFields.join(" and ")}`);
        else listings.set(listing.kind, sorted(listing));
      }
      reading.onRead?.(
        kind,
        read.reduce((sum, { objects }) => sum + objects.length, 0),
      );
    } catch (error) {
      if (!isUnreadable(error, reading)) throw error;
      for (const one of kind.api.style === "rest" ? [kind] : together) unreadable.set(one.name, error.message);
    }
  }
  return { listings, unreadable };
};

/** Numbers by size, other ids by text. */
const byId = (a: LiveObject, b: LiveObject): number => {
  const isNumeric = /^\d+$/.test(a.id) && /^\d+$/.test(b.id);
  if (isNumeric && a.id.length !== b.id.length) return a.id.length - b.id.length;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
};

/** The API promises no order of rows; everything built on a listing must come out the same every time. */
const sorted = (listing: Listing): Listing => ({ ...listing, objects: listing.objects.toSorted(byId) });

/** Reads every needed kind by lists; products in parallel, because each has its own limits. */
export const readLive = async (reading: Reading): Promise<LiveState> => {
  const parts = await Promise.all(products.map((product) => readProduct(product, reading)));
  return {
    listings: new Map(parts.flatMap(({ listings }) => [...listings])),
    unreadable: new Map(parts.flatMap(({ unreadable }) => [...unreadable])),
  };
};

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;
