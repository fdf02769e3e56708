import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { clockRateFrom, connectionFromEnvironment } from "../../src/clients/connection.ts";

const complete = {
  ZSCALER_CLIENT_ID: "id",
  ZSCALER_CLIENT_SECRET: "secret",
  ZSCALER_VANITY_DOMAIN: "acme",
  ZSCALER_CUSTOMER_ID: "216196257331281920",
};
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

const connect = (env: Record<string, string | undefined>, defaults = {}) => {
  const result = connectionFromEnvironment(env, defaults);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("; "));
  return result.value;
};
const found = (env: Record<string, string | undefined>, defaults = {}) =>
  connectionFromEnvironment(env, defaults).diagnostics.map(({ code, message }) => `${code}: ${message}`);

describe("connectionFromEnvironment", () => {
  test.each([
    [undefined, "https://acme.zslogin.net/oauth2/v1/token", "https://api.zsapi.net"],
    ["PRODUCTION", "https://acme.zslogin.net/oauth2/v1/token", "https://api.zsapi.net"],
    ["beta", "https://acme.zsloginbeta.net/oauth2/v1/token", "https://api.beta.zsapi.net"],
    ["Alpha", "https://acme.zsloginalpha.net/oauth2/v1/token", "https://api.alpha.zsapi.net"],
    ["gov", "https://acme.zidentitygov.net/oauth2/v1/token", "https://api.zscalergov.net"],
    ["GOVUS", "https://acme.zidentitygov.us/oauth2/v1/token", "https://api.zscalergov.us"],
  ])("cloud %s has its hosts", (cloud, tokenUrl, apiUrl) => {
    expect(connect({ ...complete, ZSCALER_CLOUD: cloud })).toMatchObject({ tokenUrl, apiUrl });
  });

  test("an unknown cloud is a diagnostic that lists the known ones", () => {
    const result = connectionFromEnvironment({ ...complete, ZSCALER_CLOUD: "zscalerthree" });
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: "invalid-value" }] });
    expect(result.diagnostics[0]?.hint).toContain("production, beta, alpha, gov, govus");
  });

  test.each(["constructor", "__proto__"])("cloud %s is unknown like any other", (cloud) => {
    expect(found({ ...complete, ZSCALER_CLOUD: cloud })).toEqual([expect.stringContaining("is not a known cloud")]);
  });

  test("every missing variable is told at once, with where to get it", () => {
    const { diagnostics } = connectionFromEnvironment({});
    expect(diagnostics.map(({ code }) => code)).toEqual(Array(4).fill("missing-credentials"));
    expect(diagnostics.map(({ message }) => message).sort()).toEqual([
      "the environment variable ZSCALER_CLIENT_ID is not set",
      "the environment variable ZSCALER_CLIENT_SECRET is not set",
      "the environment variable ZSCALER_CUSTOMER_ID is not set",
      "the environment variable ZSCALER_VANITY_DOMAIN is not set",
    ]);
    expect(diagnostics.every(({ hint }) => hint !== undefined && hint.length > 10)).toBe(true);
  });

  test("an empty variable counts as missing, and blanks around a value are dropped", () => {
    expect(found({ ...complete, ZSCALER_CLIENT_ID: " " })).toEqual([
      "missing-credentials: the environment variable ZSCALER_CLIENT_ID is not set",
    ]);
    expect(connect({ ...complete, ZSCALER_CLIENT_SECRET: "s3cret\n" }).credentials.clientSecret).toBe("s3cret");
  });

  test("the environment wins over defaults, and defaults fill what it lacks", () => {
    const { ZSCALER_CUSTOMER_ID: _, ...rest } = complete;
    const value = connect(rest, { cloud: "beta", vanityDomain: "other", customerId: "7" });
    expect(value).toMatchObject({ cloud: "beta", vanityDomain: "acme", customerId: "7" });
  });

  test.each([
    ["evil.example/", "is not a host label"],
    ["evil.example#", "is not a host label"],
    ["a.b", "is not a host label"],
    ["user@evil", "is not a host label"],
  ])("vanity domain %s cannot turn the secret elsewhere", (vanity, message) => {
    expect(found({ ...complete, ZSCALER_VANITY_DOMAIN: vanity })).toEqual([expect.stringContaining(message)]);
  });

  test("of a whole sign-in host the first label is taken", () => {
    expect(connect({ ...complete, ZSCALER_VANITY_DOMAIN: "Acme.zslogin.net" }).vanityDomain).toBe("acme");
  });

  test("a customer id is a decimal number", () => {
    expect(found({ ...complete, ZSCALER_CUSTOMER_ID: "12/../3" })).toEqual([expect.stringContaining("invalid-value")]);
  });

  test.each([
    ["PKCS#8", pem],
    ["PKCS#1", privateKey.export({ type: "pkcs1", format: "pem" }).toString()],
    ["JWK", JSON.stringify(privateKey.export({ format: "jwk" }))],
    ["PEM on one line", pem.replaceAll("\n", "\\n")],
  ])("a private key may be %s", (_sentence, key) => {
    expect(found({ ...complete, ZSCALER_CLIENT_SECRET: undefined, ZSCALER_PRIVATE_KEY: key })).toEqual([]);
  });

  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
  const curve = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  test.each([
    ["a path", "/home/me/key.pem"],
    ["a short key", weak.export({ type: "pkcs8", format: "pem" }).toString()],
    ["a key of another kind", curve.export({ type: "pkcs8", format: "pem" }).toString()],
    [
      "an encrypted key",
      privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }).toString(),
    ],
    ["broken JSON", '{"kty":"RSA"'],
  ])("%s is no usable private key, and is not quoted", (_sentence, key) => {
    const { ok, diagnostics } = connectionFromEnvironment({ ...complete, ZSCALER_PRIVATE_KEY: key });
    expect(ok).toBe(false);
    expect(JSON.stringify(diagnostics)).not.toContain(key.slice(0, 12));
  });

  test.each([
    ["https://sandbox.example/base/", "https://sandbox.example/base"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://localhost:1/", "http://localhost:1"],
    ["http://[::1]:1", "http://[::1]:1"],
  ])("%s takes token and API calls, without a vanity domain", (url, apiUrl) => {
    const { ZSCALER_VANITY_DOMAIN: _, ...rest } = complete;
    const value = connect({ ...rest, ZERODRIFT_API_URL: url });
    expect(value).toMatchObject({ apiUrl, tokenUrl: `${apiUrl}/oauth2/v1/token` });
  });

  test.each([
    "http://api.example",
    "http://127.0.0.1.evil.example",
    "http://localhost.evil.example",
    "ftp://localhost",
    "https://user:pass@api.example",
    "https://api.example/?x=1",
    "no url",
  ])("%s is refused as base URL", (url) => {
    expect(found({ ...complete, ZERODRIFT_API_URL: url })).toEqual([expect.stringContaining("ZERODRIFT_API_URL")]);
  });
});

describe("clockRateFrom", () => {
  test.each([
    ["10", "http://127.0.0.1:1", 10],
    ["10", "http://localhost:1", 10],
    ["10", "https://api.zsapi.net", 1],
    ["10", "https://127.0.0.1.evil.example", 1],
    [undefined, "http://127.0.0.1:1", 1],
    ["0", "http://127.0.0.1:1", 1],
    ["-3", "http://127.0.0.1:1", 1],
    ["fast", "http://127.0.0.1:1", 1],
    ["10", "", 1],
  ])("rate %s towards %s is %i", (rate, url, expected) => {
    expect(clockRateFrom({ ZERODRIFT_CLOCK_RATE: rate }, url)).toBe(expected);
  });
});
