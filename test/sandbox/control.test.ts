import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, open, type Session } from "./client.ts";

let session: Session;

beforeEach(async () => {
  session = await open();
  await session.control("DELETE", "requests");
});
afterEach(() => session.sandbox.close());

const fault = (path: string, action: Body, more: Body = {}): Promise<Body> =>
  // biome-ignore lint/suspicious/noThenProperty: the contract's own word
  session.control("POST", "faults", { method: "POST", path, then: action, ...more });

const labels = async (): Promise<string[]> =>
  (await session.control("GET", "objects?kind=zia/rule-label")).body.objects.map((row: Body) => row.name);

const post = (name: string): Promise<Body> => session.zia("POST", "ruleLabels", { name });

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe("requests", () => {
  test("are told in order with product, path, query, body and status; the control plane is not", async () => {
    await session.zia("POST", "ruleLabels", { name: "a" });
    await session.zpa("GET", "application?page=1&pagesize=500");
    await session.zms("{ __typename }");
    await session.zia("DELETE", "ruleLabels/77");
    const { requests } = (await session.control("GET", "requests")).body;
    expect(requests).toMatchObject([
      { product: "zia", method: "POST", path: "/zia/api/v1/ruleLabels", body: { name: "a" }, status: 200 },
      { product: "zpa", method: "GET", query: { page: "1", pagesize: "500" }, status: 200 },
      { product: "zms", body: { query: "{ __typename }" }, status: 200 },
      { product: "zia", method: "DELETE", status: 404 },
    ]);
    expect(requests.map((entry: Body) => entry.n)).toEqual([2, 3, 4, 5]);
    expect(Date.parse(requests[0].at)).toBeGreaterThan(0);
  });

  test("of the token hide the secret", async () => {
    await session.signIn();
    const { text, body } = await session.control("GET", "requests");
    expect(body.requests[0]).toMatchObject({ product: "token", body: { grant_type: "client_credentials" } });
    expect(text).not.toContain(session.sandbox.clientSecret);
  });
});

describe("faults", () => {
  test("skip the first matches, apply a number of times, in order of registration", async () => {
    await fault(
      "ruleLabels$",
      { status: 503, body: { id: 1 }, headers: { "retry-after": "2" } },
      { skip: 1, times: 2 },
    );
    await fault("ruleLabels", { status: 500 });
    expect((await post("a")).status).toBe(500);
    expect((await post("b")).status).toBe(503);
    const third = await post("c");
    expect([third.status, third.body, third.headers.get("retry-after")]).toEqual([503, { id: 1 }, "2"]);
    expect((await post("d")).status).toBe(200);
    expect(await labels()).toEqual(["d"]);
  });

  test("see the query, and only their method", async () => {
    await fault("ruleLabels\\?page=2", { status: 500 }, { method: "GET" });
    expect((await session.zia("GET", "ruleLabels")).status).toBe(200);
    expect((await session.zia("GET", "ruleLabels?page=2")).status).toBe(500);
  });

  test.each([
    ["before", []],
    ["after", ["a"]],
  ])("a connection dropped %s executing", async (moment, names) => {
    await fault("ruleLabels", { drop: moment });
    await expect(post("a")).rejects.toThrow();
    expect(await labels()).toEqual(names);
    const { requests } = (await session.control("GET", "requests")).body;
    expect(requests[0].status).toBeNull();
  });

  test.each([
    ["before", []],
    ["after", ["a"]],
  ])("an answer held %s executing proceeds when faults are forgotten, client or not", async (moment, names) => {
    await fault("ruleLabels", { hold: moment });
    const abort = new AbortController();
    const gone = fetch(`${session.sandbox.url}/zia/api/v1/ruleLabels`, { signal: abort.signal }).catch(() => "gone");
    abort.abort();
    await gone;
    const held = post("a");
    await until(async () =>
      (await session.control("GET", "requests")).body.requests.some((entry: Body) => entry.body?.name === "a"),
    );
    await until(async () => (await labels()).length === names.length);
    await session.control("DELETE", "faults");
    expect((await held).status).toBe(200);
    expect(await labels()).toEqual(["a"]);
  });

  test("a held write executes although its client is dead", async () => {
    await fault("ruleLabels", { hold: "before" });
    const token = new AbortController();
    const headers = { authorization: "Bearer x" };
    // The call helper cannot abort, so this one signs in for itself.
    const { access_token } = (
      await session.call("POST", "/oauth2/v1/token", form(), { "content-type": "application/x-www-form-urlencoded" })
    ).body;
    const write = fetch(`${session.sandbox.url}/zia/api/v1/ruleLabels`, {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${access_token}` },
      body: '{"name":"late"}',
      signal: token.signal,
    }).catch(() => "dead");
    await until(async () => (await session.control("GET", "requests")).text.includes("late"));
    token.abort();
    expect(await write).toBe("dead");
    expect(await labels()).toEqual([]);
    await session.control("DELETE", "faults");
    await until(async () => (await labels()).includes("late"));
  });

  const form = (): string =>
    new URLSearchParams({
      grant_type: "client_credentials",
      client_id: session.sandbox.clientId,
      client_secret: session.sandbox.clientSecret,
      audience: "https://api.zscaler.com",
    }).toString();

  test("half a body is sent with the length of the whole", async () => {
    await post("a");
    await fault("ruleLabels", { truncate: true }, { method: "GET" });
    await expect(session.zia("GET", "ruleLabels")).rejects.toThrow();
    expect((await session.zia("GET", "ruleLabels")).status).toBe(200);
  });

  test("a value is sent with another type", async () => {
    await post("a");
    await fault("ruleLabels", { malform: "$[0].name" }, { method: "GET" });
    expect((await session.zia("GET", "ruleLabels")).body[0].name).toEqual({ unexpected: "a" });
    await fault("policyType", { malform: "$.id" }, { method: "GET" });
    const set = (await session.zpa("GET", "policySet/policyType/ACCESS_POLICY")).body;
    expect(typeof set.id).toBe("object");
  });

  test("are checked when they are made", async () => {
    expect((await fault("(", { status: 500 })).status).toBe(400);
    expect((await fault("x", { explode: true })).status).toBe(400);
    expect((await fault("x", { status: 500 }, { skip: -1 })).status).toBe(400);
    expect((await session.control("GET", "faults")).body.faults).toEqual([]);
  });
});

describe("the portal", () => {
  test("creates, changes and deletes by name, staged and under its author", async () => {
    const rule = { name: "Portal rule", action: "BLOCK", protocols: ["ANY_RULE"], urlCategories: ["GAMBLING"] };
    const created = await session.control("POST", "objects", {
      kind: "zia/url-filtering-rule",
      object: rule,
      actor: "j.doe",
    });
    expect(created.body.object).toMatchObject({ order: 1, lastModifiedBy: { name: "j.doe" }, state: "ENABLED" });
    await session.control("POST", "objects", {
      kind: "zia/url-filtering-rule",
      object: { ...rule, name: "Second" },
      actor: "j.doe",
    });
    const moved = await session.control("PATCH", "objects", {
      kind: "zia/url-filtering-rule",
      name: "second",
      changes: { order: 1, description: "moved" },
      actor: "k.roe",
    });
    expect(moved.body.object).toMatchObject({ name: "Second", order: 1, description: "moved" });
    const listed = (await session.control("GET", "objects?kind=zia/url-filtering-rule")).body.objects;
    expect(listed.map((row: Body) => [row.name, row.order, row.lastModifiedBy.name])).toEqual([
      ["Second", 1, "k.roe"],
      ["Portal rule", 2, "k.roe"],
    ]);
    expect((await session.control("GET", "objects?kind=zia/url-filtering-rule&view=active")).body.objects).toEqual([]);
    await session.control("DELETE", "objects", { kind: "zia/url-filtering-rule", name: "Second", actor: "k.roe" });
    expect((await session.zia("GET", "urlFilteringRules")).body).toMatchObject([{ name: "Portal rule", order: 1 }]);
  });

  test("may be newer than the client: unknown fields and values come through the API", async () => {
    await session.control("POST", "objects", {
      kind: "zia/url-filtering-rule",
      object: { name: "New", action: "TELEPORT", protocols: ["QUIC_RULE"], novelty: { a: 1 } },
      actor: "x",
    });
    const [rule] = (await session.zia("GET", "urlFilteringRules")).body;
    expect(rule).toMatchObject({ action: "TELEPORT", protocols: ["QUIC_RULE"], novelty: { a: 1 } });
    const { action: _action, protocols: _protocols, ...rest } = rule;
    const back = await session.zia("PUT", `urlFilteringRules/${rule.id}`, {
      ...rest,
      action: "ALLOW",
      protocols: ["ANY_RULE"],
    });
    expect(back.status, back.text).toBe(200);
  });

  test("places a ZPA rule by its order and moves it by a change", async () => {
    const add = (name: string, more: Body = {}): Promise<Body> =>
      session.control("POST", "objects", {
        kind: "zpa/access-rule",
        object: { name, action: "ALLOW", ...more },
        actor: "x",
      });
    await add("one");
    await add("two");
    await add("first", { ruleOrder: "1" });
    const names = async (): Promise<string[]> =>
      (await session.control("GET", "objects?kind=zpa/access-rule")).body.objects.map((row: Body) => row.name);
    expect(await names()).toEqual(["first", "one", "two"]);
    await session.control("PATCH", "objects", {
      kind: "zpa/access-rule",
      name: "first",
      changes: { ruleOrder: 3 },
      actor: "x",
    });
    expect(await names()).toEqual(["one", "two", "first"]);
  });

  test("meets the same refusals as everybody", async () => {
    await session.control("POST", "objects", { kind: "zia/rule-label", object: { name: "a" }, actor: "x" });
    const twin = await session.control("POST", "objects", {
      kind: "zia/rule-label",
      object: { name: "A" },
      actor: "x",
    });
    expect([twin.status, twin.body.code]).toEqual([400, "DUPLICATE_ITEM"]);
    expect((await session.control("POST", "objects", { kind: "zia/nothing", object: {} })).status).toBe(400);
    expect((await session.control("DELETE", "objects", { kind: "zia/rule-label", name: "b" })).status).toBe(404);
  });

  test("makes ZMS objects too", async () => {
    const made = await session.control("POST", "objects", {
      kind: "zms/unmanaged-resource-group",
      object: { name: "Net", cidrs: ["192.0.2.0/24"] },
      actor: "x",
    });
    expect(made.body.object).toMatchObject({ name: "Net", type: "UNMANAGED", resourceMemberCount: 0 });
    const namespace = await session.control("POST", "objects", {
      kind: "zms/tag-namespace",
      object: { name: "X", origin: "CUSTOM" },
    });
    const key = await session.control("POST", "objects", {
      kind: "zms/tag-key",
      object: { name: "env", namespaceId: namespace.body.object.id },
    });
    expect(key.body.object).toMatchObject({ name: "env", namespaceId: namespace.body.object.id });
  });
});

describe("settings and reset", () => {
  test("settings merge, and unknown ones are refused whole", async () => {
    expect((await session.control("GET", "settings")).body).toMatchObject({
      shuffle: true,
      zmsSchema: "assumed",
      rateLimits: "off",
    });
    expect((await session.control("PUT", "settings", { shuffle: false, nonsense: 1 })).status).toBe(400);
    expect((await session.control("PUT", "settings", { clockRate: 0 })).status).toBe(400);
    expect((await session.control("GET", "settings")).body.shuffle).toBe(true);
    expect((await session.control("PUT", "settings", { pageSizeCap: 5 })).body).toMatchObject({
      pageSizeCap: 5,
      shuffle: true,
    });
  });

  test("latency delays every answer", async () => {
    await session.control("PUT", "settings", { latencyMs: 30 });
    const started = performance.now();
    await session.zia("GET", "status");
    expect(performance.now() - started).toBeGreaterThan(28);
  });

  test("a reset starts over with the same identity", async () => {
    await post("a");
    expect((await session.control("POST", "reset", { seed: "acme" })).body).toEqual({ seed: "acme" });
    expect((await session.zia("GET", "ruleLabels")).body.length).toBeGreaterThan(1);
    expect((await session.zia("GET", "status")).body.status).toBe("ACTIVE");
    expect((await session.control("POST", "reset", { seed: "empty" })).status).toBe(200);
    expect((await session.zia("GET", "ruleLabels")).body).toEqual([]);
    expect((await session.control("POST", "reset", { seed: "nonsense" })).status).toBe(400);
  });
});
