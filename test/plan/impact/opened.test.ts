import { expect, test } from "vitest";
import { referrersOf } from "../../../src/kinds/referrers.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Spec } from "../../../src/model/resource.ts";
import { plan, type Tenant } from "../given.ts";

/** Beside ports from, no ports to means all of them. */

const service = "zia/network-service";

const tenant = (ports: JsonObject): Tenant => ({
  ...Object.fromEntries(referrersOf(service).map((kind) => [kind, []])),
  [service]: [{ id: 1, name: "Service", ...ports }],
  "zia/firewall-filtering-rule": [
    { ...{ id: 9, name: "Rule", order: 1, rank: 7, action: "ALLOW" }, nwServices: [{ id: 1 }] },
  ],
});

const https = [{ start: 443 }];
const high = [{ start: 1024, end: 65535 }];

test.each<[string, JsonObject, Spec, string]>([
  ["one port less is less", { destTcpPorts: [...https, { start: 80 }] }, { destTcpPorts: [443] }, "narrows"],
  ["one port more is more", { destTcpPorts: https }, { destTcpPorts: [443, 80] }, "broadens"],
  ["no ports of a protocol are none", { destTcpPorts: https, destUdpPorts: https }, { destUdpPorts: [] }, "narrows"],
  ["beside ports from they are all", { srcTcpPorts: high, destTcpPorts: https }, { destTcpPorts: [] }, "broadens"],
  [
    "what protocol it is counts",
    { srcTcpPorts: high, destTcpPorts: https, destUdpPorts: https },
    { destUdpPorts: [] },
    "narrows",
  ],
  ["ports from narrow ports to, but open what had none", { destTcpPorts: https }, { srcTcpPorts: [500] }, "unknown"],
])("%s", (_, live, declared, impact) => {
  const { changes } = plan(tenant(live), { [service]: [{ name: "Service", ...declared }] }).plan;
  expect(changes.map((change) => change.impact)).toEqual([impact]);
});
