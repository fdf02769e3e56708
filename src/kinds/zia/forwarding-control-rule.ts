import { refObject, refs } from "../fields/references.ts";
import { oneOf } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { appServiceGroups, destinations, networkRuleFields, services, sources } from "./network-fields.ts";
import { ruleReadOnly } from "./read-only.ts";
import { resolvedCategories } from "./resolved-categories.ts";
import { ruleStanding } from "./rule-standing.ts";

const { devices: _devices, ...fields } = networkRuleFields;
const elsewhere = ["ZIA", "PROXYCHAIN", "ZPA", "ECZPA", "ECSELF", "ENATDEDIP", "GEOIP"];

/**
 * Evaluated top-down; rules of the service at negative orders come last. [recorded] What only ZPA and the connectors
 * know (segments, gateways, groups) is not declared: a rule that needs it is made in the portal, and edited here.
 */
export const forwardingControlRule = defineKind({
  name: "zia/forwarding-control-rule",
  title: "forwarding control rule",
  summary: "Sends traffic on directly, through a proxy or to private access; the first match decides.",
  handles: true,
  terraform: ["zia_forwarding_control_rule"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/forwardingRules",
    paging: "whole",
    create: "/zia/api/v1/forwardingRules",
    update: "/zia/api/v1/forwardingRules/{id}",
    remove: "/zia/api/v1/forwardingRules/{id}",
  },
  order: { key: "order", rank: "rank", writes: "numbered" },
  rule: {
    handling: true,
    action: "forwardMethod",
    allow: ["DIRECT", ...elsewhere],
    // On these ways somebody else looks at the traffic, or vouches for it with an address of its own. [INFERRED]
    guarded: elsewhere,
    block: ["DROP"],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  fields: {
    ...fields,
    forwardMethod: oneOf(["DIRECT", ...elsewhere, "DROP"], {
      about: "Which way the traffic goes",
      role: "decision",
      required: true,
    }),
    proxyGateway: refObject("zia/proxy-gateway", {
      about: "Proxy gateway, with forwardMethod PROXYCHAIN",
      role: "effect",
      form: "numberAndName",
    }),
    ...sources,
    ...destinations,
    resCategories: resolvedCategories,
    ...services,
    nwApplicationGroups: refs("zia/network-application-group", {
      about: "Network application groups",
      form: "number",
      role: "match",
      criterion: "application",
    }),
    appServiceGroups,
  },
  readOnly: ruleReadOnly,
  hiddenCriteria: [
    "ecGroups",
    "zpaAppSegments",
    "zpaApplicationSegments",
    "zpaApplicationSegmentGroups",
    "srcIpv6Groups",
    "destIpv6Groups",
    "devices",
  ],
  createDefaults: { type: "FORWARDING", state: "ENABLED", rank: 7 },
});
