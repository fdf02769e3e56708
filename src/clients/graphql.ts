import { type GraphQLSchema, getIntrospectionQuery } from "graphql";
import type { Json, JsonObject } from "../model/json.ts";
import { ForbiddenError, IncompleteReadError, RejectedError, UnexpectedAnswerError } from "./errors.ts";
import { graphqlPath, operationError } from "./graphql-errors.ts";
import { schemaFromIntrospection, schemaFromText } from "./graphql-schema.ts";
import type { Api, ApiResponse } from "./http.ts";
import { isObject } from "./vendor-fault.ts";

export { SchemaTextError, validateDocument, validateVariables } from "./graphql-schema.ts";

export interface GraphqlCall {
  readonly document: string;
  readonly operationName: string;
  readonly variables?: JsonObject;
  /** A mutation is sent once; a query may be repeated. */
  readonly mutation?: boolean;
}

/** Sends one operation and returns `data`. Status 200 is no success here: a non-empty `errors` always is an error. */
export async function queryGraphql(api: Api, call: GraphqlCall): Promise<JsonObject> {
  const { document: query, operationName, variables = {}, mutation = false } = call;
  const body = { query, variables, operationName };
  const response = await api.request({ method: "POST", path: graphqlPath, body, repeatable: !mutation });
  const answer = isObject(response.body) ? response.body : {};
  if (Array.isArray(answer.errors) && answer.errors.length > 0) {
    throw operationError(call, factsOf(response), answer, api.redact);
  }
  if (isObject(answer.data)) return answer.data;
  throw new UnexpectedAnswerError(`${operationName} was answered without data`, {
    ...factsOf(response),
    outcome: mutation ? "unknown" : "not-executed",
  });
}

const factsOf = ({ status, requestId }: ApiResponse) => ({ method: "POST", path: graphqlPath, status, requestId });

export interface GraphqlListCall {
  readonly document: string;
  readonly operationName: string;
  /** The field of `data` that holds `nodes` and `pageInfo`. */
  readonly root: string;
  readonly customerId: string;
  readonly pageSize: number;
  /** Further variables, e.g. an order. */
  readonly variables?: JsonObject;
  /** Agents, agent groups and nonces call it `page` (recorded). */
  readonly pageVariable?: "pageNum" | "page";
  /** The property that identifies a row; `id` when absent. */
  readonly key?: string;
}

const maximumReads = 3;

/**
 * Reads a list whole. Without an order rows come in no stable sequence (recorded), so walking pages can repeat one and miss
 * another: the rows are counted against the total, and the next try asks for everything on one page.
 */
export async function readGraphqlList(api: Api, call: GraphqlListCall): Promise<readonly JsonObject[]> {
  let { pageSize } = call;
  let came = "";
  for (let reads = 0; reads < maximumReads; reads += 1) {
    const { rows, totals } = await walk(api, call, pageSize);
    const expected = totals.at(-1) ?? 0;
    if (rows.size === expected && totals.every((total) => total === expected)) return [...rows.values()];
    came = `${rows.size} of ${expected} rows came`;
    pageSize = Math.max(pageSize, ...totals, rows.size);
  }
  throw new IncompleteReadError(
    `${call.operationName} could not be read whole in ${maximumReads} tries because ${came}; run again when nobody is writing`,
    { method: "POST", path: graphqlPath, outcome: "not-executed" },
  );
}

interface Walk {
  readonly rows: ReadonlyMap<string, JsonObject>;
  /** The total as every page told it. */
  readonly totals: readonly number[];
}

async function walk(api: Api, call: GraphqlListCall, pageSize: number): Promise<Walk> {
  const rows = new Map<string, JsonObject>();
  const totals: number[] = [];
  for (let page = 1; ; page += 1) {
    const { nodes, totalCount, totalPages } = await readPage(api, call, page, pageSize);
    const before = rows.size;
    for (const [index, node] of nodes.entries()) rows.set(idOf(call, node, index), node as JsonObject);
    totals.push(totalCount);
    // A server that caps the page size has rows beyond the pages it announces.
    const more = page < totalPages || (rows.size < totalCount && rows.size > before);
    if (!more || nodes.length === 0) return { rows, totals };
  }
}

interface Page {
  readonly nodes: readonly Json[];
  readonly totalCount: number;
  readonly totalPages: number;
}

async function readPage(api: Api, call: GraphqlListCall, page: number, pageSize: number): Promise<Page> {
  const { customerId, document, operationName, root, pageVariable = "pageNum" } = call;
  const variables = { ...call.variables, customerId, [pageVariable]: page, pageSize };
  const data = await queryGraphql(api, { document, operationName, variables });
  const list = data[root];
  if (!isObject(list)) throw unexpected(call, `$.data.${root} is not an object`);
  // The page size told is 0 on some empty pages and is never used.
  const { nodes, pageInfo } = list;
  if (!Array.isArray(nodes)) throw unexpected(call, `$.data.${root}.nodes is not a list`);
  const count = (name: string) => {
    const value = isObject(pageInfo) ? pageInfo[name] : undefined;
    if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
    throw unexpected(call, `$.data.${root}.pageInfo.${name} is not a count`);
  };
  return { nodes, totalCount: count("totalCount"), totalPages: count("totalPages") };
}

function idOf({ root, key = "id", ...call }: GraphqlListCall, node: Json, index: number): string {
  const id = isObject(node) ? node[key] : undefined;
  if (typeof id === "number" || typeof id === "bigint" || (typeof id === "string" && id !== "")) return String(id);
  throw unexpected(call, `$.data.${root}.nodes[${index}].${key} is not an id`);
}

const unexpected = ({ operationName }: Pick<GraphqlListCall, "operationName">, detail: string): UnexpectedAnswerError =>
  new UnexpectedAnswerError(`${operationName} got an answer the schema does not promise: ${detail}`, {
    method: "POST",
    path: graphqlPath,
    detail,
    outcome: "not-executed",
  });

/**
 * The tenant's schema by introspection, which alone proves what the tenant offers today. Where the service refuses it (an
 * Apollo server does by default), the text that the operator supplied; undefined without one: then nothing is proven.
 * @param schemaText SDL or the JSON of an introspection
 */
export async function readSchema(api: Api, schemaText?: string): Promise<GraphQLSchema | undefined> {
  const introspected = schemaFromIntrospection(await introspect(api));
  return introspected ?? (schemaText === undefined ? undefined : schemaFromText(schemaText));
}

async function introspect(api: Api): Promise<JsonObject | undefined> {
  try {
    return await queryGraphql(api, { document: getIntrospectionQuery(), operationName: "IntrospectionQuery" });
  } catch (error) {
    if (error instanceof RejectedError || error instanceof ForbiddenError) return undefined;
    throw error;
  }
}
