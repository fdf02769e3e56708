import { categories, type Field, int, object, oneOf, refs, shownFlag, text, texts } from "./field.ts";
import type { ZiaKind } from "./kind.ts";
import { common } from "./rules.ts";
import { appControlTypes } from "./vocabulary.ts";

/**
 * Rules that our client only reads, for what they refer to: made in the portal, listed through the API. Their tables
 * hold what refers and what every row shows; the portal may store any other key.
 */
const rule = (
  kind: string,
  path: string,
  fields: Readonly<Record<string, Field>>,
  rest: Partial<Pick<ZiaKind, "paging" | "perType">> = {},
): ZiaKind => ({
  kind,
  path,
  nameKey: "name",
  family: "rule",
  ordered: { rows: "any" },
  echo: "rule",
  stamps: "modified",
  audit: ["POLICY", path],
  word: "RULE",
  fields: { ...common, ...fields },
  ...rest,
});

/** Recorded: the two lists of a firewall-like rule are absent or empty when unset. */
const destination = { destIpCategories: categories(), resCategories: categories() };
const emptyDestination = {
  destIpCategories: categories({ shown: [] }),
  resCategories: categories({ shown: [] }),
};

const flags = { predefined: shownFlag({ readOnly: true }), defaultRule: shownFlag({ readOnly: true }) };

export const otherRules: readonly ZiaKind[] = [
  rule("zia/firewall-dns-rule", "firewallDnsRules", { action: text(), redirectIp: text(), ...destination, ...flags }),
  rule("zia/firewall-ips-rule", "firewallIpsRules", { action: text(), ...emptyDestination, ...flags }),
  rule("zia/ssl-inspection-rule", "sslInspectionRules", {
    // Recorded: here the action is an object.
    action: object({ required: "action cannot be null" }),
    urlCategories: categories({ vanishes: "ANY" }),
    ...flags,
  }),
  rule("zia/dlp-web-rule", "webDlpRules", {
    action: text(),
    // Inferred: these rules name categories by number, all others by id.
    urlCategories: refs("zia/url-category", { by: "val" }),
    // Recorded: reads 0 whatever was sent.
    rank: int({ initial: 0 }),
  }),
  rule("zia/file-type-control-rule", "fileTypeRules", { filteringAction: text(), urlCategories: categories() }),
  rule("zia/sandbox-rule", "sandboxRules", { baRuleAction: text(), urlCategories: categories() }),
  rule(
    "zia/cloud-app-control-rule",
    "webApplicationRules",
    {
      type: oneOf(appControlTypes, { required: "type cannot be null" }),
      applications: texts(),
      actions: texts(),
      predefined: flags.predefined,
    },
    { perType: appControlTypes.split(" ") },
  ),
  rule("zia/forwarding-control-rule", "forwardingRules", {
    type: text({ initial: "FORWARDING" }),
    forwardMethod: text(),
    ...emptyDestination,
  }),
  rule("zia/bandwidth-control-rule", "bandwidthControlRules", {
    bandwidthClasses: refs("zia/bandwidth-class"),
    minBandwidth: int({ initial: 0 }),
    maxBandwidth: int({ initial: 100 }),
    defaultRule: flags.defaultRule,
  }),
  rule("zia/nat-control-rule", "dnatRules", { redirectIp: text(), ...destination, ...flags }),
  rule(
    "zia/traffic-capture-rule",
    "trafficCaptureRules",
    { action: oneOf("CAPTURE SKIP"), destIpCategories: categories(), ...flags },
    { paging: { size: 5000, max: 5000, by: "order" } },
  ),
];

/** Recorded: own classes have no `type`, and ids from a small range. */
export const bandwidthClass: ZiaKind = {
  kind: "zia/bandwidth-class",
  path: "bandwidthClasses",
  nameKey: "name",
  family: "bandwidth",
  echo: "full",
  audit: ["RESOURCES", "BANDWIDTH_CLASSES"],
  word: "BANDWIDTH CLASS",
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null" }),
    type: text({ readOnly: true }),
    isNameL10nTag: shownFlag({ readOnly: true, shown: true }),
    urls: texts(),
    urlCategories: categories(),
    webApplications: texts(),
  },
};
