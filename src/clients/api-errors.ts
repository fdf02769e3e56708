import {
  type ApiError,
  type ApiErrorFacts,
  ForbiddenError,
  LockedError,
  MaintenanceError,
  NotFoundError,
  RejectedError,
  ThrottledError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedAnswerError,
} from "./errors.ts";
import type { Failure } from "./failure.ts";
import type { FailureKind } from "./retry.ts";

/** Longest vendor message that is passed on. */
const maximumDetail = 300;

/** One line, no control characters (a terminal would obey them), bounded. */
export function shorten(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
  return line.length > maximumDetail ? `${line.slice(0, maximumDetail)}…` : line;
}

type ErrorClass = new (message: string, facts: ApiErrorFacts) => ApiError;
interface Wording {
  readonly error: ErrorClass;
  /** Follows "METHOD path"; `what` is the status with the vendor's words. */
  readonly say: (what: string, failure: Failure) => string;
}

/** A wait above five minutes means that an hourly limit is used up (vendor's Go SDK). */
const asked = (ms: number | undefined): string =>
  ms === undefined ? "" : `, the service asks to wait ${Math.ceil(ms / 1_000)} s`;

const wordings: Readonly<Record<FailureKind, Wording>> = {
  rejected: { error: RejectedError, say: (what) => `was refused: ${what}` },
  unauthorized: {
    error: UnauthorizedError,
    say: (what) => `was refused with a fresh token too: ${what}; check the API client's scopes in ZIdentity`,
  },
  forbidden: {
    error: ForbiddenError,
    say: (what) => `is not allowed: ${what}; the tenant lacks the licence or the API client's role the right`,
  },
  maintenance: {
    error: MaintenanceError,
    say: (what) => `was refused because the vendor has set the tenant read-only: ${what}; try again after maintenance`,
  },
  "not-found": { error: NotFoundError, say: (what) => `names an object that does not exist: ${what}` },
  locked: {
    error: LockedError,
    say: (what) =>
      `could not get the configuration lock: ${what}; another administrator or client is writing, try later`,
  },
  throttled: {
    error: ThrottledError,
    say: (what, { toldMs }) => `is throttled: ${what}${asked(toldMs)}; run again later or allow a longer wait`,
  },
  busy: { error: UnavailableError, say: (what) => `was turned away: ${what}; try again later` },
  unavailable: { error: UnavailableError, say: (what) => `got no answer from the service: ${what}` },
  broken: { error: UnavailableError, say: (what) => `failed inside the service: ${what}` },
  unreachable: {
    error: UnavailableError,
    say: (what) => `could not connect: ${what}; check the network, ZSCALER_CLOUD and ZSCALER_VANITY_DOMAIN`,
  },
  untrusted: {
    error: UnavailableError,
    say: (what) => `met a certificate that is not trusted: ${what}; behind TLS inspection set NODE_EXTRA_CA_CERTS`,
  },
  lost: { error: UnavailableError, say: (what) => `lost its connection before an answer came: ${what}` },
  "timed-out": { error: UnavailableError, say: () => "was not answered in time" },
  truncated: { error: UnexpectedAnswerError, say: (what) => `got an answer that was cut short: ${what}` },
  unexpected: { error: UnexpectedAnswerError, say: (what) => `got an answer the API does not promise: ${what}` },
  interrupted: { error: UnavailableError, say: () => "was interrupted" },
};

/** "409 DUPLICATE_ITEM: text", as much of it as there is. */
function describe({ status, code, detail }: Failure): string {
  const head = [status, code].filter((part) => part !== undefined).join(" ");
  if (detail === undefined || detail === code) return head || "no reason given";
  return head === "" ? detail : `${head}: ${detail}`;
}

export interface Addressed {
  readonly method: string;
  readonly path: string;
}

/** @param failure already redacted */
export function errorOf(failure: Failure, { method, path }: Addressed, mayHaveRun: boolean): ApiError {
  const { error, say } = wordings[failure.kind];
  const doubt = mayHaveRun ? "; whether it took effect is unknown" : "";
  return new error(`${method} ${path} ${say(describe(failure), failure)}${doubt}`, {
    method,
    path,
    status: failure.status,
    code: failure.code,
    requestId: failure.requestId,
    detail: failure.detail,
    outcome: mayHaveRun ? "unknown" : "not-executed",
  });
}

/** The same failure in words that may be shown. */
export function cleanFailure(failure: Failure, redact: (text: string) => string): Failure {
  const clean = (text: string | undefined) => (text === undefined ? undefined : shorten(redact(text)));
  return { ...failure, code: clean(failure.code), detail: clean(failure.detail), requestId: clean(failure.requestId) };
}
