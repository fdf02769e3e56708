import { GraphQLError } from "graphql";

/** Recorded at the sibling GraphQL service: what a refused call looks like. */
export const forbidden = (): GraphQLError =>
  new GraphQLError("Data fetching Failed: Forbidden to use API", {
    extensions: { code: "FORBIDDEN", http_status: 403, classification: "INTERNAL_ERROR" },
  });

/** Assumed: the code an Apollo server would use together with a classification the SDK has a branch for. */
export const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT", classification: "BAD_REQUEST" } });

/** Operations the sandbox knows by name only. */
export const notEmulated = (): GraphQLError =>
  new GraphQLError("Something went wrong", { extensions: { classification: "INTERNAL_ERROR" } });
