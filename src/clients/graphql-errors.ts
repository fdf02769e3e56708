import type { Json, JsonObject } from "../model/json.ts";
import { shorten } from "./api-errors.ts";
import {
  type ApiError,
  type ApiErrorFacts,
  ForbiddenError,
  RejectedError,
  UnauthorizedError,
  UnavailableError,
} from "./errors.ts";
import { foldGraphqlErrors, isObject } from "./vendor-fault.ts";

/** The one endpoint of ZMS. */
export const graphqlPath = "/zms/graphql";

type ErrorClass = new (message: string, facts: ApiErrorFacts) => ApiError;

/** FORBIDDEN is recorded at the sibling service; the rest is what an Apollo server or the vendor's SDK knows (assumed). */
const classes: Readonly<Record<string, ErrorClass>> = {
  FORBIDDEN: ForbiddenError,
  UNAUTHORIZED: UnauthorizedError,
  UNAUTHENTICATED: UnauthorizedError,
  BAD_REQUEST: RejectedError,
  BAD_USER_INPUT: RejectedError,
  GRAPHQL_PARSE_FAILED: RejectedError,
  GRAPHQL_VALIDATION_FAILED: RejectedError,
  VALIDATION_ERROR: RejectedError,
};

interface Operation {
  readonly operationName: string;
  readonly mutation?: boolean;
}

/** Turns the `errors` of an answer into one error; the first of them speaks for all. */
export function operationError(
  { operationName, mutation = false }: Operation,
  facts: Omit<ApiErrorFacts, "outcome">,
  answer: JsonObject,
  redact: (text: string) => string = (text) => text,
): ApiError {
  const fault = foldGraphqlErrors(answer.errors as readonly Json[]);
  const known = fault.code !== undefined && Object.hasOwn(classes, fault.code) ? classes[fault.code] : undefined;
  const unknown = mutation && (known === undefined || hasData(answer.data));
  const clean = (text: string | undefined) => (text === undefined ? undefined : shorten(redact(text)));
  const code = clean(fault.code);
  const detail = clean(fault.message);
  const said = [code, detail].filter((part) => part !== undefined).join(": ") || "no reason given";
  const doubt = unknown ? "; whether it took effect is unknown" : "";
  return new (known ?? UnavailableError)(`${operationName} failed: ${said}${doubt}`, {
    ...facts,
    code,
    detail,
    outcome: unknown ? "unknown" : "not-executed",
  });
}

/** Errors beside data mean that a part was executed. */
const hasData = (data: Json | undefined): boolean =>
  isObject(data) && Object.values(data).some((value) => value !== null && value !== undefined);
