import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { importJWK, importSPKI, type JWK, jwtVerify } from "jose";
import type { Clock } from "./clock.ts";
import { answer, jsonAnswer, type Request, type Response } from "./http.ts";
import type { Json } from "./json.ts";
import type { Product } from "./products.ts";
import type { Settings } from "./settings.ts";
import type { Identity } from "./tenant.ts";

/** A token that was handed out. Recorded: the transaction id belongs to the token, not to the request. */
interface Token {
  readonly expires: number;
  readonly transactionId: string;
  readonly hasAudience: boolean;
}

/** Tokens, the bearer check, and the headers every answer of the gateway carries. */
export interface Gateway {
  issue(request: Request): Promise<Response>;
  /** The token of a request, or the gateway's own 401. */
  admit(request: Request): Token | Response;
  dress(product: Product, response: Response, token: Token | undefined, milliseconds: number): Response;
}

const audience = "https://api.zscaler.com";
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

interface Surroundings {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly identity: () => Identity;
}

/** Recorded: 71 bytes, one-space indent, no rate or transaction headers. */
const unauthorized = (): Response =>
  answer(
    401,
    { "content-type": "application/json", "x-oneapi-api-category": "public" },
    '{\n "detail": "unauthorized",\n "type": "",\n "title": "",\n "status": ""\n}',
  );

/** Not recorded; RFC 6749. */
const tokenRefusal = (status: number, error: string, description: string): Response =>
  jsonAnswer(status, { error, error_description: description });

/** Recorded quota strings and windows per surface. */
const quotas: Readonly<Record<Product, { text: string; limit: number; seconds: number }>> = {
  token: { text: "500, 500;w=1, 100000;w=60", limit: 500, seconds: 1 },
  zia: { text: "5000, 5000;w=60", limit: 5000, seconds: 60 },
  zpa: { text: "5000, 5000;w=60", limit: 5000, seconds: 60 },
  zms: { text: "1000, 1000;w=1", limit: 1000, seconds: 1 },
};

const version = "109.1.146";

export function openGateway({ settings, clock, identity }: Surroundings): Gateway {
  const tokens = new Map<string, Token>();
  const signingKey = randomBytes(32);
  const used = new Map<Product, { window: number; calls: number }>();

  /** Recorded: the window is fixed and aligned to full clock minutes. */
  const quotaHeaders = (product: Product): Record<string, string> => {
    const { text, limit, seconds } = quotas[product];
    const window = Math.floor(clock.now() / 1000 / seconds);
    const known = used.get(product);
    const calls = known?.window === window ? known.calls + 1 : 1;
    used.set(product, { window, calls });
    return {
      "x-ratelimit-limit": text,
      "x-ratelimit-remaining": String(Math.max(0, limit - calls)),
      "x-ratelimit-reset": String(seconds - (Math.floor(clock.now() / 1000) % seconds)),
    };
  };

  const mint = (hasAudience: boolean): Response => {
    const lifetime = settings.tokenLifetime;
    const seconds = Math.floor(clock.now() / 1000);
    const claims = {
      iss: identity().vanityDomain,
      sub: identity().clientId,
      iat: seconds,
      exp: seconds + Math.ceil(lifetime),
      jti: randomUUID(),
      "service-info": ["ZIA", "ZPA", "ZMS"].map((prd) => ({ prd, rnm: "api", tnt: identity().customerId })),
    };
    const parts = [{ alg: "HS256", typ: "JWT" }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString("base64url"),
    );
    const signature = createHmac("sha256", signingKey).update(parts.join(".")).digest("base64url");
    const token = [...parts, signature].join(".");
    tokens.set(token, { expires: clock.now() + lifetime * 1000, transactionId: randomUUID(), hasAudience });
    const body: Json = { access_token: token, token_type: "Bearer", expires_in: lifetime };
    return jsonAnswer(200, body, {
      "content-type": "application/json;charset=UTF-8",
      "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
      pragma: "no-cache",
    });
  };

  const isAssertion = async (assertion: string, clientId: string): Promise<boolean> => {
    const [header, claims] = assertion.split(".").slice(0, 2).map(decodePart);
    const now = Math.floor(clock.now() / 1000);
    const expires = Number(claims?.exp);
    const audiences = [claims?.aud].flat();
    const isSound =
      header?.alg === "RS256" &&
      claims?.iss === clientId &&
      claims?.sub === clientId &&
      audiences.includes(audience) &&
      expires > now &&
      // SDK: assertions live ten minutes; a minute of grace for clocks.
      expires <= now + 660;
    return isSound && (settings.publicKey === null || (await isSigned(assertion, settings.publicKey, clock.now())));
  };

  return {
    async issue(request) {
      const form = new URLSearchParams(request.text);
      const clientId = form.get("client_id") ?? "";
      if (form.get("grant_type") !== "client_credentials") {
        return tokenRefusal(400, "unsupported_grant_type", "grant_type must be client_credentials");
      }
      const assertion = form.get("client_assertion");
      const isKnown =
        assertion !== null
          ? form.get("client_assertion_type") === assertionType && (await isAssertion(assertion, clientId))
          : form.get("client_secret") === identity().clientSecret;
      if (!isKnown || clientId !== identity().clientId) {
        return tokenRefusal(401, "invalid_client", "Client authentication failed");
      }
      return mint(form.get("audience") === audience);
    },
    admit(request) {
      const [scheme, value = ""] = (request.headers.authorization ?? "").split(" ");
      const token = scheme?.toLowerCase() === "bearer" ? tokens.get(value) : undefined;
      // Sheets: a token asked for without the audience is issued, and refused here.
      if (!token?.hasAudience || token.expires <= clock.now()) return unauthorized();
      return token;
    },
    dress(product, response, token, milliseconds) {
      const shared: Record<string, string> = {
        server: product === "token" ? "ingress-gateway" : "Zscaler",
        "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
        "x-oneapi-request-id": randomUUID(),
        "x-oneapi-version": version,
        "x-oneapi-host": "https://apiusw2.zsapi.net",
      };
      if (product === "token")
        return { ...response, headers: { ...shared, ...quotaHeaders(product), ...response.headers } };
      if (!token) return { ...response, headers: { ...shared, ...response.headers } };
      const session = {
        "x-transaction-id": token.transactionId,
        "x-envoy-upstream-service-time": String(Math.round(milliseconds)),
        ...quotaHeaders(product),
      };
      // Recorded: ZIA says on every answer of its own whether it is in maintenance.
      const ofZia: Record<string, string> =
        product === "zia"
          ? {
              "cache-control": "no-store, no-cache",
              "content-disposition": 'attachment; filename="api.json"',
              "x-zscaler-mode": settings.readOnly ? "read-only" : "read-write",
            }
          : {};
      return { ...response, headers: { ...shared, ...session, ...ofZia, ...response.headers } };
    },
  };
}

function decodePart(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

async function isSigned(assertion: string, publicKey: string | object, now: number): Promise<boolean> {
  try {
    const key =
      typeof publicKey === "string" ? await importSPKI(publicKey, "RS256") : await importJWK(publicKey as JWK, "RS256");
    await jwtVerify(assertion, key, { audience, currentDate: new Date(now) });
    return true;
  } catch {
    return false;
  }
}
