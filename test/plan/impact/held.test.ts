import { expect, test } from "vitest";
import { referrersOf } from "../../../src/kinds/referrers.ts";
import type { KindName } from "../../../src/model/address.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { plan, type Tenant } from "../given.ts";

/** What a group holds is used by the rules that name the group. */

const service = "zia/network-service";
const firewall = "zia/firewall-filtering-rule";

const nobody = (...kinds: readonly KindName[]): Tenant =>
  Object.fromEntries(kinds.flatMap((kind) => [kind, ...referrersOf(kind)]).map((kind) => [kind, []]));

const rule = (more: JsonObject): Tenant => ({
  [firewall]: [{ ...{ id: 9, name: "Rule", order: 1, rank: 7, state: "ENABLED" }, ...more }],
});

const impactOf = (tenant: Tenant, declared: Parameters<typeof plan>[1]) => {
  const { changes } = plan(tenant, declared).plan;
  expect(changes.length).toBe(1);
  return changes[0]!.impact;
};

const serviceTenant = (more: JsonObject): Tenant => ({
  ...nobody(service),
  [service]: [{ id: 1, name: "Web", destTcpPorts: [{ start: 80 }, { start: 443 }] }],
  "zia/network-service-group": [{ id: 2, name: "Group", services: [{ id: 1, name: "Web" }] }],
  ...rule(more),
});

test.each<[string, JsonObject, readonly number[], string]>([
  [
    "a port more, for a rule that allows",
    { action: "ALLOW", nwServiceGroups: [{ id: 2 }] },
    [80, 443, 444],
    "broadens",
  ],
  ["a port less, for a rule that allows", { action: "ALLOW", nwServiceGroups: [{ id: 2 }] }, [80], "narrows"],
  ["a port less, for a rule that blocks", { action: "BLOCK_DROP", nwServiceGroups: [{ id: 2 }] }, [80], "broadens"],
  [
    "a port more, for a rule that is off",
    { action: "ALLOW", state: "DISABLED", nwServiceGroups: [{ id: 2 }] },
    [80, 443, 444],
    "neutral",
  ],
  ["a port more, where no rule names the group", { action: "ALLOW" }, [80, 443, 444], "neutral"],
])("%s", (_, more, destTcpPorts, impact) => {
  expect(impactOf(serviceTenant(more), { [service]: [{ name: "Web", destTcpPorts }] })).toBe(impact);
});

test("a group that allows and one that blocks use it both ways", () => {
  const tenant: Tenant = {
    ...serviceTenant({ action: "ALLOW", nwServiceGroups: [{ id: 2 }] }),
    [firewall]: [
      { id: 8, name: "One", order: 1, rank: 7, action: "BLOCK_DROP", nwServices: [{ id: 1 }] },
      { id: 9, name: "Other", order: 2, rank: 7, action: "ALLOW", nwServiceGroups: [{ id: 2 }] },
    ],
  };
  const { changes } = plan(tenant, { [service]: [{ name: "Web", destTcpPorts: [80] }] }).plan;
  expect(changes[0]).toMatchObject({ impact: "broadens", unsafePrefix: expect.stringContaining("both use it") });
});

test("a category in a group of destinations is used by the rules of the group, too", () => {
  const category = "zia/url-category";
  const tenant: Tenant = {
    ...nobody(category),
    [category]: [{ id: "CUSTOM_01", configuredName: "Partners", customCategory: true, urls: ["a.example"] }],
    "zia/ip-destination-group": [{ id: 3, name: "Hosts", type: "DSTN_OTHER", ipCategories: ["CUSTOM_01"] }],
    ...rule({ action: "ALLOW", destIpGroups: [{ id: 3 }] }),
  };
  const urls = ["a.example", "b.example"];
  const { changes } = plan(tenant, { [category]: [{ name: "Partners", urls }] }).plan;
  expect([changes[0]!.impact, changes[0]!.impactReason]).toEqual(["broadens", "anyone can now reach b.example"]);
});
