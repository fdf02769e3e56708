import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import nock from "nock";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/clients/clock.ts";
import {
  ApiError,
  ForbiddenError,
  LockedError,
  MaintenanceError,
  NotFoundError,
  RejectedError,
  ThrottledError,
  UnavailableError,
  UnexpectedAnswerError,
} from "../../src/clients/errors.ts";
import { type ApiRequest, createApi, type WaitEvent } from "../../src/clients/http.ts";
import { connectionTo, failureOf, secret, tenant, testClock } from "./helpers/api.ts";
import { dropped, inTurn, type Reply, type Responder, silent, startServer } from "./helpers/server.ts";

const path = "/zia/api/v1/urlFilteringRules/5";
const get = { method: "GET", path } as const;
const put = { method: "PUT", path, body: { name: "x" } } as const;
const fine: Reply = { body: { id: 5 }, headers: { "x-oneapi-request-id": "r-1" } };

/** Answers half of what it promised. */
const cut: Responder = (_seen, response) => {
  response.writeHead(200, { "content-length": 100 });
  response.write('{"id":', () => response.socket?.destroy());
  return undefined;
};
/** Ends a chunked answer without its last chunk. */
const cutChunks: Responder = (_seen, response) => {
  response.write('{"id":', () => response.socket?.destroy());
  return undefined;
};

describe("a request", () => {
  test("carries token, agent, query and lossless JSON, and brings back what the server said", async () => {
    const { api, server } = await tenant(() => ({
      headers: { "x-oneapi-request-id": "r-1", "x-ratelimit-remaining": ["495", "999"] },
      body: '{"idpId":216000000000005825}',
    }));
    const response = await api.request({
      method: "POST",
      path: "/zpa/x",
      query: { search: "name EQ a&b", page: 1, all: true },
      body: { idpId: 216000000000005825n },
    });
    expect(response).toMatchObject({
      status: 200,
      body: { idpId: 216000000000005825n },
      requestId: "r-1",
      attempts: 1,
      durationMs: 0,
    });
    expect(response.headers["x-ratelimit-remaining"]).toBe("495, 999");
    const [seen] = server.seen;
    expect(seen?.body).toBe('{"idpId":216000000000005825}');
    expect(Object.fromEntries(seen?.query ?? [])).toEqual({ search: "name EQ a&b", page: "1", all: "true" });
    expect(seen?.headers).toMatchObject({
      accept: "application/json",
      "accept-encoding": "gzip",
      authorization: "Bearer token-canary-1",
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^zerodrift node\//),
    });
  });

  test("reads compressed answers and JSON of a lying content type", async () => {
    const { api } = await tenant((_seen, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-type": "text/html" });
      response.end(gzipSync('{"id":5}'));
      return undefined;
    });
    expect((await api.request(get)).body).toEqual({ id: 5 });
  });

  test("has no body when the answer is empty, and none but text when JSON was not asked for", async () => {
    const { api } = await tenant(inTurn({ status: 204 }, { body: "a,b\n" }));
    expect(await api.request({ method: "DELETE", path })).toMatchObject({ status: 204, body: undefined, text: "" });
    expect(await api.request({ ...get, accept: "text/csv" })).toMatchObject({ body: undefined, text: "a,b\n" });
  });

  test.each([
    "zia/x",
    "//evil.example/x",
    "/zia/../x",
    "/zia/%2e%2e/x",
    "/zia?x=1",
    "/zia#x",
    "/a\\b",
    "@evil.example/",
  ])("to %s is a bug and is not sent", async (wrong) => {
    const { api, server } = await tenant(() => fine);
    await expect(api.request({ method: "GET", path: wrong })).rejects.toThrow("is not a path below");
    expect(server.tokenRequests).toHaveLength(0);
  });

  test("does not follow a redirect, which would take the token along", async () => {
    const { api, server } = await tenant(inTurn({ status: 302, headers: { location: "/elsewhere" } }, fine));
    expect(await failureOf(api.request(get))).toBeInstanceOf(UnexpectedAnswerError);
    expect(server.seen).toHaveLength(1);
  });
});

describe("an answer that refuses", () => {
  type Row = [sentence: string, reply: Reply, kind: new (...rest: never[]) => ApiError, code: string | undefined];
  const refused = (status: number, body?: unknown, headers = {}): Reply => ({ status, body, headers });
  test.each<Row>([
    [
      "ZIA validation",
      refused(400, { code: "INVALID_INPUT_ARGUMENT", message: "name cannot be null" }),
      RejectedError,
      "INVALID_INPUT_ARGUMENT",
    ],
    ["ZIA without a code", refused(400, { message: "Request body is invalid." }), RejectedError, undefined],
    ["a duplicate with 409", refused(409, { code: "DUPLICATE_ITEM" }), RejectedError, "DUPLICATE_ITEM"],
    [
      "a stale version",
      refused(409, { code: "STALE_CONFIGURATION_ERROR" }),
      RejectedError,
      "STALE_CONFIGURATION_ERROR",
    ],
    [
      "ZPA in use",
      refused(400, { params: ["a"], id: "resource.referenced", reason: "Resource is being referenced" }),
      RejectedError,
      "resource.referenced",
    ],
    ["capacity", refused(403, { code: "LIMIT_EXCEEDED", message: "Maximum 100" }), RejectedError, "LIMIT_EXCEEDED"],
    ["bad input with 403", refused(403, { code: "INVALID_INPUT_ARGUMENT" }), RejectedError, "INVALID_INPUT_ARGUMENT"],
    ["an HTML 406", refused(406, "<html><title>Not Acceptable</title></html>"), RejectedError, undefined],
    ["a bare 404: no such path", refused(404), RejectedError, undefined],
    [
      "no licence",
      refused(403, { code: "NOT_SUBSCRIBED", message: "subscription is required" }),
      ForbiddenError,
      "NOT_SUBSCRIBED",
    ],
    ["no right", refused(403, { code: "RBA_LIMITED" }), ForbiddenError, "RBA_LIMITED"],
    ["a 403 without words", refused(403), ForbiddenError, undefined],
    ["maintenance by code", refused(403, { code: "STATE_READONLY" }), MaintenanceError, "STATE_READONLY"],
    ["maintenance by header", refused(403, "", { "x-zscaler-mode": "read-only" }), MaintenanceError, undefined],
    [
      "ZIA not found",
      refused(404, { code: "RESOURCE_NOT_FOUND", message: "No Report" }),
      NotFoundError,
      "RESOURCE_NOT_FOUND",
    ],
    [
      "ZPA not found with 400",
      refused(400, { id: "resource.not.found", reason: "x" }),
      NotFoundError,
      "resource.not.found",
    ],
    [
      "GraphQL with 400",
      refused(400, { errors: [{ message: "Cannot query field", extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] }),
      RejectedError,
      "GRAPHQL_VALIDATION_FAILED",
    ],
  ])("%s is told apart, sent once and not executed", async (_sentence, reply, kind, code) => {
    const { api, server, clock } = await tenant(() => reply);
    const error = await failureOf(api.request(put));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ method: "PUT", path, status: reply.status, code, outcome: "not-executed" });
    expect(error.message).not.toContain("unknown");
    expect([server.seen.length, clock.sleeps.length]).toEqual([1, 0]);
  });

  test("keeps the request id, and of a long message with control characters a clean beginning", async () => {
    const message = `\u001b[31mred\n${"x".repeat(400)}`;
    const { api } = await tenant(() => refused(400, { message }, { "x-oneapi-request-id": "r-9" }));
    const error = (await failureOf(api.request(get))) as ApiError;
    expect(error.requestId).toBe("r-9");
    expect(error.detail).toMatch(/^\[31mred x+…$/);
    expect(error.message).not.toContain("\u001b");
  });
});

describe("a read", () => {
  test.each<[string, Reply | Responder, number]>([
    ["429", { status: 429, headers: { "retry-after": "1" } }, 10],
    ["500", { status: 500 }, 3],
    ["502", { status: 502, body: "<html>" }, 5],
    ["503", { status: 503 }, 5],
    ["504", { status: 504 }, 5],
    ["408", { status: 408 }, 5],
    ["a dropped connection", dropped, 5],
    ["an answer shorter than promised", cut, 5],
    ["an answer of cut chunks", cutChunks, 5],
    ["JSON that stops in the middle", { body: '{"id":' }, 5],
    ["an edit lock", { status: 409, body: { code: "EDIT_LOCK_NOT_AVAILABLE" } }, 8],
  ])("is repeated after %s, and given up in the end", async (_sentence, reply, tries) => {
    const once = await tenant(inTurn(reply, fine));
    expect(await once.api.request(get)).toMatchObject({ body: { id: 5 }, attempts: 2 });
    const always = await tenant(inTurn(reply));
    const error = await failureOf(always.api.request(get));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ outcome: "not-executed" });
    expect(always.server.seen).toHaveLength(tries);
  });

  test("may be a POST that says so", async () => {
    const { api, server } = await tenant(inTurn(dropped, fine));
    await api.request({ method: "POST", path, repeatable: true });
    expect(server.seen).toHaveLength(2);
  });

  test("that gets an HTML page with status 200 is not repeated", async () => {
    const { api, server } = await tenant(() => ({ body: "<html><title>Sign in</title></html>" }));
    expect(await failureOf(api.request(get))).toBeInstanceOf(UnexpectedAnswerError);
    expect(server.seen).toHaveLength(1);
  });

  test("that is not answered in time is repeated", async () => {
    const { api, server } = await tenant(inTurn(silent, fine), { totalTimeoutMs: 40 });
    expect(await api.request(get)).toMatchObject({ attempts: 2 });
    expect(server.seen).toHaveLength(2);
  });
});

describe("a write", () => {
  test.each<[string, Reply | Responder, number | undefined]>([
    ["500", { status: 500, body: { code: "UNEXPECTED_ERROR" } }, 500],
    ["502", { status: 502 }, 502],
    ["503 without a waiting time", { status: 503, headers: { "x-ratelimit-reset": "1" } }, 503],
    ["504", { status: 504 }, 504],
    ["408", { status: 408 }, 408],
    ["a dropped connection", dropped, undefined],
    ["an answer shorter than promised", cut, 200],
    ["an answer of cut chunks", cutChunks, 200],
    ["JSON that stops in the middle", { body: '{"id":' }, 200],
    ["a page instead of JSON", { body: "<html>" }, 200],
    ["silence", silent, undefined],
  ])("is sent once when %s leaves its outcome unknown", async (_sentence, reply, status) => {
    const { api, server, clock } = await tenant(inTurn(reply, fine), { totalTimeoutMs: 50 });
    const error = await failureOf(api.request(put));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ outcome: "unknown", status });
    expect(error.message).toContain("whether it took effect is unknown");
    expect([server.seen.length, clock.sleeps.length]).toEqual([1, 0]);
  });

  test.each<[string, Reply, number]>([
    ["429", { status: 429, headers: { "retry-after": "4s" } }, 4_000],
    ["429 with a time in the body only", { status: 429, body: { "Retry-After": "2 seconds" } }, 2_000],
    ["429 that knows only the window", { status: 429, headers: { "x-ratelimit-reset": "1, 7" } }, 7_000],
    ["429 without any time", { status: 429 }, 1_000],
    ["503 with a waiting time", { status: 503, headers: { "retry-after": "3" } }, 3_000],
    ["the edit lock", { status: 409, body: { code: "EDIT_LOCK_NOT_AVAILABLE" } }, 5_000],
    ["the organisation barrier", { status: 412, body: "Failed during enter Org barrier" }, 5_000],
    ["a concurrent ZPA change", { status: 409, body: { id: "api.concurrent.access.error" } }, 5_000],
    ["simultaneous ZPA requests", { status: 400, body: { id: "db.simultaneous.request" } }, 5_000],
  ])("is repeated after %s, which says that it was not executed", async (_sentence, reply, wait) => {
    const { api, server, clock } = await tenant(inTurn(reply, fine));
    expect(await api.request(put)).toMatchObject({ attempts: 2 });
    expect(clock.sleeps).toEqual([wait]);
    expect(server.seen.map(({ body }) => body)).toEqual(['{"name":"x"}', '{"name":"x"}']);
  });

  test("is repeated when no connection was ever established", async () => {
    const server = await startServer({ respond: () => fine });
    const closed = await startServer({ respond: () => fine });
    await closed.close();
    const connection = { ...connectionTo(server.url), apiUrl: closed.url };
    const waits: WaitEvent[] = [];
    const api = createApi({ connection, clock: testClock(), onWait: (event) => waits.push(event) });
    const error = await failureOf(api.request(put));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ outcome: "not-executed", detail: "ECONNREFUSED" });
    expect(waits).toHaveLength(4);
    await api.close();
    await server.close();
  });

  test("whose connection attempt times out was not executed", async () => {
    // Accepts the connection but never speaks TLS, so that it is never established.
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const server = await startServer({ respond: () => fine });
    const apiUrl = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    const api = createApi({
      connection: { ...connectionTo(server.url), apiUrl },
      clock: testClock(),
      connectTimeoutMs: 20,
      maxWaitMs: 0,
    });
    const error = await failureOf(api.request(put));
    expect(error).toMatchObject({ outcome: "not-executed", detail: "connect time-out" });
    await api.close();
    mute.close();
    await server.close();
  });

  test("that is answered late is not taken for one that never connected", async () => {
    const late: Responder = (_seen, response) => {
      setTimeout(() => response.end("{}"), 40);
      return undefined;
    };
    const { api, server } = await tenant(late, { connectTimeoutMs: 20 });
    expect(await api.request(put)).toMatchObject({ attempts: 1 });
    expect(await api.request(put)).toMatchObject({ attempts: 1 });
    expect(server.seen).toHaveLength(2);
  });

  test("that keeps meeting the lock ends as LockedError inside the deadline", async () => {
    const locked = { status: 409, body: { code: "EDIT_LOCK_NOT_AVAILABLE" } };
    const { api, server, clock } = await tenant(() => locked, { maxWaitMs: 40_000 });
    expect(await failureOf(api.request(put))).toBeInstanceOf(LockedError);
    expect(clock.sleeps).toEqual([5_000, 10_000, 20_000]);
    expect(server.seen).toHaveLength(4);
  });

  test("that would have to wait too long ends at once, and says how long", async () => {
    const { api, server, clock } = await tenant(() => ({ status: 429, headers: { "retry-after": "3600" } }));
    const error = await failureOf(api.request(put));
    expect(error).toBeInstanceOf(ThrottledError);
    expect(error.message).toContain("3600 s");
    expect([server.seen.length, clock.sleeps.length]).toEqual([1, 0]);
  });

  test("counts its tries for every kind of failure apart", async () => {
    const throttled = { status: 429, headers: { "retry-after": "1" } };
    const { api } = await tenant(inTurn(throttled, throttled, throttled, { status: 500 }, { status: 500 }, fine));
    await expect(api.request(get)).resolves.toMatchObject({ attempts: 6 });
  });
});

describe("waiting", () => {
  test("is told to the caller", async () => {
    const waits: WaitEvent[] = [];
    const locked = { status: 409, body: { code: "EDIT_LOCK_NOT_AVAILABLE" } };
    const { api } = await tenant(inTurn(locked, fine), { onWait: (event) => waits.push(event) });
    const { durationMs } = await api.request(put);
    expect(waits).toEqual([{ reason: "someone else holds the configuration lock", ms: 5_000, path }]);
    expect(durationMs).toBe(5_000);
  });

  test("ends when the caller interrupts, and leaves nothing in doubt", async () => {
    const abort = new AbortController();
    const throttled = { status: 429, headers: { "retry-after": "60" } };
    const { api, server } = await tenant(() => throttled, {
      clock: systemClock(),
      signal: abort.signal,
      onWait: () => setTimeout(() => abort.abort(), 5),
    });
    const error = await failureOf(api.request(put));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ outcome: "not-executed" });
    await failureOf(api.request(put));
    expect(server.seen).toHaveLength(1);
  });

  test("an interruption under way leaves a write in doubt", async () => {
    const abort = new AbortController();
    const { api } = await tenant(
      () => {
        abort.abort();
        return undefined;
      },
      { signal: abort.signal },
    );
    expect(await failureOf(api.request(put))).toMatchObject({ outcome: "unknown" });
  });
});

describe("credentials", () => {
  const request: ApiRequest = {
    method: "POST",
    path: "/zpa/x",
    query: { api_token: "query-canary" },
    body: { name: "n", preSharedKey: "body-canary", nested: [{ password: "deep-canary" }] },
  };
  const echo: Responder = ({ headers, body, url }) => ({
    status: 400,
    body: {
      code: "X",
      message: `you sent ${headers.authorization} ${secret} ${encodeURIComponent(secret)} ${body} ${url}`,
    },
  });

  test.each<[string, Responder]>([
    ["an answer that echoes everything", echo],
    [
      "an HTML answer that echoes everything",
      (seen, response) => ({ ...echo(seen, response), body: `<b>${JSON.stringify(echo(seen, response)?.body)}` }),
    ],
    ["a lost connection", dropped],
    ["a 401", () => ({ status: 401, body: { detail: "token-canary-1 and token-canary-2" } })],
  ])("never show in the error of %s", async (_sentence, respond) => {
    const { api } = await tenant(respond);
    const error = await failureOf(api.request(request));
    expect(error).toBeInstanceOf(ApiError);
    const shown = [
      error.message,
      error.stack,
      String(error),
      JSON.stringify(error),
      Object.values(error).join(),
    ].join();
    expect(shown).not.toContain("canary");
    expect(error.cause).toBeUndefined();
  });

  test("that nobody told us are known by their shape", async () => {
    const jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl";
    const message = `Bearer abcdefghijkl, ${jwt}, /x?api_token=qwert&y=1, -----BEGIN PRIVATE KEY-----\nMIIabc`;
    const { api } = await tenant(() => ({ status: 400, body: { message } }));
    const { detail } = (await failureOf(api.request(get))) as ApiError;
    expect(detail).toBe("Bearer [redacted], [redacted], /x?api_token=[redacted]&y=1, [redacted]");
  });
});

describe("behind nock, as other tests use the client", () => {
  afterEach(() => {
    nock.cleanAll();
    nock.restore();
  });

  test("every request is intercepted", async () => {
    if (!nock.isActive()) nock.activate();
    nock("https://acme.zslogin.net").post("/oauth2/v1/token").reply(200, { access_token: "t-1234", expires_in: 60 });
    nock("https://api.zsapi.net")
      .get("/zia/api/v1/status")
      .reply(429, { message: "Rate Limit (1/SECOND) exceeded", "Retry-After": "1 seconds" }, { "retry-after": "1" })
      .get("/zia/api/v1/status")
      .reply(200, { status: "ACTIVE" })
      .put(path)
      .replyWithError(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
    const connection = {
      ...connectionTo("https://api.zsapi.net"),
      tokenUrl: "https://acme.zslogin.net/oauth2/v1/token",
    };
    const api = createApi({ connection, clock: testClock() });
    onTestFinished(() => api.close());
    const response = await api.request({ method: "GET", path: "/zia/api/v1/status" });
    expect(response).toMatchObject({ body: { status: "ACTIVE" }, attempts: 2 });
    expect(await failureOf(api.request(put))).toMatchObject({ outcome: "unknown", detail: "ECONNRESET" });
    expect(nock.isDone()).toBe(true);
  });
});
