import { flag, integer, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { destinations, networkRuleFields, services, sources } from "./network-fields.ts";
import { ruleReadOnly } from "./read-only.ts";
import { resolvedCategories } from "./resolved-categories.ts";
import { ruleStanding } from "./rule-standing.ts";

/** Evaluated top-down; what no rule matches keeps the destination it asked for. */
export const natControlRule = defineKind({
  name: "zia/nat-control-rule",
  title: "NAT control rule",
  summary: "Sends traffic to another destination than it asked for; the first match decides.",
  handles: true,
  terraform: ["zia_nat_control_rules"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/dnatRules",
    paging: "whole",
    create: "/zia/api/v1/dnatRules",
    update: "/zia/api/v1/dnatRules/{id}",
    remove: "/zia/api/v1/dnatRules/{id}",
  },
  order: { key: "order", rank: "rank", writes: "numbered" },
  rule: {
    // The API answers ALLOW on every rule. [recorded] What a rule lets go of reaches what it asked for, and what it takes
    // on reaches another host: both may open something. [INFERRED]
    allow: ["redirect"],
    guarded: ["redirect"],
    block: [],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  fields: {
    ...networkRuleFields,
    redirectIp: text({ about: "Address to send the traffic to", role: "effect" }),
    redirectFqdn: text({ about: "Host name to send the traffic to, instead of an address", role: "effect" }),
    redirectPort: integer({ about: "Port to send the traffic to; 0 keeps it", min: 0, max: 65535, role: "effect" }),
    ...sources,
    ...destinations,
    resCategories: resolvedCategories,
    ...services,
    enableFullLogging: flag({ about: "Log every session" }),
  },
  readOnly: [...ruleReadOnly, "trustedResolverRule"],
  hiddenCriteria: ["srcIpv6Groups", "destIpv6Groups"],
  movableFields: ["description", "state", "labels"],
  createDefaults: { state: "ENABLED", rank: 7 },
});
