import { buildSchema, introspectionFromSchema } from "graphql";
import { describe, expect, test } from "vitest";
import {
  type ApiError,
  ForbiddenError,
  IncompleteReadError,
  RejectedError,
  UnavailableError,
  UnexpectedAnswerError,
} from "../../src/clients/errors.ts";
import {
  queryGraphql,
  readGraphqlList,
  readSchema,
  SchemaTextError,
  validateDocument,
  validateVariables,
} from "../../src/clients/graphql.ts";
import { failureOf, secret, tenant } from "./helpers/api.ts";
import { dropped, inTurn, type Reply, type Responder } from "./helpers/server.ts";

const document = "query List { zones { id } }";
const query = { document, operationName: "List", variables: { customerId: "1" } };
const mutation = { ...query, document: "mutation M { zoneCreate { id } }", operationName: "M", mutation: true };
const failing = (extensions: unknown, data?: unknown): Reply => ({
  body: { errors: [{ message: "no", extensions }], data },
});

describe("queryGraphql", () => {
  test("posts one operation and returns its data", async () => {
    const { api, server } = await tenant(() => ({ body: { data: { zones: [] } } }));
    expect(await queryGraphql(api, query)).toEqual({ zones: [] });
    expect(server.seen[0]).toMatchObject({ method: "POST", path: "/zms/graphql" });
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
      query: document,
      variables: { customerId: "1" },
      operationName: "List",
    });
  });

  type Row = [string, Reply, new (...rest: never[]) => ApiError, query: string, mutation: string];
  test.each<Row>([
    [
      "FORBIDDEN in a 200",
      failing({ code: "FORBIDDEN", classification: "INTERNAL_ERROR" }, { zones: null }),
      ForbiddenError,
      "not-executed",
      "not-executed",
    ],
    [
      "a failed validation",
      failing({ code: "GRAPHQL_VALIDATION_FAILED" }),
      RejectedError,
      "not-executed",
      "not-executed",
    ],
    [
      "a classification alone",
      failing({ classification: "VALIDATION_ERROR" }),
      RejectedError,
      "not-executed",
      "not-executed",
    ],
    [
      "an internal error",
      failing({ classification: "INTERNAL_ERROR" }, { zones: null }),
      UnavailableError,
      "not-executed",
      "unknown",
    ],
    ["an error without a code", failing(undefined), UnavailableError, "not-executed", "unknown"],
    [
      "errors beside data",
      failing({ code: "FORBIDDEN" }, { zoneCreate: { id: "1" } }),
      ForbiddenError,
      "not-executed",
      "unknown",
    ],
    ["neither errors nor data", { body: { errors: [] } }, UnexpectedAnswerError, "not-executed", "unknown"],
    ["data that is null", { body: { data: null } }, UnexpectedAnswerError, "not-executed", "unknown"],
  ])("%s is an error, sent once", async (_sentence, reply, kind, ofQuery, ofMutation) => {
    const { api, server } = await tenant(() => reply);
    const first = await failureOf(queryGraphql(api, query));
    expect(first).toBeInstanceOf(kind);
    expect(first).toMatchObject({ outcome: ofQuery, path: "/zms/graphql" });
    expect(await failureOf(queryGraphql(api, mutation))).toMatchObject({ outcome: ofMutation });
    expect(server.seen).toHaveLength(2);
  });

  test("repeats a query whose answer is lost, but no mutation", async () => {
    const { api, server } = await tenant(inTurn(dropped, { body: { data: {} } }, dropped, { body: { data: {} } }));
    await queryGraphql(api, query);
    expect(await failureOf(queryGraphql(api, mutation))).toMatchObject({ outcome: "unknown" });
    expect(server.seen).toHaveLength(3);
  });

  test("keeps credentials out of an error that echoes them", async () => {
    const { api } = await tenant(({ headers }) => ({
      body: { errors: [{ message: `${headers.authorization} ${secret}`, extensions: { code: "FORBIDDEN" } }] },
    }));
    const error = await failureOf(queryGraphql(api, query));
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain("canary");
  });
});

describe("readGraphqlList", () => {
  const call = { document, operationName: "List", root: "zones", customerId: "1", pageSize: 2 };
  const variablesOf = (body: string) => JSON.parse(body).variables;
  const page = (totalCount: number, totalPages: number, ...ids: string[]): Reply => ({
    body: {
      data: {
        zones: { nodes: ids.map((id) => ({ id })), pageInfo: { pageNumber: 1, pageSize: 0, totalCount, totalPages } },
      },
    },
  });

  test.each([
    ["an empty list", [page(0, 0)], [], 1],
    ["pages to the last", [page(3, 2, "a", "b"), page(3, 2, "c")], ["a", "b", "c"], 2],
    ["a server that caps the page size", [page(3, 1, "a"), page(3, 1, "b"), page(3, 1, "c")], ["a", "b", "c"], 3],
  ])("reads %s", async (_sentence, replies, ids, requests) => {
    const { api, server } = await tenant(inTurn(...replies));
    expect((await readGraphqlList(api, { ...call, variables: { orderBy: null } })).map(({ id }) => id)).toEqual(ids);
    expect(server.seen).toHaveLength(requests);
    expect(variablesOf(server.seen[0]?.body ?? "")).toEqual({
      customerId: "1",
      pageNum: 1,
      pageSize: 2,
      orderBy: null,
    });
  });

  test("asks for everything at once when rows rotated between pages", async () => {
    const rotating: Responder = ({ body }) => {
      const { pageNum, pageSize } = variablesOf(body);
      if (pageSize >= 3) return page(3, 1, "c", "a", "b");
      return pageNum === 1 ? page(3, 2, "a", "b") : page(3, 2, "b");
    };
    const { api, server } = await tenant(rotating);
    expect((await readGraphqlList(api, call)).map(({ id }) => id)).toEqual(["c", "a", "b"]);
    expect(server.seen.map(({ body }) => variablesOf(body).pageSize)).toEqual([2, 2, 3]);
  });

  test.each([
    ["a total that no page fills", inTurn(page(3, 1, "a", "b"))],
    ["more rows than the total", inTurn(page(1, 1, "a", "b"))],
  ])("%s is an error in the end", async (_sentence, respond) => {
    const { api } = await tenant(respond);
    expect(await failureOf(readGraphqlList(api, call))).toBeInstanceOf(IncompleteReadError);
  });

  test("a total that changes between pages is read again, even when the count happens to fit", async () => {
    const { api } = await tenant(inTurn(page(4, 2, "a", "deleted"), page(3, 2, "d"), page(3, 1, "a", "c", "d")));
    expect((await readGraphqlList(api, call)).map(({ id }) => id)).toEqual(["a", "c", "d"]);
  });

  test.each([
    ["no root", { data: { zones: null } }, "$.data.zones is not an object"],
    ["no rows", { data: { zones: { pageInfo: {} } } }, "$.data.zones.nodes is not a list"],
    ["no totals", { data: { zones: { nodes: [] } } }, "pageInfo.totalCount is not a count"],
    [
      "a row of an unknown type",
      { data: { zones: { nodes: [{}], pageInfo: { totalCount: 1, totalPages: 1 } } } },
      "nodes[0].id",
    ],
  ])("%s is told with its place", async (_sentence, body, message) => {
    const { api } = await tenant(() => ({ body }));
    const error = await failureOf(readGraphqlList(api, call));
    expect(error).toBeInstanceOf(UnexpectedAnswerError);
    expect(error.message).toContain(message);
  });

  test("the other dialect's page variable and key can be named", async () => {
    const body = { data: { agents: { nodes: [{ eyezId: "e" }], pageInfo: { totalCount: 1, totalPages: 1 } } } };
    const { api, server } = await tenant(() => ({ body }));
    const agents = { ...call, root: "agents", pageVariable: "page", key: "eyezId" } as const;
    expect(await readGraphqlList(api, agents)).toEqual([{ eyezId: "e" }]);
    expect(variablesOf(server.seen[0]?.body ?? "")).toMatchObject({ page: 1 });
  });
});

describe("the schema", () => {
  const sdl =
    "type Query { zones: [Zone] } type Zone { id: ID! } enum A { ALLOW BLOCK } input I { a: A! } type Mutation { make(input: I!): Zone }";
  const schema = buildSchema(sdl);
  const introspection = introspectionFromSchema(schema);
  const refused = {
    status: 400,
    body: { errors: [{ message: "introspection is not allowed", extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] },
  };

  test.each<[string, Reply, string | undefined]>([
    ["comes from introspection", { body: { data: introspection } }, undefined],
    ["comes from introspection even beside a file", { body: { data: introspection } }, "type Query { other: ID }"],
    ["comes from the operator's SDL when introspection is refused", refused, sdl],
    ["comes from the operator's introspection", refused, JSON.stringify(introspection)],
    ["comes from the operator's enveloped introspection", refused, JSON.stringify({ data: introspection })],
    ["comes from the file when the answer holds none", { body: { data: { __schema: null } } }, sdl],
  ])("%s", async (_sentence, reply, text) => {
    const { api } = await tenant(() => reply);
    const read = await readSchema(api, text);
    expect(read?.getMutationType()?.getFields().make).toBeDefined();
  });

  test("is undefined when introspection is refused and there is no file", async () => {
    const { api } = await tenant(() => refused);
    expect(await readSchema(api)).toBeUndefined();
  });

  test("is not taken for refused when the service is down", async () => {
    const { api } = await tenant(() => ({ status: 502 }));
    expect(await failureOf(readSchema(api, sdl))).toBeInstanceOf(UnavailableError);
  });

  test.each(["type Query {", '{"x":1}', "{"])("text %s is refused", async (text) => {
    const { api } = await tenant(() => refused);
    expect(await failureOf(readSchema(api, text))).toBeInstanceOf(SchemaTextError);
  });

  test.each([
    ["mutation M($i: I!) { make(input: $i) { id } }", 0],
    ["mutation M { make { id } }", 1],
    ["query { zones { name } }", 1],
    ["query {", 1],
  ])("says %s has %i faults", (text, faults) => {
    expect(validateDocument(schema, text)).toHaveLength(faults);
  });

  test.each([
    ["fits", { i: { a: "ALLOW" } }, 0],
    ["an unknown value", { i: { a: "SIM_BLOCK" } }, 1],
    ["an unknown field", { i: { a: "ALLOW", b: 1 } }, 1],
    ["a missing field", { i: {} }, 1],
    ["a missing variable", {}, 1],
  ])("judges variables: %s", (_sentence, variables, faults) => {
    const text = "mutation M($i: I!) { make(input: $i) { id } }";
    expect(validateVariables(schema, text, variables)).toHaveLength(faults);
  });
});
