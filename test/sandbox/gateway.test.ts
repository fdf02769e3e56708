import { exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, type Body, open, read, type Session, tokenForm } from "./client.ts";

let session: Session;
let time = 1_767_225_600_000;

beforeEach(async () => {
  session = await open({ now: () => time });
});
afterEach(() => session.sandbox.close());

const requestToken = async (form: Record<string, string>): Promise<Answer> => {
  const body = new URLSearchParams({ ...Object.fromEntries(tokenForm(session.sandbox)), ...form });
  for (const [key, value] of [...body]) if (value === "") body.delete(key);
  return read(await fetch(`${session.sandbox.url}/oauth2/v1/token`, { method: "POST", body }));
};

const callWith = (token: string): Promise<Answer> =>
  session.call("GET", "/zia/api/v1/status", undefined, { authorization: `Bearer ${token}` });

describe("token", () => {
  test("is a JWT that names the products, and carries no scope", async () => {
    const { body, headers } = await requestToken({});
    expect(Object.keys(body)).toEqual(["access_token", "token_type", "expires_in"]);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 86_399 });
    const claims = JSON.parse(Buffer.from(body.access_token.split(".")[1], "base64url").toString());
    expect(claims["service-info"].map((info: Body) => info.prd)).toEqual(["ZIA", "ZPA", "ZMS"]);
    expect(headers.get("server")).toBe("ingress-gateway");
    expect(headers.get("x-ratelimit-limit")).toBe("500, 500;w=1, 100000;w=60");
  });

  test("without the audience is issued and then refused", async () => {
    const { status, body } = await requestToken({ audience: "" });
    expect(status).toBe(200);
    expect((await callWith(body.access_token)).status).toBe(401);
  });

  test.each<[string, Record<string, string>, number, string]>([
    ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client"],
    ["another client", { client_id: "other" }, 401, "invalid_client"],
    ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
  ])("is not issued to %s", async (_case, form, status, error) => {
    const answer = await requestToken(form);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  test("expires", async () => {
    await session.control("PUT", "settings", { tokenLifetime: 5 });
    const { body } = await requestToken({});
    expect(body.expires_in).toBe(5);
    expect((await callWith(body.access_token)).status).toBe(200);
    time += 5001;
    const late = await callWith(body.access_token);
    expect([late.status, late.text]).toEqual([
      401,
      '{\n "detail": "unauthorized",\n "type": "",\n "title": "",\n "status": ""\n}',
    ]);
    expect(late.headers.get("x-oneapi-api-category")).toBe("public");
    for (const header of ["x-ratelimit-limit", "x-transaction-id", "x-zscaler-mode", "content-disposition"]) {
      expect(late.headers.has(header)).toBe(false);
    }
  });
});

describe("private key", () => {
  const assertion = async (claims: JWTPayload, lifetime = 600): Promise<{ jwt: string; publicKey: string }> => {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    const { clientId } = session.sandbox;
    const jwt = await new SignJWT({ iss: clientId, sub: clientId, aud: "https://api.zscaler.com", ...claims })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .setExpirationTime(Math.floor(time / 1000) + lifetime)
      .sign(privateKey);
    return { jwt, publicKey: await exportSPKI(publicKey) };
  };

  const withAssertion = (jwt: string): Promise<Answer> =>
    requestToken({
      client_secret: "",
      client_assertion: jwt,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    });

  test("gets a token, verified as soon as a public key is known", async () => {
    const [first, second] = [await assertion({}), await assertion({})];
    expect((await withAssertion(first.jwt)).status).toBe(200);
    await session.control("PUT", "settings", { publicKey: first.publicKey });
    expect((await withAssertion(first.jwt)).status).toBe(200);
    expect((await withAssertion(second.jwt)).status).toBe(401);
  });

  test.each<[string, JWTPayload, number]>([
    ["another issuer", { iss: "other" }, 600],
    ["the token URL as audience", { aud: "https://acme.zslogin.net/oauth2/v1/token" }, 600],
    ["an hour of life", {}, 3600],
    ["no life left", {}, -10],
  ])("with %s gets none", async (_case, claims, lifetime) => {
    const { jwt } = await assertion(claims, lifetime);
    expect((await withAssertion(jwt)).status).toBe(401);
  });
});

describe("headers", () => {
  test("the transaction belongs to the token, the request id to the request", async () => {
    const [one, two] = [await session.zia("GET", "status"), await session.zia("GET", "status")];
    expect(one.headers.get("x-transaction-id")).toBe(two.headers.get("x-transaction-id"));
    expect(one.headers.get("x-oneapi-request-id")).not.toBe(two.headers.get("x-oneapi-request-id"));
    await session.signIn();
    const three = await session.zia("GET", "status");
    expect(three.headers.get("x-transaction-id")).not.toBe(one.headers.get("x-transaction-id"));
    expect(one.headers.get("content-disposition")).toBe('attachment; filename="api.json"');
    expect(one.headers.get("x-zscaler-mode")).toBe("read-write");
  });

  test("the quota counts down to the next full minute", async () => {
    time = 1_767_225_600_000 + 19_000;
    const one = await session.zpa("GET", "application");
    expect(one.headers.get("x-ratelimit-limit")).toBe("5000, 5000;w=60");
    expect(one.headers.get("x-ratelimit-reset")).toBe("41");
    const two = await session.zpa("GET", "application");
    const remaining = [one, two].map((answer) => Number(answer.headers.get("x-ratelimit-remaining")));
    expect(remaining[0]).toBe((remaining[1] ?? 0) + 1);
  });
});

describe("published limits", () => {
  test("are off unless switched on", async () => {
    for (let turn = 0; turn < 30; turn++) expect((await session.zia("GET", "urlFilteringRules")).status).toBe(200);
  });

  test("ZIA: one rule list per second, per path, with the wait told twice", async () => {
    await session.control("PUT", "settings", { rateLimits: "published" });
    expect((await session.zia("GET", "urlFilteringRules")).status).toBe(200);
    expect((await session.zia("GET", "firewallFilteringRules")).status).toBe(200);
    const refused = await session.zia("GET", "urlFilteringRules?page=2");
    expect([refused.status, refused.text]).toEqual([
      429,
      '{"message":"Rate Limit (1/SECOND) exceeded","Retry-After":"1 seconds"}',
    ]);
    expect(refused.headers.get("retry-after")).toBe("1");
    time += 1000;
    expect((await session.zia("GET", "urlFilteringRules")).status).toBe(200);
  });

  test("ZPA: 20 reads or 10 writes in ten seconds", async () => {
    await session.control("PUT", "settings", { rateLimits: "published" });
    for (let turn = 0; turn < 20; turn++) expect((await session.zpa("GET", "segmentGroup")).status).toBe(200);
    time += 6000;
    const refused = await session.zpa("GET", "application");
    expect([refused.status, refused.headers.get("retry-after"), refused.body.id]).toEqual([
      429,
      "4s",
      "invalid.toomanyrequests",
    ]);
    for (let turn = 0; turn < 10; turn++) {
      expect((await session.zpa("POST", "segmentGroup", { name: `G${turn}` })).status).toBe(201);
    }
    expect((await session.zpa("POST", "segmentGroup", { name: "G" })).status).toBe(429);
    time += 4000;
    expect((await session.zpa("GET", "application")).status).toBe(200);
  });

  test("ZIA: one delete a minute per path, but URL filtering rules as they are written", async () => {
    await session.control("PUT", "settings", { rateLimits: "published" });
    const refusal = async (path: string): Promise<unknown> => (await session.zia("DELETE", path)).body?.message;
    await refusal("ruleLabels/1");
    expect(await refusal("ruleLabels/2")).toBe("Rate Limit (1/MINUTE) exceeded");
    time += 1000;
    expect(await refusal("ruleLabels/2")).toBe("Rate Limit (1/MINUTE) exceeded");
    await refusal("urlFilteringRules/1");
    expect(await refusal("urlFilteringRules/2")).toBe("Rate Limit (1/SECOND) exceeded");
  });

  test("run faster with the clock", async () => {
    await session.control("PUT", "settings", { rateLimits: "published", clockRate: 100 });
    expect((await session.zia("GET", "urlFilteringRules")).status).toBe(200);
    time += 10;
    expect((await session.zia("GET", "urlFilteringRules")).status).toBe(200);
    expect((await session.zia("GET", "urlFilteringRules")).status).toBe(429);
  });

  test("ZIA: the hourly budget ends too", async () => {
    await session.control("PUT", "settings", { rateLimits: "published" });
    for (let turn = 0; turn < 400; turn++) {
      time += 1000;
      expect((await session.zia("GET", "users")).status).toBe(200);
    }
    time += 1000;
    const refused = await session.zia("GET", "users");
    expect(refused.body.message).toBe("Rate Limit (400/HOUR) exceeded");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3000);
  });
});
