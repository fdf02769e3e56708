import { type GraphQLSchema, isObjectType } from "graphql";
import { validateDocument, validateVariables } from "../clients/graphql.ts";
import type { GraphqlApi, Kind } from "../kinds/kind.ts";
import type { JsonObject } from "../model/json.ts";

/** A mutation ready to be sent. */
export interface Mutation {
  readonly document: string;
  readonly operationName: string;
  readonly variables: JsonObject;
}

const operationName = (field: string): string => field.charAt(0).toUpperCase() + field.slice(1);

/** Variable types are taken from the tenant's schema: an `ID` does not fit a `String!`, and nobody has documented which it is. */
const typeIn = (schema: GraphQLSchema, field: string, argument: string): string | undefined => {
  const mutation = schema.getMutationType();
  if (!isObjectType(mutation)) return undefined;
  return mutation
    .getFields()
    [field]?.args.find(({ name }) => name === argument)
    ?.type.toString();
};

/** ASSUMED shape: `field(customerId, [id,] input) { id }`; checked against the schema before anything is sent. */
export const mutationFor = (
  api: GraphqlApi,
  schema: GraphQLSchema,
  customerId: string,
  id: string | null,
  input: JsonObject,
): Mutation => {
  const target = id === null ? api.create : api.update;
  const field = target?.field ?? "unknown";
  const types: Readonly<Record<string, string>> = {
    customerId: typeIn(schema, field, "customerId") ?? "ID!",
    ...(id === null ? {} : { id: typeIn(schema, field, "id") ?? "String!" }),
    input: typeIn(schema, field, "input") ?? `${target?.input ?? "Unknown"}!`,
  };
  const declared = Object.entries(types)
    .map(([name, type]) => `$${name}: ${type}`)
    .join(", ");
  const passed = Object.keys(types)
    .map((name) => `${name}: $${name}`)
    .join(", ");
  const name = operationName(field);
  return {
    document: `mutation ${name}(${declared}) {\n  ${field}(${passed}) { id }\n}`,
    operationName: name,
    variables: { customerId, ...(id === null ? {} : { id }), input },
  };
};

/** Why a mutation would be refused by the tenant's own schema; empty when it would not. */
export const objections = (
  kind: Kind,
  schema: GraphQLSchema | undefined,
  customerId: string,
  id: string | null,
  input: JsonObject,
): readonly string[] => {
  if (kind.api.style !== "graphql") return [];
  if (schema === undefined) return ["the tenant does not show its GraphQL schema, and no schema file was given"];
  const mutation = mutationFor(kind.api, schema, customerId, id, input);
  const problems = validateDocument(schema, mutation.document);
  return problems.length > 0 ? problems : validateVariables(schema, mutation.document, mutation.variables);
};
