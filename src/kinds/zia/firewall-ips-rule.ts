import { refs } from "../fields/references.ts";
import { flag, oneOf } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import {
  destinations,
  excludeContextShieldEndPoint,
  networkRuleFields,
  notices,
  services,
  sourceCountries,
  sources,
} from "./network-fields.ts";
import { ruleReadOnly } from "./read-only.ts";
import { resolvedCategories } from "./resolved-categories.ts";
import { ruleStanding } from "./rule-standing.ts";

/** Evaluated top-down; the default rule at order -1 blocks what no rule matched, unless it was changed. [vendor help] */
export const firewallIpsRule = defineKind({
  name: "zia/firewall-ips-rule",
  title: "IPS rule",
  summary: "Stops intrusions, lets them pass, or keeps traffic from being looked at; the first match decides.",
  handles: true,
  terraform: ["zia_firewall_ips_rule"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/firewallIpsRules",
    paging: "whole",
    create: "/zia/api/v1/firewallIpsRules",
    update: "/zia/api/v1/firewallIpsRules/{id}",
    remove: "/zia/api/v1/firewallIpsRules/{id}",
  },
  order: { key: "order", rank: "rank", writes: "numbered" },
  rule: {
    handling: true,
    action: "action",
    allow: ["BYPASS_IPS", "ALLOW"],
    // What ALLOW lets pass was compared with the signatures at least; what bypasses was not. [INFERRED]
    guarded: ["ALLOW"],
    block: ["BLOCK_DROP", "BLOCK_RESET"],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  fields: {
    ...networkRuleFields,
    action: oneOf(["ALLOW", "BLOCK_DROP", "BLOCK_RESET", "BYPASS_IPS"], {
      about: "What happens",
      role: "decision",
      required: true,
    }),
    ...sources,
    sourceCountries,
    ...destinations,
    resCategories: resolvedCategories,
    ...services,
    threatCategories: refs("zia/ips-category", {
      about: "Sorts of threat; none means any",
      form: "number",
      role: "match",
    }),
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
