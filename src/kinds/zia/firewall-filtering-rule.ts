import { refs } from "../fields/references.ts";
import { flag, oneOf } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import {
  appServiceGroups,
  destinations,
  excludeContextShieldEndPoint,
  invertibleSourceCountries,
  networkApplications,
  notices,
  services,
  sources,
} from "./network-fields.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleFields } from "./rule-fields.ts";
import { ruleStanding } from "./rule-standing.ts";

/**
 * Evaluated top-down; the default rule at order -1 decides what no rule matched.
 * The ways to name a source, a destination, a service or an application are joined by OR. [vendor help]
 */
export const firewallFilteringRule = defineKind({
  name: "zia/firewall-filtering-rule",
  title: "firewall filtering rule",
  summary: "Allows or drops network traffic; the first match decides.",
  activation: "staged",
  terraform: ["zia_firewall_filtering_rule"],
  api: {
    style: "rest",
    list: "/zia/api/v1/firewallFilteringRules",
    paging: { style: "until-empty", size: 5000 },
    create: "/zia/api/v1/firewallFilteringRules",
    update: "/zia/api/v1/firewallFilteringRules/{id}",
    remove: "/zia/api/v1/firewallFilteringRules/{id}",
  },
  order: { key: "order", rank: "rank", writes: "numbered" },
  rule: {
    action: "action",
    allow: ["ALLOW"],
    block: ["BLOCK_DROP", "BLOCK_RESET", "BLOCK_ICMP"],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  fields: {
    ...ruleFields,
    action: oneOf(["ALLOW", "BLOCK_DROP", "BLOCK_RESET", "BLOCK_ICMP", "EVAL_NWAPP"], {
      about: "What happens",
      role: "decision",
      required: true,
    }),
    ...sources,
    ...destinations,
    ...invertibleSourceCountries,
    ...services,
    ...networkApplications,
    appServices: refs("zia/app-service", {
      about: "Application services",
      form: "number",
      role: "match",
      criterion: "appService",
    }),
    appServiceGroups,
    enableFullLogging: flag({ about: "Log every session" }),
    ...notices,
    excludeContextShieldEndPoint,
  },
  readOnly: ruleReadOnly,
  hiddenCriteria: [
    "zpaAppSegments",
    "srcIpv6Groups",
    "destIpv6Groups",
    "endPointApplications",
    "endPointApplicationGroups",
  ],
  movableFields: ["description", "state", "labels"],
  createDefaults: { state: "ENABLED", rank: 7 },
});
