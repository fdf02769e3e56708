import type { Json } from "../model/json.ts";
import { cleanFailure, errorOf } from "./api-errors.ts";
import { type Clock, systemClock, timeoutOn } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { type Failure, failureOfAnswer, failureOfBreakdown, isDisguisedThrottle, requestIdIn } from "./failure.ts";
import { parseJson, stringifyJson } from "./json.ts";
import { pauseFor } from "./pause.ts";
import { createRedactor, type Redactor, secretsIn } from "./redact.ts";
import { decide, type FailureKind, mayHaveRun, type Random, type RequestKind } from "./retry.ts";
import { createTokenSource, type TokenSource } from "./token.ts";
import { type Answer, type Call, createTransport, type Exchange } from "./transport.ts";

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Absolute below the API's base URL, without a query: `/zia/api/v1/status`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: Json;
  /** Another media type than JSON; the answer is then text only. */
  readonly accept?: string;
  /** A POST that only reads (a GraphQL query, a report request) and may be repeated. */
  readonly repeatable?: boolean;
}

export interface ApiResponse {
  readonly status: number;
  /** Undefined when the answer is empty or was not asked for as JSON. */
  readonly body: Json | undefined;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId?: string;
  /** From the first attempt to the answer, waits included. */
  readonly durationMs: number;
  readonly attempts: number;
}

/** The only way to a tenant: knows tokens, retries and errors, and nothing of what is read or written. */
export interface Api {
  readonly connection: Connection;
  /** Resolves for status 200 to 299 only; everything else is an `ApiError`. */
  request(request: ApiRequest): Promise<ApiResponse>;
  close(): Promise<void>;
  /** Takes this connection's credentials out of text from an answer that is to be shown. */
  readonly redact?: (text: string) => string;
}

export interface WaitEvent {
  readonly reason: string;
  readonly ms: number;
  readonly path: string;
}

export interface ApiOptions {
  readonly connection: Connection;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Bound on the sum of all waits of one request. */
  readonly maxWaitMs?: number;
  readonly connectTimeoutMs?: number;
  /** For one attempt. The ZIA edit lock stalls for 30 s before it refuses, so less than 40 s hides it. */
  readonly totalTimeoutMs?: number;
  readonly userAgent?: string;
  readonly onWait?: (event: WaitEvent) => void;
  readonly signal?: AbortSignal;
}

const tokenTimeoutMs = 15_000;
const json = "application/json";
/** `product/version runtime/version os`, as the vendor's clients identify themselves. */
const defaultUserAgent = `zerodrift node/${process.versions.node} ${process.platform}`;

interface Session {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly random: Random;
  readonly maxWaitMs: number;
  readonly userAgent: string;
  readonly redactor: Redactor;
  readonly tokens: TokenSource;
  readonly send: (call: Call) => Promise<Exchange>;
  readonly onWait: (event: WaitEvent) => void;
  readonly signal?: AbortSignal;
}

export function createApi(options: ApiOptions): Api {
  const session = openSession(options);
  return {
    connection: options.connection,
    request: (request) => perform(session, request),
    close: () => session.close(),
    redact: session.redactor.redact,
  };
}

function openSession(options: ApiOptions): Session & { close(): Promise<void> } {
  const { connection, clock = systemClock(), random = Math.random, signal } = options;
  const { maxWaitMs = 900_000, userAgent = defaultUserAgent, onWait = () => {} } = options;
  const { connectTimeoutMs = 10_000, totalTimeoutMs = 60_000 } = options;
  const transport = createTransport(connectTimeoutMs);
  const sender = (timeoutMs: number) => (call: Call) =>
    transport.send(call, { timeoutMs: timeoutOn(clock, timeoutMs), signal });
  const redactor = createRedactor();
  redactor.add(connection.credentials.clientSecret);
  redactor.add(connection.credentials.privateKey);
  const common = { connection, clock, random, maxWaitMs, userAgent, redactor, signal };
  const tokens = createTokenSource({ ...common, send: sender(Math.min(tokenTimeoutMs, totalTimeoutMs)) });
  return { ...common, tokens, send: sender(totalTimeoutMs), onWait, close: async () => transport.close() };
}

async function perform(session: Session, request: ApiRequest): Promise<ApiResponse> {
  const { clock, tokens, redactor } = session;
  const kind: RequestKind = request.method === "GET" || request.repeatable === true ? "read" : "write";
  const url = urlOf(session.connection, request);
  const startedAt = clock.now();
  const failures = new Map<FailureKind, number>();
  let waited = 0;
  let renewed = false;
  for (let attempts = 1; ; attempts += 1) {
    stopIfInterrupted(session, request);
    const token = await tokens.current();
    const judged = judge(await session.send(callOf(session, request, url, token)), request, clock.now());
    if ("response" in judged) return { ...judged.response, durationMs: clock.now() - startedAt, attempts };
    if (judged.failure.kind === "unauthorized" && !renewed) {
      // The gateway answers 401 before it passes anything on, so a write is safe to send again.
      renewed = true;
      await tokens.renew(token);
      continue;
    }
    const failure = isDisguisedThrottle(judged.failure)
      ? { ...judged.failure, kind: "locked" as const }
      : judged.failure;
    const times = (failures.get(failure.kind) ?? 0) + 1;
    failures.set(failure.kind, times);
    const decision = decide(kind, failure, times, waited, session, session.random);
    if (typeof decision === "string") {
      for (const secret of secretsIn(request.body)) redactor.add(secret);
      throw errorOf(
        cleanFailure(failure, redactor.redact),
        cleanAddress(request, redactor),
        mayHaveRun(kind, failure.kind),
      );
    }
    waited += decision.wait;
    await pause(session, request, failure, decision.wait);
  }
}

const cleanAddress = ({ method, path }: ApiRequest, redactor: Redactor) => ({ method, path: redactor.redact(path) });

function stopIfInterrupted({ signal, redactor }: Session, request: ApiRequest): void {
  if (signal?.aborted) throw errorOf({ kind: "interrupted" }, cleanAddress(request, redactor), false);
}

const waitReasons: Partial<Record<FailureKind, string>> = {
  throttled: "the service throttles",
  locked: "someone else holds the configuration lock",
  busy: "the service is busy",
  unreachable: "no connection",
  "timed-out": "no answer in time",
};

async function pause(session: Session, request: ApiRequest, failure: Failure, ms: number): Promise<void> {
  const reason = waitReasons[failure.kind] ?? "the service failed";
  session.onWait({ reason, ms, path: cleanAddress(request, session.redactor).path });
  await pauseFor(ms, session, cleanAddress(request, session.redactor));
}

/** A path from data must not leave the API's base URL: it would take the token along. */
function urlOf({ apiUrl }: Connection, { path, query }: ApiRequest): string {
  const inside = path.startsWith("/") && !/[?#\\]|\/\/|\/\.{1,2}(?:\/|$)|%2e/i.test(path);
  if (!inside) throw new Error(`"${path}" is not a path below the API's base URL`);
  const parameters = Object.entries(query ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  return parameters.length === 0 ? `${apiUrl}${path}` : `${apiUrl}${path}?${new URLSearchParams(parameters)}`;
}

/** The content type is sent without a body too, as the recorded clients do: some endpoints answer 415 without. */
const callOf = (session: Session, request: ApiRequest, url: string, token: string): Call => ({
  url,
  method: request.method,
  headers: {
    accept: request.accept ?? json,
    authorization: `Bearer ${token}`,
    "content-type": json,
    "user-agent": session.userAgent,
  },
  body: request.body === undefined ? undefined : stringifyJson(request.body),
});

type Judged = { readonly response: Omit<ApiResponse, "durationMs" | "attempts"> } | { readonly failure: Failure };

function judge(exchanged: Exchange, request: ApiRequest, nowMs: number): Judged {
  if ("breakdown" in exchanged) return { failure: failureOfBreakdown(exchanged.breakdown) };
  const { answer } = exchanged;
  if (answer.status < 200 || answer.status >= 300) return { failure: failureOfAnswer(answer, nowMs) };
  const asText = request.accept !== undefined && request.accept !== json;
  if (asText || answer.text.trim() === "") return { response: responseOf(answer, undefined) };
  try {
    return { response: responseOf(answer, parseJson(answer.text)) };
  } catch {
    return { failure: notJson(answer) };
  }
}

const responseOf = (answer: Answer, body: Json | undefined) => ({
  status: answer.status,
  body,
  text: answer.text,
  headers: answer.headers,
  requestId: requestIdIn(answer.headers),
});

/** Text that begins like JSON was cut on the way; anything else comes from someone other than the API. */
const notJson = ({ status, headers, text }: Answer): Failure => ({
  kind: /^\s*[[{]/.test(text) ? "truncated" : "unexpected",
  status,
  requestId: requestIdIn(headers),
  detail: "the body is not JSON",
});
