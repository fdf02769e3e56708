import { describe, expect, test } from "vitest";
import { loadConfiguration } from "../../src/documents/configuration.ts";
import { places } from "./given.ts";

const load = (text: string) => loadConfiguration(text, "zerodrift.yaml");

describe("defaults", () => {
  test("a tenant is all it takes", () => {
    const result = load("tenant: acme\n");
    expect(result).toMatchObject({ ok: true, diagnostics: [] });
    const { at, ...value } = result.ok ? result.value : expect.fail("not read");
    expect(value).toEqual({
      tenant: "acme",
      policies: "policies",
      products: ["zms", "zpa", "zia"],
      authoritative: [],
      order: {},
      writes: { enabled: false, allow: [] },
      guardrails: { maxDeletes: 10, maxChangePercent: 30 },
      analysis: {},
      approvals: { required: 1, teams: [], maxPlanAge: "7d" },
    });
  });

  test("what is given counts, the rest of a group keeps its defaults", () => {
    const result = load(
      'tenant: acme\nconnection: {cloud: production, vanityDomain: acme, customerId: "216196257331281920"}\npolicies: ./a/b/\nproducts: [zia, zpa]\nwrites: {allow: ["zia/*:update"]}\nguardrails: {maxDeletes: 0}\norder: {zia/url-filtering-rule: [a.yaml, b.yaml]}\n',
    );
    expect(result.ok && result.value).toMatchObject({
      connection: { cloud: "production", vanityDomain: "acme", customerId: "216196257331281920" },
      policies: "a/b",
      products: ["zpa", "zia"],
      writes: { enabled: false, allow: ["zia/*:update"] },
      guardrails: { maxDeletes: 0, maxChangePercent: 30 },
      order: { "zia/url-filtering-rule": ["a.yaml", "b.yaml"] },
    });
    expect(result.ok && result.value.at?.(["order", "zia/url-filtering-rule", 1])).toMatchObject({
      line: 7,
      column: 42,
    });
  });

  test("severities of the analysis, of which off is a word and no boolean", () => {
    const result = load("tenant: acme\nanalysis: {shadowed-rule: error, overridden-url: off}\n");
    expect(result.ok && result.value.analysis).toEqual({ "shadowed-rule": "error", "overridden-url": "off" });
  });

  test("the sandbox", () => {
    const result = load("tenant: acme\nconnection: {sandbox: .zerodrift/sandbox.json}\n");
    expect(result.ok && result.value.connection).toEqual({ sandbox: ".zerodrift/sandbox.json" });
  });
});

describe("mistakes", () => {
  test.each<[string, string, string[], RegExp]>([
    ["no tenant", "policies: x", ["1:1"], /^$/],
    ["an empty file", "# nothing", ["1:1"], /tenant/],
    ["not a mapping", "acme", ["1:1"], /^$/],
    ["an unknown key", "tenant: a\nguardrail: {}", ["2:1"], /guardrails/],
    ["an unknown key further down", "tenant: a\nguardrails: {maxDelete: 3}", ["2:14"], /maxDeletes/],
    ["a product that does not exist", "tenant: a\nproducts: [zpia]", ["2:12"], /zia|zpa/],
    ["no product", "tenant: a\nproducts: []", ["2:11"], /^$/],
    ["a product twice", "tenant: a\nproducts: [zia, zia]", ["2:17"], /first/],
    [
      "a customer id without quotes",
      "tenant: a\nconnection: {customerId: 216196257331281920}",
      ["2:26"],
      /^write "216196257331281920"$/,
    ],
    ["two connections mixed", "tenant: a\nconnection: {sandbox: x, cloud: y}", ["2:26"], /sandbox/],
    ["more than all percent", "tenant: a\nguardrails: {maxChangePercent: 101}", ["2:32"], /^$/],
    ["an age without unit", 'tenant: a\napprovals: {maxPlanAge: "7"}', ["2:25"], /like "7d"/],
    ["an order of no kind", "tenant: a\norder: {url: [a.yaml]}", ["2:9"], /zia\/url-filtering-rule/],
    ["a write glob without action", "tenant: a\nwrites: {allow: [zia]}", ["2:18"], /update/],
    ["a finding the analysis does not have", "tenant: a\nanalysis: {shadowed-rules: off}", ["2:12"], /"shadowed-rule"/],
    [
      "a code that is no finding of the analysis",
      "tenant: a\nanalysis: {unknown-kind: off}",
      ["2:12"],
      /shadowed-rule/,
    ],
    ["a severity that does not exist", "tenant: a\nanalysis: {shadowed-rule: warn}", ["2:27"], /"warning"/],
    [
      "a severity that is a boolean",
      "tenant: a\nanalysis: {shadowed-rule: false}",
      ["2:27"],
      /error, warning, info, off/,
    ],
    ["a second document", "tenant: a\n---\ntenant: b", ["3:1"], /second/],
  ])("%s", (_, text, expected, hint) => {
    const { ok, diagnostics } = load(text);
    expect(ok).toBe(false);
    expect(places(diagnostics)).toEqual(expected.map((place) => `invalid-configuration ${place}`));
    expect(diagnostics[0]?.hint ?? "").toMatch(hint);
  });

  test.each(["/etc", "../policies", "a/../../b", "C:/policies", "a\\b", "..", ".", "./"])(
    "the path %j leaves the repository",
    (path) => {
      const { diagnostics } = load(`tenant: a\npolicies: '${path}'\n`);
      expect(places(diagnostics)).toEqual(["invalid-configuration 2:11"]);
      expect(diagnostics[0]?.hint).toContain("below the repository root");
    },
  );

  test.each(["policies", "a/b", "..a/b", "a..b", ".zerodrift/x"])("the path %s is fine", (path) => {
    expect(load(`tenant: a\npolicies: ${path}\n`).ok).toBe(true);
  });

  test("all mistakes come together, YAML ones keep their own code", () => {
    expect(places(load("tenant: 1\nproduct: []\nwrites: {enabled: yes}").diagnostics).toSorted()).toEqual([
      "invalid-configuration 1:9",
      "invalid-configuration 2:1",
      "invalid-configuration 3:19",
    ]);
    expect(places(load("tenant: a\ntenant: b").diagnostics)).toEqual(["duplicate-key 2:1"]);
  });
});

describe("credentials", () => {
  test.each([
    "clientSecret",
    "client_secret",
    "ZSCALER_CLIENT_SECRET",
    "privateKey",
    "password",
    "apiKey",
    "token",
    "clientId",
  ])("%s is refused and never shown", (key) => {
    for (const text of [`tenant: a\n${key}: hunter2\n`, `tenant: a\nconnection: {cloud: 1, ${key}: hunter2}\n`]) {
      const { ok, diagnostics } = load(text);
      expect(ok).toBe(false);
      expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
      expect(diagnostics.filter(({ message }) => message.includes("credential"))).toHaveLength(1);
      expect(diagnostics[0]?.hint).toContain("environment");
    }
  });

  test("nor when the YAML around it is broken", () => {
    const { diagnostics } = load("tenant: a\nclientSecret: hunter2: x\n");
    expect(places(diagnostics)).toEqual(["broken-yaml 2:15"]);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  });
});
