import { expect, test } from "vitest";
import type { KindName } from "../../../src/model/address.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { plan } from "../given.ts";

const dns = "zia/firewall-dns-rule";
const ips = "zia/firewall-ips-rule";
const nat = "zia/nat-control-rule";
const forward = "zia/forwarding-control-rule";

/** What is said of a change of one live rule, and what has to be agreed to. */
const told = (kind: KindName, live: JsonObject, declared: JsonObject) => {
  const rule = { id: 1, name: "R", order: 1, rank: 7, state: "ENABLED", ...live };
  const tenant = { [kind]: [rule], "zia/ip-source-group": [], "zia/url-category": [] };
  const { changes, consents } = plan(tenant, { [kind]: [{ name: "R", ...declared }] }).plan;
  return [changes[0]?.impact, consents.map(({ allows }) => allows)];
};

const opens = ["broadens", ["broadening"]];
const unsure = ["unknown", ["broadening"]];
const closes = ["narrows", []];
const wide = ["10.0.0.0/8"];
const narrow = ["10.1.0.0/16"];

test.each<[string, KindName, JsonObject, JsonObject, readonly unknown[]]>([
  ["a name is resolved that was not", dns, { action: "BLOCK" }, { action: "ALLOW" }, opens],
  ["a name is blocked with an answer", dns, { action: "ALLOW" }, { action: "BLOCK_WITH_RESPONSE" }, closes],
  ["a name goes to a sinkhole instead", dns, { action: "ALLOW" }, { action: "REDIR_REQ" }, closes],
  ["a sinkhole is left", dns, { action: "REDIR_REQ", redirectIp: "192.0.2.1" }, { action: "ALLOW" }, opens],
  ["a sinkhole gets fewer clients", dns, { action: "REDIR_REQ", srcIps: wide }, { srcIps: narrow }, opens],
  [
    "another server answers",
    dns,
    { action: "REDIR_REQ", redirectIp: "192.0.2.1" },
    { redirectIp: "192.0.2.2" },
    unsure,
  ],
  ["threats pass that were stopped", ips, { action: "BLOCK_DROP" }, { action: "ALLOW" }, opens],
  ["traffic is not looked at any more", ips, { action: "ALLOW" }, { action: "BYPASS_IPS" }, opens],
  ["traffic is looked at again", ips, { action: "BYPASS_IPS" }, { action: "ALLOW" }, closes],
  ["less traffic bypasses", ips, { action: "BYPASS_IPS", srcIps: wide }, { srcIps: narrow }, closes],
  ["threats are dropped, not reset", ips, { action: "BLOCK_RESET" }, { action: "BLOCK_DROP" }, ["neutral", []]],
  ["traffic goes to another host", nat, { redirectIp: "192.0.2.1" }, { redirectIp: "192.0.2.2" }, unsure],
  ["more traffic is redirected", nat, { redirectIp: "192.0.2.1", srcIps: narrow }, { srcIps: wide }, opens],
  ["less traffic is redirected", nat, { redirectIp: "192.0.2.1", srcIps: wide }, { srcIps: narrow }, opens],
  ["nothing is redirected any more", nat, { redirectIp: "192.0.2.1" }, { state: "DISABLED" }, opens],
  ["a proxy of others is left out", forward, { forwardMethod: "PROXYCHAIN" }, { forwardMethod: "DIRECT" }, opens],
  ["traffic is dropped", forward, { forwardMethod: "DIRECT" }, { forwardMethod: "DROP" }, closes],
  ["dropped traffic goes on", forward, { forwardMethod: "DROP" }, { forwardMethod: "DIRECT" }, opens],
  ["the text changes", forward, { forwardMethod: "ZPA" }, { description: "new" }, ["neutral", []]],
])("when %s, the plan says so", (_, kind, live, declared, expected) => {
  expect(told(kind, live, declared)).toEqual(expected);
});

test("nobody is said to reach more because traffic is sent elsewhere", () => {
  const { changes } = plan({ [nat]: [] }, { [nat]: [{ name: "R", redirectIp: "192.0.2.1" }] }).plan;
  expect(changes.map(({ impact, impactReason }) => [impact, impactReason])).toEqual([
    ["unknown", "whether it guards better than the rules below it is not known here"],
  ]);
});

test("a redirecting rule needs no action to be known, and moves without a warning", () => {
  const rule = (id: number, name: string) => ({
    id,
    name,
    order: id,
    rank: 7,
    state: "ENABLED",
    redirectIp: `192.0.2.${id}`,
  });
  const { changes } = plan({ [nat]: [rule(1, "A"), rule(2, "B")] }, { [nat]: [{ name: "B" }, { name: "A" }] }).plan;
  expect(changes.map(({ impact, unsafePrefix }) => [impact, unsafePrefix])).toEqual([["unknown", undefined]]);
});
