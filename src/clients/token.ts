import { SignJWT } from "jose";
import type { Json } from "../model/json.ts";
import { cleanFailure, errorOf } from "./api-errors.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { type ApiError, CredentialsError, UnexpectedAnswerError } from "./errors.ts";
import { type Failure, failureOfAnswer, failureOfBreakdown } from "./failure.ts";
import { parseJson } from "./json.ts";
import { pauseFor } from "./pause.ts";
import { readPrivateKey } from "./private-key.ts";
import type { Redactor } from "./redact.ts";
import { decide, type Random } from "./retry.ts";
import type { Call, Exchange } from "./transport.ts";
import { isObject } from "./vendor-fault.ts";

/** One constant for every cloud, government included; without it the gateway refuses the token it issued. */
const audience = "https://api.zscaler.com";
const tries = 2;
const assertionSeconds = 600;
/** What the vendor documents for an answer without `expires_in`. */
const usualLifetimeSeconds = 3_600;

export interface TokenSource {
  /** A token that is good for a while yet; concurrent callers share one request. */
  current(): Promise<string>;
  /** Another token than the refused one. */
  renew(refused: string): Promise<string>;
}

export interface TokenOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly random: Random;
  readonly maxWaitMs: number;
  readonly userAgent: string;
  readonly redactor: Redactor;
  readonly signal?: AbortSignal;
  readonly send: (call: Call) => Promise<Exchange>;
}

interface Token {
  readonly text: string;
  readonly freshUntil: number;
}

/** Renews lazily, ahead of expiry by a minute or a tenth of the lifetime, whichever is shorter. */
const freshUntil = (now: number, lifetimeSeconds: number): number =>
  now + lifetimeSeconds * 1_000 - Math.min(60_000, lifetimeSeconds * 100);

export function createTokenSource(options: TokenOptions): TokenSource {
  let held: Token | undefined;
  let pending: Promise<string> | undefined;

  const fetchToken = async (): Promise<string> => {
    held = await requestToken(options);
    return held.text;
  };
  const current = async (): Promise<string> => {
    if (held !== undefined && options.clock.now() < held.freshUntil) return held.text;
    pending ??= fetchToken().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  return {
    current,
    renew: (refused) => {
      // A concurrent request may have renewed it already.
      if (held?.text === refused) held = undefined;
      return current();
    },
  };
}

async function requestToken(options: TokenOptions): Promise<Token> {
  const { clock, random, redactor } = options;
  const address = { method: "POST", path: new URL(options.connection.tokenUrl).pathname };
  let waited = 0;
  for (let attempt = 1; ; attempt += 1) {
    const sentAt = clock.now();
    const exchange = await options.send(await tokenCall(options));
    if ("answer" in exchange && exchange.answer.status < 300) {
      return tokenIn(exchange.answer.text, sentAt, redactor);
    }
    const failure = cleanFailure(
      "answer" in exchange ? failureOfAnswer(exchange.answer, clock.now()) : failureOfBreakdown(exchange.breakdown),
      redactor.redact,
    );
    const decision = decide("read", failure, attempt, waited, options, random);
    if (typeof decision === "string" || attempt >= tries) throw tokenError(failure, address, options.connection);
    waited += decision.wait;
    await pauseFor(decision.wait, options, address);
  }
}

/** Exactly the refusals are about the credentials; the rest is the network or the service. */
const refusals = new Set<Failure["kind"]>(["rejected", "unauthorized", "forbidden", "not-found"]);

function tokenError(
  failure: Failure,
  address: { method: string; path: string },
  { credentials }: Connection,
): ApiError {
  const error = errorOf(failure, address, false);
  if (!refusals.has(failure.kind)) return error;
  const variable = credentials.privateKey === undefined ? "ZSCALER_CLIENT_SECRET" : "ZSCALER_PRIVATE_KEY";
  const said = [failure.status, failure.code, failure.detail].filter((part) => part !== undefined).join(" ");
  return new CredentialsError(
    `the token endpoint refused ZSCALER_CLIENT_ID with ${variable} (${said}); compare both, and ZSCALER_VANITY_DOMAIN, with the API client in the ZIdentity admin portal, Integration > API Clients`,
    error,
  );
}

async function tokenCall({ connection, clock, redactor, userAgent }: TokenOptions): Promise<Call> {
  const { clientId, clientSecret, privateKey } = connection.credentials;
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, audience });
  if (privateKey === undefined) form.set("client_secret", clientSecret ?? "");
  else {
    const assertion = await sign(privateKey, clientId, clock.now());
    redactor.add(assertion);
    form.set("client_assertion", assertion);
    form.set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  }
  return {
    url: connection.tokenUrl,
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": userAgent,
    },
    body: form.toString(),
  };
}

/** Claims as both official SDKs send them: no `kid`, `iat`, `nbf` or `jti`, and the audience is not the token URL. */
async function sign(privateKey: string, clientId: string, now: number): Promise<string> {
  const key = readPrivateKey(privateKey);
  if (key === undefined) throw new Error("the private key was not checked before use");
  return new SignJWT({})
    .setProtectedHeader({ alg: "RS256", typ: "JWT" })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setExpirationTime(Math.floor(now / 1_000) + assertionSeconds)
    .sign(key);
}

/** Lifetimes on record run from 11999 to 86399 s; a tenant can set its own. */
function tokenIn(text: string, now: number, redactor: Redactor): Token {
  const body = tryParse(text);
  const token = isObject(body) ? body.access_token : undefined;
  if (!isObject(body) || typeof token !== "string" || token === "") {
    throw new UnexpectedAnswerError(
      "the token endpoint answered without an access token; check ZSCALER_VANITY_DOMAIN",
      {
        method: "POST",
        path: "/oauth2/v1/token",
        status: 200,
        outcome: "not-executed",
      },
    );
  }
  redactor.add(token);
  const lifetime = Number(body.expires_in ?? usualLifetimeSeconds);
  return { text: token, freshUntil: freshUntil(now, lifetime > 0 ? lifetime : usualLifetimeSeconds) };
}

function tryParse(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
