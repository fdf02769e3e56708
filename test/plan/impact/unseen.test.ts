import { expect, test } from "vitest";
import { referrersOf } from "../../../src/kinds/referrers.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Spec } from "../../../src/model/resource.ts";
import { plan, type Tenant } from "../given.ts";

/** The service sorts locations into groups by itself, and rules name the groups. */

const location = "zia/location";
const live: JsonObject = { id: 1, name: "Plant", ipAddresses: ["192.0.2.1"], authRequired: true, ofwEnabled: true };

const tenant: Tenant = {
  ...Object.fromEntries(referrersOf(location).map((kind) => [kind, []])),
  "zia/static-ip": [1, 2].map((id) => ({ id, ipAddress: `192.0.2.${id}` })),
  "zia/location-group": [],
  [location]: [live],
};

test.each<[string, Spec, readonly string[]]>([
  [
    "an address more may match more",
    { name: "Plant", ipAddresses: ["192.0.2.1", "192.0.2.2"] },
    ["unknown", "broadening"],
  ],
  [
    "a firewall switched off lets more pass, whoever names it",
    { name: "Plant", ofwEnabled: false },
    ["broadens", "broadening"],
  ],
  ["a sign-in no longer asked for as well", { name: "Plant", authRequired: false }, ["broadens", "broadening"]],
  ["a new place may be in a group at once", { name: "New", ipAddresses: ["192.0.2.2"] }, ["unknown", "broadening"]],
  ["a note is a note", { name: "Plant", description: "moved" }, ["neutral"]],
])("%s", (_, declared, told) => {
  const { changes, consents } = plan(tenant, { [location]: [declared as Spec & { name: string }] }).plan;
  expect([changes[0]!.impact, ...consents.map(({ allows }) => allows)]).toEqual(told);
});
