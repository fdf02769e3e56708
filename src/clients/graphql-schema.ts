import {
  buildClientSchema,
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type IntrospectionQuery,
  parse,
  validate,
} from "graphql";
import type { JsonObject } from "../model/json.ts";

/** The operator's schema text is neither SDL nor the JSON of an introspection. */
export class SchemaTextError extends Error {
  override readonly name = "SchemaTextError";
}

/** Undefined when the answer holds no schema that can be built: nothing is proven then. */
export function schemaFromIntrospection(data: JsonObject | undefined): GraphQLSchema | undefined {
  if (data?.__schema === undefined || data.__schema === null) return undefined;
  try {
    return buildClientSchema(data as unknown as IntrospectionQuery);
  } catch {
    return undefined;
  }
}

/** Reads SDL, or introspection JSON with or without its `data` envelope. */
export function schemaFromText(text: string): GraphQLSchema {
  try {
    if (!text.trimStart().startsWith("{")) return buildSchema(text);
    const json = JSON.parse(text) as { data?: IntrospectionQuery } & IntrospectionQuery;
    return buildClientSchema(json.data ?? json);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n", 1)[0] : "";
    throw new SchemaTextError(`the schema text is neither GraphQL SDL nor introspection JSON: ${reason}`);
  }
}

/** What the schema says against a document; empty when it can be sent. */
export function validateDocument(schema: GraphQLSchema, document: string): readonly string[] {
  const parsed = parseDocument(document);
  if (typeof parsed === "string") return [parsed];
  return validate(schema, parsed).map(({ message }) => message);
}

/** What the schema says against the values: unknown input fields, missing ones, values an enum does not have. */
export function validateVariables(schema: GraphQLSchema, document: string, variables: JsonObject): readonly string[] {
  const parsed = parseDocument(document);
  if (typeof parsed === "string") return [parsed];
  const definitions = getOperationAST(parsed)?.variableDefinitions ?? [];
  const { errors = [] } = getVariableValues(schema, definitions, variables as Record<string, unknown>);
  return errors.map(({ message }) => message);
}

function parseDocument(document: string): DocumentNode | string {
  try {
    return parse(document);
  } catch (error) {
    if (error instanceof GraphQLError) return error.message;
    throw error;
  }
}
