import type { Wire } from "../../json.ts";
import { absorbFacets, facetKeys } from "../facets.ts";
import { bit, flag, idOf, number, object, objects, oneOf, ports, refs, text, texts } from "../fields.ts";
import { governed } from "../governed.ts";
import type { ZpaKind } from "../kind.ts";

/** Help pages: combinations of the application segment that are refused. The word is the field that is blamed. */
function checkSegment(row: Wire): string | undefined {
  const domains = Array.isArray(row.domainNames) ? row.domainNames.map(String) : [];
  const portCount = Array.isArray(row.tcpPortRanges) ? row.tcpPortRanges.length / 2 : 0;
  if (domains.includes("*") && domains.length > 1) return "domainNames";
  if (domains.some((domain) => /^\d+\.\d+\.\d+\.\d+-\d+/.test(domain))) return "domainNames";
  if (row.matchStyle === "INCLUSIVE" && (row.ipAnchored === true || row.doubleEncrypt === true)) return "matchStyle";
  if (row.matchStyle === "INCLUSIVE" && row.adpEnabled === true) return "matchStyle";
  if (row.healthReporting === "CONTINUOUS" && row.matchStyle === "INCLUSIVE") return "healthReporting";
  if (row.healthReporting === "CONTINUOUS" && (portCount > 10 || domains.includes("*"))) return "healthReporting";
  if (row.adpEnabled === true && row.autoAppProtectEnabled === true) return "adpEnabled";
  if (row.selectConnectorCloseToApp === true && Array.isArray(row.udpPortRanges)) return "selectConnectorCloseToApp";
  return undefined;
}

/** Defaults recorded by creates without the key, except `enabled` (help). The general rule of PUT applies: all is replaced. */
export const applicationSegment: ZpaKind = {
  kind: "zpa/application-segment",
  path: "application",
  nameKey: "name",
  writable: true,
  word: "Application",
  always: { isIncompleteDRConfig: false, ...governed, microtenantName: "Default" },
  notOnPost: [
    ...["creationTime", "modifiedTime", "modifiedBy", "healthReporting", "microtenantName", "policyStyle"],
    ...["readOnly", "zscalerManaged", "segmentGroupName", "selectConnectorCloseToApp", "tcpPortRange"],
    ...["udpPortRange", "useInDrMode", ...facetKeys],
  ],
  parts: facetKeys,
  absorb: absorbFacets,
  check: checkSegment,
  fields: {
    name: text({ required: true }),
    description: text(),
    domainNames: texts({ required: true }),
    enabled: flag(false),
    segmentGroupId: idOf("zpa/segment-group", { required: true }),
    serverGroups: refs("zpa/server-group"),
    tcpPortRanges: ports(),
    udpPortRanges: ports(),
    bypassType: oneOf("ALWAYS NEVER ON_NET", { initial: "NEVER" }),
    bypassOnReauth: flag(false),
    healthCheckType: oneOf("DEFAULT NONE", { initial: "DEFAULT" }),
    healthReporting: oneOf("NONE ON_ACCESS CONTINUOUS", { initial: "ON_ACCESS" }),
    icmpAccessType: oneOf("PING_TRACEROUTING PING NONE", { initial: "NONE" }),
    passiveHealthEnabled: flag(true),
    isCnameEnabled: flag(true),
    doubleEncrypt: flag(false),
    ipAnchored: flag(false),
    matchStyle: oneOf("EXCLUSIVE INCLUSIVE", { initial: "EXCLUSIVE" }),
    tcpKeepAlive: bit(),
    selectConnectorCloseToApp: flag(false),
    useInDrMode: flag(false),
    inspectTrafficWithZia: flag(false),
    fqdnDnsCheck: flag(false),
    adpEnabled: flag(false),
    autoAppProtectEnabled: flag(false),
    apiProtectionEnabled: flag(false),
    weightedLoadBalancing: flag(false, { omitted: "keep" }),
    extranetEnabled: flag(false),
    zpnErId: object(),
    policyStyle: oneOf("NONE DUAL_POLICY_EVAL", { initial: "NONE" }),
    configSpace: oneOf("DEFAULT SIEM", { initial: "DEFAULT" }),
    tcpProtocols: texts(),
    udpProtocols: texts(),
    tags: objects(),
    defaultIdleTimeout: number(),
    defaultMaxAge: number(),
    commonAppsDto: object(),
  },
};
