import type { FailedAttempt, FailureKind } from "./retry.ts";
import { adviceIn } from "./retry-advice.ts";
import type { Answer, Breakdown } from "./transport.ts";
import { foldFault, type VendorFault } from "./vendor-fault.ts";

/** One failed attempt with all that a message or a decision needs. `code` and `detail` are not redacted yet. */
export interface Failure extends FailedAttempt {
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly requestId?: string;
}

export const requestIdIn = (headers: Answer["headers"]): string | undefined => headers["x-oneapi-request-id"];

export const failureOfBreakdown = ({ kind, reason, status }: Breakdown): Failure => ({ kind, status, detail: reason });

/** What an answer of status 300 or more means. */
export function failureOfAnswer(answer: Answer, nowMs: number): Failure {
  const fault = foldFault(answer.text);
  const advice = adviceIn(answer, nowMs);
  return {
    ...advice,
    kind: kindOf(answer, fault, advice.toldMs !== undefined),
    status: answer.status,
    code: fault.code,
    detail: fault.message,
    requestId: requestIdIn(answer.headers),
  };
}

function kindOf(answer: Answer, fault: VendorFault, toldToWait: boolean): FailureKind {
  const { status } = answer;
  if (status < 400) return "unexpected";
  if (status === 429) return "throttled";
  if (status === 503) return toldToWait ? "busy" : "unavailable";
  if (status === 502 || status === 504 || status === 408) return "unavailable";
  if (status >= 500) return "broken";
  return refusalOf(answer, fault);
}

/** ZPA ids are recorded with 400 and 409, the ZIA texts with 409; the vendor's Go SDK repeats 412 like 409. */
const concurrencyIds = new Set(["api.concurrent.access.error", "db.simultaneous.request"]);
const lockText = /EDIT_LOCK_NOT_AVAILABLE|Failed during enter Org barrier|Resource Access Blocked/i;
/** These tell what was wrong with the request even when they come with 403. */
const requestFaults = new Set(["LIMIT_EXCEEDED", "INVALID_INPUT_ARGUMENT", "DUPLICATE_ITEM", "RESOURCE_IN_USE"]);
const notFoundCodes = new Set(["RESOURCE_NOT_FOUND", "resource.not.found"]);
const licenceCodes = /^(?:NOT_SUBSCRIBED|TRIAL_EXPIRED|authz\.)/;

function refusalOf({ status, headers, text }: Answer, { code = "" }: VendorFault): FailureKind {
  if (concurrencyIds.has(code)) return "locked";
  if ((status === 409 || status === 412) && lockText.test(text)) return "locked";
  if (code === "STATE_READONLY") return "maintenance";
  if (notFoundCodes.has(code)) return "not-found";
  // ZPA reports a missing feature as 401; a new token would not help.
  if (licenceCodes.test(code)) return "forbidden";
  if (status === 401) return "unauthorized";
  if (status !== 403 || requestFaults.has(code)) return "rejected";
  return headers["x-zscaler-mode"]?.includes("read-only") ? "maintenance" : "forbidden";
}

/** Under load the service answers 401 with this text instead of 429 (seen by the vendor's Go SDK): a lock, not a token. */
export const isDisguisedThrottle = (failure: Failure): boolean =>
  failure.kind === "unauthorized" && lockText.test(`${failure.code} ${failure.detail}`);
