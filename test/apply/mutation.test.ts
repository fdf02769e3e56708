import { buildSchema } from "graphql";
import { describe, expect, test } from "vitest";
import { mutationFor, objections } from "../../src/apply/mutation.ts";
import { unmanagedResourceGroup as kind } from "../../src/kinds/zms/unmanaged-resource-group.ts";

const schemaOf = (mutation: string) =>
  buildSchema(`type Query { x: Int } type Result { id: ID deleted: Boolean } type Mutation { ${mutation} }`);
const work = { verb: "delete", id: "7" } as const;

const accepted = "resourceGroupDelete(customerId: ID!, id: String!): Result";

describe("a delete mutation", () => {
  test("names customer and object in the types of the tenant's schema, and nothing else", () => {
    if (kind.api.style !== "graphql") throw new Error("not a GraphQL kind");
    expect(mutationFor(kind.api, schemaOf(accepted), "1", work)).toEqual({
      document:
        "mutation ResourceGroupDelete($customerId: ID!, $id: String!) {\n" +
        "  resourceGroupDelete(customerId: $customerId, id: $id) { id deleted }\n}",
      operationName: "ResourceGroupDelete",
      variables: { customerId: "1", id: "7" },
    });
  });

  test.each<[string, string, RegExp | undefined]>([
    ["as the sources name it", accepted, undefined],
    ["with another type of id", "resourceGroupDelete(customerId: ID!, id: ID!): Result", undefined],
    ["that answers yes or no", "resourceGroupDelete(customerId: ID!, id: ID!): Boolean", undefined],
    ["that answers another object", "resourceGroupDelete(customerId: ID!, id: ID!): Query", undefined],
    ["that the tenant does not have", "x: Int", /Cannot query field "resourceGroupDelete"/],
    ["that takes a list", "resourceGroupDelete(customerId: ID!, ids: [ID!]!): Result", /Unknown argument "id"/],
    [
      "that wants to know more",
      "resourceGroupDelete(customerId: ID!, id: ID!, force: Boolean!): Result",
      /argument "force"/,
    ],
  ])("%s", (_, mutation, objection) => {
    const found = objections(kind, schemaOf(mutation), "1", work);
    if (objection === undefined) expect(found).toEqual([]);
    else expect(found.join()).toMatch(objection);
  });

  test("is not sent to a tenant that does not show its schema", () => {
    expect(objections(kind, undefined, "1", work)).toHaveLength(1);
  });
});
