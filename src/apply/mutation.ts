import { type GraphQLField, type GraphQLSchema, getNamedType, isLeafType, isObjectType } from "graphql";
import { validateDocument, validateVariables } from "../clients/graphql.ts";
import type { GraphqlApi, Kind } from "../kinds/kind.ts";
import type { JsonObject } from "../model/json.ts";
import type { Step } from "../model/step.ts";

/** A mutation ready to be sent. */
export interface Mutation {
  readonly document: string;
  readonly operationName: string;
  readonly variables: JsonObject;
}

/** What a mutation is to do. */
export type Work =
  | { readonly verb: "create"; readonly input: JsonObject }
  | { readonly verb: "update"; readonly id: string; readonly input: JsonObject }
  | { readonly verb: "delete"; readonly id: string };

/** @param input absent for a delete */
export const workOf = (verb: Step["verb"], id: string | null, input: JsonObject = {}): Work => {
  if (verb === "create") return { verb, input };
  if (id === null) throw new Error(`no id to ${verb} by`);
  return verb === "delete" ? { verb, id } : { verb: "update", id, input };
};

const operationName = (field: string): string => field.charAt(0).toUpperCase() + field.slice(1);

const fieldIn = (schema: GraphQLSchema, field: string): GraphQLField<unknown, unknown> | undefined => {
  const mutation = schema.getMutationType();
  return isObjectType(mutation) ? mutation.getFields()[field] : undefined;
};

/** Variable types are taken from the tenant's schema: an `ID` does not fit a `String!`, and nobody has documented which it is. */
const typeIn = (schema: GraphQLSchema, field: string, argument: string): string | undefined =>
  fieldIn(schema, field)
    ?.args.find(({ name }) => name === argument)
    ?.type.toString();

/** What a delete answers is ASSUMED: as much of `id` and `deleted` as the schema has. */
const deletedSelection = (schema: GraphQLSchema, field: string): string => {
  const type = getNamedType(fieldIn(schema, field)?.type);
  if (isLeafType(type)) return "";
  const fields = isObjectType(type) ? type.getFields() : {};
  const known = ["id", "deleted"].filter((name) => isLeafType(getNamedType(fields[name]?.type)));
  return ` { ${known.length === 0 ? "__typename" : known.join(" ")} }`;
};

const inputType = (api: GraphqlApi, verb: "create" | "update"): string => `${api[verb]?.input ?? "Unknown"}!`;

/** What a mutation takes besides the customer. A batch of updates takes each id within its input. */
const valuesOf = (api: GraphqlApi, { verb, ...values }: Work): JsonObject =>
  verb === "update" && api.update?.batch && "input" in values && "id" in values
    ? { input: [{ id: values.id, ...values.input }] }
    : values;

/** ASSUMED shape: `field(customerId, [id,] [input])`; checked against the schema before anything is sent. */
export const mutationFor = (api: GraphqlApi, schema: GraphQLSchema, customerId: string, work: Work): Mutation => {
  const { verb } = work;
  const values = valuesOf(api, work);
  const field = (verb === "delete" ? api.remove : api[verb])?.field ?? "unknown";
  const types: Readonly<Record<string, string>> = {
    customerId: typeIn(schema, field, "customerId") ?? "ID!",
    ...("id" in values ? { id: typeIn(schema, field, "id") ?? "String!" } : {}),
    ...(verb === "delete" ? {} : { input: typeIn(schema, field, "input") ?? inputType(api, verb) }),
  };
  const declared = Object.entries(types)
    .map(([name, type]) => `$${name}: ${type}`)
    .join(", ");
  const passed = Object.keys(types)
    .map((name) => `${name}: $${name}`)
    .join(", ");
  const name = operationName(field);
  const selection = verb === "delete" ? deletedSelection(schema, field) : " { id }";
  return {
    document: `mutation ${name}(${declared}) {\n  ${field}(${passed})${selection}\n}`,
    operationName: name,
    variables: { customerId, ...values },
  };
};

/** Why a mutation would be refused by the tenant's own schema; empty when it would not. */
export const objections = (
  kind: Kind,
  schema: GraphQLSchema | undefined,
  customerId: string,
  work: Work,
): readonly string[] => {
  if (kind.api.style !== "graphql") return [];
  if (schema === undefined) return ["the tenant does not show its GraphQL schema, and no schema file was given"];
  const mutation = mutationFor(kind.api, schema, customerId, work);
  const problems = validateDocument(schema, mutation.document);
  return problems.length > 0 ? problems : validateVariables(schema, mutation.document, mutation.variables);
};
