import { generateKeyPairSync } from "node:crypto";
import { jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import {
  CredentialsError,
  ThrottledError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedAnswerError,
} from "../../src/clients/errors.ts";
import { createApi } from "../../src/clients/http.ts";
import { connectionTo, failureOf, secret, tenant } from "./helpers/api.ts";
import { dropped, inTurn, type Reply, silent, startServer } from "./helpers/server.ts";

const get = { method: "GET", path: "/zia/api/v1/status" } as const;
const fine = { body: { status: "ACTIVE" } };
const token = (text: string, seconds?: number): Reply => ({ body: { access_token: text, expires_in: seconds } });
const unauthorized = { status: 401, body: { detail: "unauthorized", type: "", title: "", status: "" } };

describe("a token", () => {
  test("is asked for with secret and audience, once, by many callers at the same time", async () => {
    const { api, server } = await tenant(() => fine);
    await Promise.all(Array.from({ length: 8 }, () => api.request(get)));
    expect(server.tokenRequests).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(server.tokenRequests[0]?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: "client-1",
      client_secret: secret,
      audience: "https://api.zscaler.com",
    });
    expect(server.seen.every(({ headers }) => headers.authorization === "Bearer token-canary-1")).toBe(true);
  });

  test.each([
    ["a minute before the end of a long life", 3_600, 3_539_000, 3_541_000],
    ["a tenth of the lifetime before the end of a short one", 100, 89_000, 91_000],
    ["by the documented hour when no lifetime is told", undefined, 3_539_000, 3_541_000],
  ])("is renewed %s", async (_sentence, seconds, stillFresh, stale) => {
    const { api, server, clock } = await tenant(() => fine, { token: () => token("t-1234", seconds) });
    await api.request(get);
    clock.advance(stillFresh);
    await api.request(get);
    expect(server.tokenRequests).toHaveLength(1);
    clock.advance(stale - stillFresh);
    await api.request(get);
    expect(server.tokenRequests).toHaveLength(2);
  });

  test("is signed for with the private key when there is one, even beside a secret", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const server = await startServer({ respond: () => fine });
    const api = createApi({
      connection: connectionTo(server.url, {
        privateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
      }),
    });
    await api.request(get);
    const form = new URLSearchParams(server.tokenRequests[0]?.body);
    expect(form.has("client_secret")).toBe(false);
    expect(form.get("audience")).toBe("https://api.zscaler.com");
    expect(form.get("client_assertion_type")).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    const { payload, protectedHeader } = await jwtVerify(form.get("client_assertion") ?? "", publicKey);
    expect(protectedHeader).toEqual({ alg: "RS256", typ: "JWT" });
    expect(payload).toEqual({
      iss: "client-1",
      sub: "client-1",
      aud: "https://api.zscaler.com",
      exp: expect.closeTo(Date.now() / 1_000 + 600, -1),
    });
    await api.close();
    await server.close();
  });
});

describe("a 401", () => {
  test.each(["GET", "PUT"] as const)("makes one new token and sends the %s again", async (method) => {
    const { api, server } = await tenant(inTurn(unauthorized, fine));
    const { attempts } = await api.request({ ...get, method });
    expect(attempts).toBe(2);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer token-canary-1",
      "Bearer token-canary-2",
    ]);
  });

  test("twice is an error, after one refresh only", async () => {
    const { api, server } = await tenant(() => unauthorized);
    const error = await failureOf(api.request({ ...get, method: "POST", body: {} }));
    expect(error).toBeInstanceOf(UnauthorizedError);
    expect(error).toMatchObject({ status: 401, outcome: "not-executed" });
    expect([server.seen.length, server.tokenRequests.length]).toEqual([2, 2]);
  });

  test("of several callers at once renews the token once", async () => {
    const { api, server } = await tenant(({ headers }) =>
      headers.authorization === "Bearer token-canary-1" ? unauthorized : fine,
    );
    await Promise.all(Array.from({ length: 5 }, () => api.request(get)));
    expect(server.tokenRequests).toHaveLength(2);
  });

  test("that says the feature is not licensed does not renew the token", async () => {
    const body = { id: "authz.featureflag.permission.denied", reason: "Feature flag feature.x disabled" };
    const { api, server } = await tenant(() => ({ status: 401, body }));
    expect((await failureOf(api.request(get))).name).toBe("ForbiddenError");
    expect(server.tokenRequests).toHaveLength(1);
  });

  test("that hides a throttle is waited out like a lock", async () => {
    const blocked = { status: 401, body: { message: "Resource Access Blocked" } };
    const { api, clock } = await tenant(inTurn(blocked, blocked, fine));
    await api.request(get);
    expect(clock.sleeps).toEqual([5_000]);
  });
});

describe("the token endpoint", () => {
  const refusal = { status: 401, body: { error: "invalid_client", error_description: `bad secret ${secret}` } };

  test("refuses: the message names the variables, not the values, and nothing else is sent", async () => {
    const { api, server } = await tenant(() => fine, { token: () => refusal });
    const error = await failureOf(api.request({ ...get, method: "PUT" }));
    expect(error).toBeInstanceOf(CredentialsError);
    expect(error).toMatchObject({ code: "invalid_client", outcome: "not-executed", path: "/oauth2/v1/token" });
    expect(error.message).toMatch(/ZSCALER_CLIENT_ID with ZSCALER_CLIENT_SECRET.*API Clients/);
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain("canary");
    expect([server.tokenRequests.length, server.seen.length]).toEqual([1, 0]);
  });

  test.each([
    ["a server error", { status: 500 }, UnavailableError],
    ["a throttle", { status: 429, headers: { "retry-after": "2" } }, ThrottledError],
    ["a lost connection", dropped, UnavailableError],
  ])("is tried twice after %s", async (_sentence, reply, kind) => {
    const { api, server } = await tenant(() => fine, { token: inTurn(reply) });
    const error = await failureOf(api.request({ ...get, method: "DELETE" }));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ outcome: "not-executed" });
    expect([server.tokenRequests.length, server.seen.length]).toEqual([2, 0]);
  });

  test("may fail once", async () => {
    const { api } = await tenant(() => fine, { token: inTurn(dropped, token("t-1234", 60)) });
    await expect(api.request(get)).resolves.toMatchObject({ status: 200 });
  });

  test("is asked again by the next request after a failure", async () => {
    const { api } = await tenant(() => fine, { token: inTurn(refusal, token("t-1234", 60)) });
    await failureOf(api.request(get));
    await expect(api.request(get)).resolves.toMatchObject({ status: 200 });
  });

  test("that never answers is given up", async () => {
    const { api } = await tenant(() => fine, { token: silent, totalTimeoutMs: 20 });
    expect(await failureOf(api.request(get))).toBeInstanceOf(UnavailableError);
  });

  test.each(["{}", "<html>", '{"access_token":""}'])("that answers %s is not believed", async (body) => {
    const { api } = await tenant(() => fine, { token: () => ({ body }) });
    expect(await failureOf(api.request(get))).toBeInstanceOf(UnexpectedAnswerError);
  });
});
