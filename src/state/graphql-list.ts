import { type GraphQLSchema, isObjectType } from "graphql";
import type { GraphqlApi, Kind } from "../kinds/kind.ts";
import { kinds as registry } from "../kinds/registry.ts";

/** Assumed fields that the tenant's schema does not have (or that cannot be known for lack of a schema). */
export const missingFields = (kind: Kind, schema: GraphQLSchema | undefined): readonly string[] => {
  if (kind.api.style !== "graphql") return [];
  const type = kind.api.on === undefined ? undefined : schema?.getType(kind.api.on);
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
