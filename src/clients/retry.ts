/** A `read` may be repeated freely; a `write` only when it is certain that it was not executed. */
export type RequestKind = "read" | "write";

/** Every way a request can fail, as far as repeating it is concerned. */
export type FailureKind =
  /** 429 */
  | "throttled"
  /** The tenant's configuration lock, the organisation barrier, ZPA's concurrency ids: refused, not executed. */
  | "locked"
  /** 503 with a waiting time: refused, not executed. */
  | "busy"
  /** 502, 504, 408, and 503 without a waiting time. */
  | "unavailable"
  /** 500 and other 5xx. */
  | "broken"
  /** No connection was established. */
  | "unreachable"
  | "untrusted"
  | "lost"
  | "timed-out"
  | "truncated"
  /** A whole answer of another shape than promised. */
  | "unexpected"
  /** The caller's signal fired while the request was under way. */
  | "interrupted"
  | "unauthorized"
  | "forbidden"
  | "maintenance"
  | "not-found"
  | "rejected";

/** What the service said about when to come back, in milliseconds. */
export interface Advice {
  /** The `retry-after` header or its twin in the body. */
  readonly toldMs?: number;
  /** `x-ratelimit-reset`: the end of the gateway's window, which need not be the limit that was hit. */
  readonly resetMs?: number;
}

export interface FailedAttempt extends Advice {
  readonly kind: FailureKind;
}

export interface RetryLimits {
  /** Bound on the sum of all waits of one request. */
  readonly maxWaitMs: number;
}

/** Values in [0, 1), as `Math.random` gives. */
export type Random = () => number;

/** `look-first`: the write may have happened, so the caller has to read the object before anything else. */
export type Decision = { readonly wait: number } | "give-up" | "look-first";

interface Policy {
  /** How often a request may be sent in all when it keeps failing this way. */
  readonly reads: number;
  readonly writes: number | "look-first";
  readonly delay: (attempt: number, advice: Advice, random: Random) => number;
}

/** The service waits for the lock for about 30 s itself before it refuses (recorded), so short waits are pointless. */
const lockDelay = (attempt: number): number => Math.min(5_000 * 2 ** (attempt - 1), 60_000);

/** Full jitter: parallel callers that wait equally long collide again. */
export const backoff = (attempt: number, random: Random): number =>
  random() * Math.min(500 * 2 ** (attempt - 1), 30_000);

/** At least a second, because the service says `0 seconds` too, and never less than it asked for. */
const obey = (ms: number, attempt: number, random: Random): number => Math.max(ms, 1_000) + backoff(attempt, random);

const throttleDelay: Policy["delay"] = (attempt, { toldMs, resetMs }, random) =>
  obey(toldMs ?? resetMs ?? 0, attempt, random);
const busyDelay: Policy["delay"] = (attempt, { toldMs }, random) => obey(toldMs ?? 0, attempt, random);
const backoffDelay: Policy["delay"] = (attempt, _advice, random) => backoff(attempt, random);

const never: Policy = { reads: 1, writes: 1, delay: () => 0 };

/** Rows with `look-first` are those where a write may have been executed. */
const policies: Readonly<Record<FailureKind, Policy>> = {
  throttled: { reads: 10, writes: 10, delay: throttleDelay },
  locked: { reads: 8, writes: 8, delay: lockDelay },
  busy: { reads: 5, writes: 5, delay: busyDelay },
  unreachable: { reads: 5, writes: 5, delay: backoffDelay },
  unavailable: { reads: 5, writes: "look-first", delay: backoffDelay },
  broken: { reads: 3, writes: "look-first", delay: backoffDelay },
  lost: { reads: 5, writes: "look-first", delay: backoffDelay },
  "timed-out": { reads: 5, writes: "look-first", delay: backoffDelay },
  truncated: { reads: 5, writes: "look-first", delay: backoffDelay },
  unexpected: { reads: 1, writes: "look-first", delay: () => 0 },
  interrupted: { reads: 1, writes: "look-first", delay: () => 0 },
  untrusted: never,
  unauthorized: never,
  forbidden: never,
  maintenance: never,
  "not-found": never,
  rejected: never,
};

export const mayHaveRun = (request: RequestKind, failure: FailureKind): boolean =>
  request === "write" && policies[failure].writes === "look-first";

/**
 * What to do after a failed attempt.
 * @param attempt how often the request has now failed in this way, from 1
 * @param waitedMs what was waited already for this request
 */
export function decide(
  request: RequestKind,
  failure: FailedAttempt,
  attempt: number,
  waitedMs: number,
  limits: RetryLimits,
  random: Random,
): Decision {
  const policy = policies[failure.kind];
  const tries = request === "read" ? policy.reads : policy.writes;
  if (tries === "look-first") return "look-first";
  if (attempt >= tries) return "give-up";
  const wait = policy.delay(attempt, failure, random);
  return waitedMs + wait > limits.maxWaitMs ? "give-up" : { wait };
}
