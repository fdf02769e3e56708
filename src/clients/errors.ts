/** Whether a request that failed can have taken effect. `unknown`: look at the object before repeating the write. */
export type RequestOutcome = "not-executed" | "unknown";

/** What is known about a failed request. Everything here is free of credentials, headers and request bodies. */
export interface ApiErrorFacts {
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  /** The vendor's own error code or id, e.g. `DUPLICATE_ITEM`, `resource.not.found`. */
  readonly code?: string;
  /** What the vendor's support asks for. */
  readonly requestId?: string;
  /** The vendor's message, redacted and shortened. */
  readonly detail?: string;
  readonly outcome: RequestOutcome;
}

/** A request to the tenant that did not succeed. Decide by subclass and `outcome`, never by message text. */
export abstract class ApiError extends Error implements ApiErrorFacts {
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  readonly code?: string;
  readonly requestId?: string;
  readonly detail?: string;
  readonly outcome: RequestOutcome;

  constructor(message: string, facts: ApiErrorFacts) {
    super(message);
    this.name = new.target.name;
    this.method = facts.method;
    this.path = facts.path;
    this.status = facts.status;
    this.code = facts.code;
    this.requestId = facts.requestId;
    this.detail = facts.detail;
    this.outcome = facts.outcome;
  }
}

/** The service understood the request and refused it (4xx). Sending it again changes nothing. */
export class RejectedError extends ApiError {}

/** 401, again after one token refresh. */
export class UnauthorizedError extends ApiError {}

/** No licence or no right for this path: the kind is unreadable, which is not the same as empty. */
export class ForbiddenError extends ApiError {}

/** The tenant is read-only while the vendor maintains it; hours rather than seconds. */
export class MaintenanceError extends ApiError {}

/** The addressed object does not exist, told by the vendor's error id: a bare 404 is a `RejectedError`. */
export class NotFoundError extends ApiError {}

/** Another writer kept the tenant's configuration lock for as long as we were allowed to wait. */
export class LockedError extends ApiError {}

/** 429 until the tries or the allowed waiting time ran out. */
export class ThrottledError extends ApiError {}

/** No usable answer: 5xx, a lost connection, a time-out. */
export class UnavailableError extends ApiError {}

/** An answer that is not what the API promises: not JSON, cut short, another shape. */
export class UnexpectedAnswerError extends ApiError {}

/** A list that could not be read whole and consistently, however often it was tried. Never use its rows. */
export class IncompleteReadError extends ApiError {}

/** The token endpoint refused the credentials; the message names the variable to look at. */
export class CredentialsError extends ApiError {}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;
