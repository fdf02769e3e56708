import { domains } from "../fields/list.ts";
import { ports } from "../fields/ports.ts";
import { ref, refs } from "../fields/references.ts";
import { flag, oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { facetFields } from "./facet-fields.ts";
import { auditKeys, managedStanding } from "./read-only.ts";

const path = "/zpa/mgmtconfig/v1/admin/customers/{customer}/application";

/** One object, whatever ways lead to it; ways that are not declared survive untouched. */
export const applicationSegment = defineKind({
  name: "zpa/application-segment",
  title: "application segment",
  summary: "Host names and ports of private applications.",
  activation: "none",
  terraform: [
    "zpa_application_segment",
    "zpa_application_segment_browser_access",
    "zpa_application_segment_inspection",
    "zpa_application_segment_multimatch_bulk",
    "zpa_application_segment_pra",
  ],
  api: {
    style: "rest",
    list: path,
    paging: { style: "total-pages", size: 500 },
    create: path,
    update: `${path}/{id}`,
    remove: `${path}/{id}`,
  },
  standing: managedStanding,
  fields: {
    description: text({ about: "Free text" }),
    enabled: flag({ about: "Whether it can be reached", role: "content", required: true, otherwise: true }),
    segmentGroup: ref("zpa/segment-group", {
      about: "The one group it belongs to",
      wire: "segmentGroupId",
      named: "segmentGroupName",
      joins: true,
      role: "effect",
      required: true,
    }),
    serverGroups: refs("zpa/server-group", {
      about: "Where its servers are",
      form: "text",
      role: "effect",
      required: true,
    }),
    domainNames: domains({ about: "Host names, wildcards, addresses, CIDR blocks", role: "content", required: true }),
    tcpPorts: ports({ about: "TCP ports and ranges", role: "content", flat: "tcpPortRanges", objects: "tcpPortRange" }),
    udpPorts: ports({ about: "UDP ports and ranges", role: "content", flat: "udpPortRanges", objects: "udpPortRange" }),
    bypassType: oneOf(["NEVER", "ALWAYS", "ON_NET"], {
      about: "When traffic goes around ZPA",
      role: "effect",
      loosens: ["NEVER", "ON_NET", "ALWAYS"],
      otherwise: "NEVER",
    }),
    bypassOnReauth: flag({
      about: "Go around ZPA while the user signs in again",
      role: "effect",
      loosens: [false, true],
    }),
    matchStyle: oneOf(["EXCLUSIVE", "INCLUSIVE"], {
      about: "Whether the most specific segment alone counts",
      role: "effect",
      otherwise: "EXCLUSIVE",
    }),
    icmpAccessType: oneOf(["NONE", "PING", "PING_TRACEROUTING"], {
      about: "ICMP to the application",
      role: "effect",
      loosens: ["NONE", "PING", "PING_TRACEROUTING"],
      otherwise: "NONE",
    }),
    doubleEncrypt: flag({ about: "Encrypt twice" }),
    healthCheckType: oneOf(["DEFAULT", "NONE"], { about: "Health check", otherwise: "DEFAULT" }),
    healthReporting: oneOf(["NONE", "ON_ACCESS", "CONTINUOUS"], {
      about: "When health is reported",
      otherwise: "ON_ACCESS",
    }),
    passiveHealthEnabled: flag({ about: "Watch health in passing", otherwise: true }),
    isCnameEnabled: flag({ about: "Answer with the CNAME", otherwise: true }),
    ipAnchored: flag({ about: "Source IP anchoring", role: "effect" }),
    tcpKeepAlive: flag({ about: "Keep idle TCP connections alive", digit: true }),
    selectConnectorCloseToApp: flag({ about: "Prefer connectors near the application" }),
    useInDrMode: flag({ about: "Available in disaster recovery", role: "effect", loosens: [false, true] }),
    inspectTrafficWithZia: flag({ about: "Send traffic through ZIA", role: "effect", loosens: [true, false] }),
    fqdnDnsCheck: flag({ about: "Check names in DNS" }),
    adpEnabled: flag({ about: "Active Directory protection", role: "effect" }),
    autoAppProtectEnabled: flag({ about: "AppProtection for all traffic", role: "effect" }),
    apiProtectionEnabled: flag({ about: "API protection", role: "effect" }),
    policyStyle: oneOf(["NONE", "DUAL_POLICY_EVAL"], {
      about: "Policy evaluation style",
      role: "effect",
      otherwise: "NONE",
    }),
    extranetEnabled: flag({ about: "Reached over an extranet", role: "effect" }),
    ...facetFields,
  },
  readOnly: [
    ...auditKeys,
    "segmentGroupName",
    "isIncompleteDRConfig",
    "inconsistentConfigDetails",
    "sharedMicrotenantDetails",
    "configSpace",
    // Written through commonAppsDto only; sending what was read makes clients look for browser access. [SDK]
    "commonAppsDto",
    "clientlessApps",
    "inspectionApps",
    "praApps",
    "cnameConfig",
    "domainName",
    "weightedLoadBalancing",
  ],
  metByAny: true,
  endpoints: {
    hosts: "domainNames",
    ports: { TCP: "tcpPorts", UDP: "udpPorts" },
    // An EXCLUSIVE segment alone answers for its most specific host; where it lacks the port, the client goes around ZPA. [vendor help]
    shared: { matchStyle: "INCLUSIVE" },
  },
});
