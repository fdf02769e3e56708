import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, open, type Session } from "./client.ts";

let session: Session;

beforeEach(async () => {
  session = await open();
  await session.control("PUT", "settings", { shuffle: false });
});
afterEach(() => session.sandbox.close());

const rule = (more: Body): Body => ({ name: "R", order: 1, rank: 7, state: "ENABLED", ...more });
const rows = async (path: string): Promise<Body[]> => (await session.zia("GET", path)).body;
const named = async (path: string, name: string): Promise<Body> =>
  (await rows(path)).find((row: Body) => row.name === name) ?? {};

const block = { action: "BLOCK" };
const drop = { action: "BLOCK_DROP" };
const direct = { type: "FORWARDING", forwardMethod: "DIRECT" };

describe("an unset destination", () => {
  test.each<[string, Body, Body, Body]>([
    ["firewallDnsRules", block, { destIpCategories: ["ANY"], resCategories: ["ANY"] }, {}],
    [
      "firewallIpsRules",
      drop,
      { destIpCategories: ["ANY"], resCategories: [] },
      { destIpCategories: [], resCategories: [], destCountries: [] },
    ],
    [
      "forwardingRules",
      direct,
      { destIpCategories: ["ANY"], resCategories: [] },
      { destIpCategories: [], resCategories: [], destCountries: [] },
    ],
  ])("of %s is echoed otherwise than it reads", async (path, sent, echoed, shown) => {
    const { body, status, text } = await session.zia("POST", path, rule(sent));
    expect(status, text).toBe(200);
    const keys = ["destIpCategories", "resCategories", "destCountries"];
    const told = (row: Body): Body => Object.fromEntries(keys.flatMap((key) => (key in row ? [[key, row[key]]] : [])));
    expect(told(body)).toEqual(echoed);
    expect(told(await named(path, "R"))).toEqual(shown);
  });
});

describe("what is refused", () => {
  test.each<[string, string, Body, string]>([
    [
      "an address to redirect to with another action",
      "firewallDnsRules",
      { ...block, redirectIp: "192.0.2.1" },
      "Redirect IP is only supported for the REDIR_REQ action",
    ],
    ["a translation to nowhere", "dnatRules", {}, "Either redirect IP or redirect FQDN is required"],
    [
      "a chain without a proxy",
      "forwardingRules",
      { ...direct, forwardMethod: "PROXYCHAIN" },
      "Proxy gateway is required",
    ],
    [
      "a gateway nobody made",
      "forwardingRules",
      { ...direct, forwardMethod: "PROXYCHAIN", proxyGateway: { id: 9, name: "Nobody" } },
      "Invalid proxyGateway: 9 does not exist",
    ],
    [
      "a drop with a destination",
      "forwardingRules",
      { ...direct, forwardMethod: "DROP", destAddresses: ["a.example"] },
      "destAddresses is not supported for the DROP forwarding method",
    ],
    [
      "a rule about no class",
      "bandwidthControlRules",
      { protocols: ["ANY_RULE"], minBandwidth: 0, maxBandwidth: 1 },
      "bandwidthClasses cannot be null",
    ],
  ])("%s", async (_, path, sent, message) => {
    const { status, body } = await session.zia("POST", path, rule(sent));
    expect([status, body]).toEqual([400, { code: "INVALID_INPUT_ARGUMENT", message }]);
  });

  test.each([
    ["firewallDnsRules", "Default Firewall DNS Rule"],
    ["firewallIpsRules", "Default Cloud IPS Rule"],
    ["forwardingRules", "Client Connector Traffic Direct"],
    ["bandwidthControlRules", "Default Bandwidth Control"],
    ["bandwidthClasses", "LARGE_FILE"],
    ["dnatRules", "Zscaler Trusted DNS Resolver"],
  ])("a delete in %s of %s", async (path, name) => {
    const { id } = await named(path, name);
    expect((await session.zia("DELETE", `${path}/${id}`)).status).toBe(400);
    expect((await named(path, name)).id).toBe(id);
  });
});

test("a rule names a gateway by its number, and is shown with its name", async () => {
  const object = { name: "Partner proxy", type: "PROXYCHAIN" };
  const gateway = await session.control("POST", "objects", { kind: "zia/proxy-gateway", object, actor: "x" });
  const { id } = gateway.body.object;
  const sent = rule({ ...direct, forwardMethod: "PROXYCHAIN", proxyGateway: { id, name: "any" } });
  expect((await session.zia("POST", "forwardingRules", sent)).status).toBe(200);
  expect((await named("forwardingRules", "R")).proxyGateway).toEqual({ id, name: "Partner proxy" });
});

test("the slot of a deleted bandwidth class is given out again", async () => {
  const make = async (name: string): Promise<Body> => (await session.zia("POST", "bandwidthClasses", { name })).body;
  const [first, second] = [await make("A"), await make("B")];
  expect([first.id, second.id]).toEqual([9, 10]);
  await session.zia("DELETE", `bandwidthClasses/${first.id}`);
  expect((await make("C")).id).toBe(9);
});
