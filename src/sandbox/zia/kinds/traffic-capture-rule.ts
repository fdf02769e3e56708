import { categories, oneOf, refs } from "../field.ts";
import { ownedFlags, ruleTable } from "../rule-table.ts";

export const trafficCaptureRule = ruleTable(
  "zia/traffic-capture-rule",
  "trafficCaptureRules",
  {
    action: oneOf("CAPTURE SKIP"),
    destIpCategories: categories(),
    // SDK: the criteria of firewall rules.
    srcIpGroups: refs("zia/ip-source-group"),
    destIpGroups: refs("zia/ip-destination-group"),
    nwServices: refs("zia/network-service"),
    nwServiceGroups: refs("zia/network-service-group"),
    nwApplicationGroups: refs("zia/network-application-group"),
    ...ownedFlags,
  },
  { paging: { size: 5000, max: 5000, by: "order" } },
);
