import { addresses } from "../fields/addresses.ts";
import { countries, texts } from "../fields/list.ts";
import { refs } from "../fields/references.ts";
import { flag, integer, oneOf } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
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
    srcIps: addresses({
      about: "Source addresses, CIDR blocks, ranges",
      role: "match",
      asks: "from",
      criterion: "source",
    }),
    srcIpGroups: refs("zia/ip-source-group", {
      about: "Source IP groups",
      form: "number",
      role: "match",
      asks: "from",
      criterion: "source",
    }),
    destAddresses: addresses({
      about: "Destination addresses, CIDR blocks, ranges, host names",
      role: "match",
      asks: "where",
      criterion: "destination",
    }),
    destIpGroups: refs("zia/ip-destination-group", {
      about: "Destination IP groups",
      form: "number",
      role: "match",
      asks: "where",
      criterion: "destination",
    }),
    destIpCategories: refs("zia/url-category", {
      about: "URL categories of the destination",
      form: "bare",
      role: "match",
      asks: "where",
      criterion: "destination",
      any: ["ANY"],
    }),
    destCountries: countries({
      about: "Countries of the destination",
      role: "match",
      asks: "where",
      criterion: "destination",
      single: true,
    }),
    sourceCountries: countries({
      about: "Countries of the source",
      role: "match",
      asks: "from",
      criterion: "source",
      invertedBy: "excludeSrcCountries",
      single: true,
    }),
    excludeSrcCountries: flag({ about: "Turns sourceCountries into all but these", role: "effect" }),
    nwServices: refs("zia/network-service", {
      about: "Network services",
      form: "number",
      role: "match",
      criterion: "service",
    }),
    nwServiceGroups: refs("zia/network-service-group", {
      about: "Network service groups",
      form: "number",
      role: "match",
      criterion: "service",
    }),
    nwApplications: texts({ about: "Network application ids such as SSH", role: "match", criterion: "application" }),
    nwApplicationGroups: refs("zia/network-application-group", {
      about: "Network application groups",
      form: "number",
      role: "match",
      criterion: "application",
    }),
    appServices: refs("zia/app-service", {
      about: "Application services",
      form: "number",
      role: "match",
      criterion: "appService",
    }),
    appServiceGroups: refs("zia/app-service-group", {
      about: "Application service groups",
      form: "number",
      role: "match",
      criterion: "appService",
    }),
    enableFullLogging: flag({ about: "Log every session" }),
    capturePCAP: flag({ about: "Capture the traffic" }),
    isEunEnabled: flag({ about: "Notify the user" }),
    eunTemplateId: integer({ about: "Id of the notification template; the service picks one", picked: true }),
    excludeContextShieldEndPoint: flag({ about: "Leave Context Shield endpoints out", role: "effect" }),
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
