import { createHash } from "node:crypto";
import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { answer, bodyOf, type Request, type Response } from "../http.ts";
import { isWire, stringifyJson, type Wire } from "../json.ts";
import type { World } from "../world.ts";
import { type SchemaEdition, zmsSdl } from "../zms-schema.ts";
import { mutationResolvers } from "./mutations.ts";
import { type Arguments, queryResolvers } from "./queries.ts";

const schemas = new Map<SchemaEdition, GraphQLSchema>();

function schemaOf(edition: SchemaEdition): GraphQLSchema {
  const known = schemas.get(edition);
  if (known) return known;
  const schema = buildSchema(zmsSdl(edition));
  schemas.set(edition, schema);
  return schema;
}

/** Resolvers bound to the world, as the default resolver of graphql-js looks for them on the root value. */
const rootOf = (world: World): Record<string, (given: Arguments) => unknown> =>
  Object.fromEntries(
    Object.entries({ ...queryResolvers, ...mutationResolvers }).map(([name, resolver]) => [
      name,
      (given: Arguments) => resolver(world, given),
    ]),
  );

export async function routeZms(world: World, request: Request): Promise<Response> {
  if (request.path.replace(/\/+$/, "") !== "/zms/graphql") return reply(404, { errors: [{ message: "Not found" }] });
  if (request.method !== "POST") return reply(405, { errors: [{ message: "GraphQL only supports POST requests." }] });
  const body = bodyOf(request);
  if (!isWire(body) || typeof body.query !== "string") {
    return reply(400, {
      errors: [{ message: "POST body missing, invalid Content-Type, or JSON object has no keys." }],
    });
  }
  return run(world, body, body.query);
}

/** The statuses and codes are those of an Apollo server, whose signature the recorded answers carry (inferred). */
async function run(world: World, body: Wire, query: string): Promise<Response> {
  const schema = schemaOf(world.settings.zmsSchema);
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return refuse(400, [error as GraphQLError], "GRAPHQL_PARSE_FAILED");
  }
  const rules = world.settings.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const mistakes = validate(schema, document, rules);
  if (mistakes.length > 0) return refuse(400, mistakes, "GRAPHQL_VALIDATION_FAILED");
  const result = await execute({
    schema,
    document,
    rootValue: rootOf(world),
    variableValues: isWire(body.variables) ? body.variables : {},
    operationName: typeof body.operationName === "string" ? body.operationName : undefined,
  });
  // Wrong variables end the execution before it starts: no data key at all.
  if (!("data" in result)) return refuse(200, result.errors ?? [], "BAD_USER_INPUT");
  const { data, errors } = result;
  return reply(200, errors ? { errors: errors.map(print), data } : { data });
}

const print = (error: GraphQLError): unknown => error.toJSON();

const refuse = (status: number, errors: readonly GraphQLError[], code: string): Response =>
  reply(status, {
    errors: errors.map((error) => ({ ...error.toJSON(), extensions: { ...error.extensions, code } })),
  });

/** Recorded: compact JSON, one final line feed, Express' weak ETag over all of it. */
function reply(status: number, value: unknown): Response {
  const body = `${stringifyJson(value)}\n`;
  return answer(
    status,
    {
      "access-control-allow-origin": "*",
      "cache-control": "no-store",
      "content-type": "application/json; charset=utf-8",
      etag: etagOf(body),
      "x-powered-by": "Express",
    },
    body,
  );
}

function etagOf(body: string): string {
  const digest = createHash("sha1").update(body).digest("base64").slice(0, 27);
  return `W/"${Buffer.byteLength(body).toString(16)}-${digest}"`;
}
