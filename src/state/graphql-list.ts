import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isObjectType } from "graphql";
import type { GraphqlApi, Kind } from "../kinds/kind.ts";
import { kinds as registry } from "../kinds/registry.ts";

/** The type of a list's rows: the one asked for, or what the schema says of a list that holds one kind. */
const rowType = ({ on, root }: GraphqlApi, schema: GraphQLSchema): GraphQLNamedType | undefined => {
  if (on !== undefined) return schema.getType(on);
  const connection = getNamedType(schema.getQueryType()?.getFields()[root]?.type);
  return isObjectType(connection) ? getNamedType(connection.getFields().nodes?.type) : undefined;
};

/** Assumed fields that the tenant's schema does not have (or that cannot be known for lack of a schema). */
export const missingFields = (kind: Kind, schema: GraphQLSchema | undefined): readonly string[] => {
  if (kind.api.style !== "graphql") return [];
  const type = schema === undefined ? undefined : rowType(kind.api, schema);
  const known = isObjectType(type) ? type.getFields() : {};
  return Object.keys(kind.api.assumed ?? {}).filter((field) => known[field] === undefined);
};

const selectionOf = (kind: Kind, api: GraphqlApi, schema: GraphQLSchema | undefined): string => {
  const missing = missingFields(kind, schema);
  const assumed = Object.entries(api.assumed ?? {}).flatMap(([field, selection]) =>
    missing.includes(field) ? [] : [selection],
  );
  const fields = [...api.select, ...assumed].join(" ");
  return api.on === undefined ? fields : `... on ${api.on} { ${fields} }`;
};

/** Rows of kinds that nobody asked for stand in the same list, and each row has to show its id to be counted. */
const bystanders = (kinds: readonly Kind[], root: string): readonly string[] =>
  registry.flatMap((kind) =>
    kind.api.style === "graphql" && kind.api.root === root && kind.api.on !== undefined && !kinds.includes(kind)
      ? [`... on ${kind.api.on} { ${kind.id} }`]
      : [],
  );

/** One document for all kinds that share a list: the tenant is asked once. */
export const listDocument = (kinds: readonly Kind[], schema: GraphQLSchema | undefined, extra: string): string => {
  const apis = kinds.flatMap((kind) => (kind.api.style === "graphql" ? [{ kind, api: kind.api }] : []));
  const { operation, root, on } = apis[0]!.api;
  const asked = apis.map(({ kind, api }) => selectionOf(kind, api, schema));
  const selections = [...asked, ...bystanders(kinds, root)].join(" ");
  return [
    `query ${operation}($customerId: ID!, $pageNum: Int, $pageSize: Int) {`,
    `  ${root}(customerId: $customerId, pageNum: $pageNum, pageSize: $pageSize${extra === "" ? "" : `, ${extra}`}) {`,
    `    nodes { ${on === undefined ? "" : "__typename "}${selections} }`,
    "    pageInfo { pageNumber pageSize totalCount totalPages }",
    "  }",
    "}",
  ].join("\n");
};
