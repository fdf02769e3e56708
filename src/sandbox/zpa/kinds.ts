import type { Wire } from "../json.ts";
import { bit, flag, idOf, number, object, objects, oneOf, ports, refs, text, texts } from "./fields.ts";
import type { ZpaKind } from "./kind.ts";
import { governed, lookups } from "./lookups.ts";
import { type PolicyType, policyTypes } from "./policy-types.ts";

/** Recorded: PUT without description clears it, enabled stays. */
const segmentGroup: ZpaKind = {
  kind: "zpa/segment-group",
  path: "segmentGroup",
  nameKey: "name",
  writable: true,
  word: "Segment Group",
  always: { configSpace: "DEFAULT", tcpKeepAliveEnabled: "0", ...governed, microtenantName: "Default" },
  notOnPost: ["microtenantName"],
  fields: {
    name: text({ required: true, omitted: "keep" }),
    description: text(),
    enabled: flag(false, { omitted: "keep" }),
    configSpace: oneOf("DEFAULT SIEM", { initial: "DEFAULT", omitted: "keep" }),
    tcpKeepAliveEnabled: bit({ omitted: "keep" }),
  },
};

/** Recorded: enabled is false when a create leaves it out. */
const serverGroup: ZpaKind = {
  kind: "zpa/server-group",
  path: "serverGroup",
  nameKey: "name",
  writable: true,
  word: "Server Group",
  always: { ...governed, microtenantName: "Default" },
  notOnPost: ["creationTime", "modifiedTime", "modifiedBy", "microtenantName", "readOnly", "zscalerManaged"],
  // Provider: discovery and explicit servers exclude each other, one of them is needed.
  check: (row) => {
    const servers = Array.isArray(row.servers) ? row.servers.length : 0;
    return (row.dynamicDiscovery === true) === servers > 0 ? "servers" : undefined;
  },
  fields: {
    name: text({ required: true }),
    description: text(),
    enabled: flag(false),
    dynamicDiscovery: flag(false),
    servers: refs("zpa/application-server"),
    appConnectorGroups: refs("zpa/app-connector-group", { required: true }),
    ipAnchored: flag(false),
    extranetEnabled: flag(false),
    extranetDTO: object(),
    configSpace: oneOf("DEFAULT SIEM", { initial: "DEFAULT" }),
  },
};

/** Recorded: address and enabled survive a PUT without them, the description does not. */
const applicationServer: ZpaKind = {
  kind: "zpa/application-server",
  path: "server",
  nameKey: "name",
  writable: true,
  word: "Server",
  always: { configSpace: "DEFAULT" },
  notOnPost: [],
  fields: {
    name: text({ required: true, omitted: "keep" }),
    address: text({ required: true, omitted: "keep" }),
    description: text(),
    enabled: flag(false, { omitted: "keep" }),
    appServerGroupIds: texts({ to: "zpa/server-group", inverse: true, omitted: "keep" }),
    configSpace: oneOf("DEFAULT SIEM", { initial: "DEFAULT", omitted: "keep" }),
  },
};

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
const applicationSegment: ZpaKind = {
  kind: "zpa/application-segment",
  path: "application",
  nameKey: "name",
  writable: true,
  word: "Application",
  always: { isIncompleteDRConfig: false, ...governed, microtenantName: "Default" },
  notOnPost: [
    ...["creationTime", "modifiedTime", "modifiedBy", "healthReporting", "microtenantName", "policyStyle"],
    ...["readOnly", "zscalerManaged", "segmentGroupName", "selectConnectorCloseToApp", "tcpPortRange"],
    ...["udpPortRange", "useInDrMode"],
  ],
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
  },
};

const ruleKind = ({ kind, type, number: wireNumber, actions, defaultRule }: PolicyType): ZpaKind => ({
  kind,
  nameKey: "name",
  writable: true,
  policyType: type,
  word: "Policy",
  always: {
    policyType: wireNumber,
    operator: "AND",
    disabled: "0",
    ...(type === "ACCESS_POLICY" ? { extranetEnabled: false } : {}),
    devicePostureFailureNotificationEnabled: false,
    // Recorded: on every rule of a set that lists a default rule.
    ...(defaultRule ? { defaultRuleName: "Default_Rule" } : {}),
    defaultRule: false,
    ...governed,
  },
  notOnPost: ["policySetId", "extranetEnabled"],
  fields: {
    name: text({ required: true }),
    description: text(),
    action: oneOf(actions.join(" "), { required: true }),
    operator: oneOf("AND OR", { initial: "AND" }),
    disabled: bit(),
    customMsg: text(),
    reauthTimeout: text(),
    reauthIdleTimeout: text(),
    zpnIsolationProfileId: text(),
    zpnInspectionProfileId: text(),
    // SDK changelog: leaving a reference list out is no reliable way to clear it.
    appServerGroups: refs("zpa/server-group", { omitted: "keep" }),
    appConnectorGroups: refs("zpa/app-connector-group", { omitted: "keep" }),
    serviceEdgeGroups: refs("zpa/service-edge-group", { omitted: "keep" }),
    credential: object(),
    credentialPool: object(),
    privilegedCapabilities: object(),
    privilegedPortalCapabilities: object(),
    extranetEnabled: flag(undefined),
    extranetDTO: object(),
    devicePostureFailureNotificationEnabled: flag(undefined),
  },
});

export const zpaKinds: readonly ZpaKind[] = [
  segmentGroup,
  serverGroup,
  applicationSegment,
  applicationServer,
  ...policyTypes.map(ruleKind),
  ...lookups,
];

const byKind = new Map(zpaKinds.map((kind) => [kind.kind, kind]));

export const zpaKind = (name: string): ZpaKind => {
  const kind = byKind.get(name);
  if (!kind) throw new Error(`the sandbox has no kind "${name}"`);
  return kind;
};

export const zpaRuleKinds: readonly ZpaKind[] = zpaKinds.filter((kind) => kind.policyType !== undefined);
