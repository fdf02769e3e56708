import { expect, test } from "vitest";
import { ShapeError } from "../../../src/kinds/field.ts";
import { handlersOf, referrersOf } from "../../../src/kinds/referrers.ts";
import type { KindName } from "../../../src/model/address.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Spec } from "../../../src/model/resource.ts";
import { plan } from "../given.ts";

/** Per kind the change that would hurt most if it went through unseen, and what the plan says of it. */
type Row = readonly [what: string, kind: KindName, live: JsonObject, declared: Spec, impact: string];

const on = { id: 1, name: "R", order: 1, rank: 7, state: "ENABLED" };
const rest: Readonly<Record<string, readonly JsonObject[]>> = {
  "zia/url-category": [],
  "zia/static-ip": [],
  "zia/proxy-gateway": [{ id: 5, name: "Proxy" }],
  "zpa/isolation-profile": [
    { id: "31", name: "Strict" },
    { id: "32", name: "Lax" },
  ],
  "zpa/inspection-profile": [
    { id: "41", name: "Strict" },
    { id: "42", name: "Lax" },
  ],
  "zpa/server-group": [{ id: "3", name: "Servers" }],
  "zms/app-zone": [],
  "zms/managed-resource-group": [
    { id: "g1", name: "Web" },
    { id: "g2", name: "DB" },
  ],
  "zms/unmanaged-resource-group": [],
};

const impactOf = (kind: KindName, live: JsonObject, declared: Spec) => {
  const name = String(live.name ?? "global");
  const { changes } = plan({ ...rest, [kind]: [live] }, { [kind]: [{ name, ...declared }] }).plan;
  return changes.map(({ impact }) => impact);
};

const threats = "zia/advanced-threat-settings";
const location = { id: 1, name: "R", country: "GERMANY", tz: "GMT", authRequired: true, ofwEnabled: true };

test.each<Row>([
  [
    "an allowed upload",
    "zia/cloud-app-control-rule",
    { ...on, type: "FILE_SHARE", actions: ["DENY_FILE_SHARE_UPLOAD"] },
    { actions: ["ALLOW_FILE_SHARE_UPLOAD"] },
    "broadens",
  ],
  [
    "every application at once",
    "zia/cloud-app-control-rule",
    { ...on, type: "FILE_SHARE", actions: ["ALLOW_FILE_SHARE_VIEW"], applications: ["BOX"] },
    { applications: [] },
    "broadens",
  ],
  [
    "data that may leave",
    "zia/dlp-web-rule",
    { ...on, action: "BLOCK", protocols: ["ANY_RULE"] },
    { action: "ALLOW" },
    "broadens",
  ],
  [
    "a decision without a look into the data",
    "zia/dlp-web-rule",
    { ...on, action: "BLOCK", protocols: ["ANY_RULE"] },
    { withoutContentInspection: true },
    "unknown",
  ],
  [
    "one phrase more",
    "zia/dlp-dictionary",
    { id: 1, name: "R", custom: true, phrases: [] },
    { phrases: [{ action: "PHRASE_COUNT_TYPE_ALL", phrase: "x" }] },
    "unknown",
  ],
  [
    "another formula",
    "zia/dlp-engine",
    { id: 1, name: "R", customDlpEngine: true, engineExpression: "(1 > 0)" },
    { engineExpression: "(1 > 1)" },
    "unknown",
  ],
  [
    "files that pass",
    "zia/file-type-control-rule",
    { ...on, filteringAction: "BLOCK", protocols: ["ANY_RULE"] },
    { filteringAction: "ALLOW" },
    "broadens",
  ],
  [
    "all files allowed",
    "zia/file-type-control-rule",
    { ...on, filteringAction: "ALLOW", fileTypes: ["FTCATEGORY_ZIP"] },
    { fileTypes: [] },
    "broadens",
  ],
  ["bad files that pass", "zia/sandbox-rule", { ...on, baRuleAction: "BLOCK" }, { baRuleAction: "ALLOW" }, "broadens"],
  [
    "files that wait no more",
    "zia/sandbox-rule",
    { ...on, baRuleAction: "BLOCK", firstTimeEnable: true, firstTimeOperation: "QUARANTINE" },
    { firstTimeOperation: "ALLOW_NOSCAN" },
    "broadens",
  ],
  [
    "new files no rule holds back",
    "zia/sandbox-rule",
    { ...on, baRuleAction: "ALLOW", firstTimeEnable: true, firstTimeOperation: "QUARANTINE" },
    { state: "DISABLED" },
    "broadens",
  ],
  [
    "a block under which new files pass",
    "zia/sandbox-rule",
    { ...on, baRuleAction: "ALLOW", firstTimeEnable: true, firstTimeOperation: "QUARANTINE" },
    { baRuleAction: "BLOCK", firstTimeEnable: false },
    "broadens",
  ],
  [
    "no category of bad files",
    "zia/sandbox-rule",
    { ...on, baRuleAction: "BLOCK", baPolicyCategories: ["RANSOMWARE_BLOCK"] },
    { baPolicyCategories: [] },
    "unknown",
  ],
  [
    "what is not opened",
    "zia/ssl-inspection-rule",
    { ...on, action: { type: "DECRYPT" } },
    { action: "DO_NOT_DECRYPT" },
    "broadens",
  ],
  [
    "more that is not opened",
    "zia/ssl-inspection-rule",
    { ...on, action: { type: "DO_NOT_DECRYPT" }, urlCategories: ["FINANCE"] },
    { urlCategories: [] },
    "broadens",
  ],
  [
    "what no policy looks at",
    "zia/ssl-inspection-rule",
    { ...on, action: { type: "DO_NOT_DECRYPT" } },
    { bypassOtherPolicies: true },
    "broadens",
  ],
  [
    "servers nobody vouches for",
    "zia/ssl-inspection-rule",
    { ...on, action: { type: "DECRYPT", decryptSubActions: { serverCertificates: "BLOCK" } } },
    { serverCertificates: "ALLOW" },
    "broadens",
  ],
  [
    "an answer that sends clients elsewhere",
    "zia/firewall-dns-rule",
    { ...on, action: "BLOCK_WITH_RESPONSE", blockResponseCode: "NXDOMAIN" },
    { blockResponseCode: "BYPASS" },
    "unknown",
  ],
  [
    "what intrusion prevention skips",
    "zia/firewall-ips-rule",
    { ...on, action: "BYPASS_IPS", srcIps: ["10.0.0.1"] },
    { srcIps: [] },
    "broadens",
  ],
  [
    "a block of intrusions that goes",
    "zia/firewall-ips-rule",
    { ...on, action: "BLOCK_DROP" },
    { state: "DISABLED" },
    "broadens",
  ],
  [
    "a way around everything",
    "zia/forwarding-control-rule",
    { ...on, forwardMethod: "ZIA" },
    { forwardMethod: "DIRECT" },
    "broadens",
  ],
  [
    "another host than meant",
    "zia/nat-control-rule",
    { ...on, redirectIp: "192.0.2.1" },
    { redirectPort: 22 },
    "unknown",
  ],
  [
    "a slower line",
    "zia/bandwidth-control-rule",
    { ...on, protocols: ["ANY_RULE"], maxBandwidth: 50 },
    { maxBandwidth: 10 },
    "neutral",
  ],
  [
    "traffic no longer recorded",
    "zia/traffic-capture-rule",
    { ...on, action: "CAPTURE" },
    { action: "SKIP" },
    "neutral",
  ],
  ["riskier pages", threats, { riskTolerance: 10 }, { riskTolerance: 90 }, "broadens"],
  ["a threat let through", threats, { torBlocked: true }, { torBlocked: false }, "broadens"],
  ["all countries but one", threats, { blockedCountries: ["ANY"] }, { blockedCountries: ["COUNTRY_KP"] }, "broadens"],
  ["no country blocked", threats, { blockedCountries: ["COUNTRY_KP"] }, { blockedCountries: [] }, "broadens"],
  ["a URL nobody signs in for", "zia/auth-exempted-urls", { urls: [] }, { urls: ["x.example"] }, "broadens"],
  [
    "a URL nobody looks into",
    "zia/security-allowlist",
    { whitelistUrls: [] },
    { whitelistUrls: ["x.example"] },
    "broadens",
  ],
  [
    "a URL no longer blocked",
    "zia/security-denylist",
    { blacklistUrls: ["x.example"] },
    { blacklistUrls: [] },
    "broadens",
  ],
  ["a URL that is spared", "zia/security-exceptions", { bypassUrls: [] }, { bypassUrls: ["x.example"] }, "broadens"],
  [
    "a malicious URL let through",
    "zia/malicious-urls",
    { maliciousUrls: ["x.example"] },
    { maliciousUrls: [] },
    "broadens",
  ],
  ["no scan", "zia/malware-inspection", { inspectInbound: true }, { inspectInbound: false }, "broadens"],
  [
    "files that cannot be scanned",
    "zia/malware-policy",
    { blockUnscannableFiles: true },
    { blockUnscannableFiles: false },
    "broadens",
  ],
  ["a protocol without a scan", "zia/malware-protocols", { inspectHttp: true }, { inspectHttp: false }, "broadens"],
  ["malware let through", "zia/malware-settings", { virusBlocked: true }, { virusBlocked: false }, "broadens"],
  ["nobody signs in", "zia/location", location, { authRequired: false }, "broadens"],
  ["no firewall", "zia/location", location, { ofwEnabled: false }, "broadens"],
  [
    "groups filled by what is enforced",
    "zia/location",
    { ...location, ofwEnabled: false },
    { ofwEnabled: true },
    "unknown",
  ],
  ["groups filled by country", "zia/location", location, { country: "FRANCE" }, "unknown"],
  ["groups filled by limits", "zia/location", location, { upBandwidth: "10Mbps" }, "unknown"],
  ["hours of another zone", "zia/location", location, { tz: "GERMANY_EUROPE_BERLIN" }, "unknown"],
  [
    "connectors without AppProtection",
    "zpa/app-connector-group",
    { id: "1", name: "R", wafDisabled: false },
    { wafDisabled: true },
    "broadens",
  ],
  [
    "connectors for remote desktops",
    "zpa/app-connector-group",
    { id: "1", name: "R", praEnabled: false },
    { praEnabled: true },
    "broadens",
  ],
  [
    "connectors that ask no rule in a disaster",
    "zpa/app-connector-group",
    { id: "1", name: "R", useInDrMode: false },
    { useInDrMode: true },
    "broadens",
  ],
  [
    "around ZPA",
    "zpa/forwarding-rule",
    { id: "1", name: "R", ruleOrder: "1", action: "INTERCEPT" },
    { action: "BYPASS" },
    "broadens",
  ],
  [
    "less inspected",
    "zpa/inspection-rule",
    { id: "1", name: "R", ruleOrder: "1", action: "INSPECT" },
    { action: "BYPASS_INSPECT" },
    "broadens",
  ],
  [
    "inspected by another profile",
    "zpa/inspection-rule",
    { id: "1", name: "R", ruleOrder: "1", action: "INSPECT", zpnInspectionProfileId: "41" },
    { inspectionProfile: "Lax" },
    "unknown",
  ],
  [
    "less isolated",
    "zpa/isolation-rule",
    { id: "1", name: "R", ruleOrder: "1", action: "ISOLATE" },
    { action: "BYPASS_ISOLATE" },
    "broadens",
  ],
  [
    "sessions without an end",
    "zpa/timeout-rule",
    { id: "1", name: "R", ruleOrder: "1", action: "RE_AUTH", reauthTimeout: "3600" },
    { reauthTimeout: "never" },
    "broadens",
  ],
  [
    "more done in a session",
    "zpa/capabilities-rule",
    {
      id: "1",
      name: "R",
      ruleOrder: "1",
      action: "CHECK_CAPABILITIES",
      privilegedCapabilities: { capabilities: ["CLIPBOARD_COPY"] },
    },
    { privilegedCapabilities: ["CLIPBOARD_COPY", "FILE_UPLOAD"] },
    "unknown",
  ],
  [
    "workloads that may talk",
    "zms/policy-rule",
    { id: "1", name: "R", action: "BLOCK", priority: 1, sourceTargetType: "ANY", destinationTargetType: "ANY" },
    { action: "ALLOW" },
    "broadens",
  ],
  [
    "a block that only reports",
    "zms/policy-rule",
    { id: "1", name: "R", action: "BLOCK", priority: 1, sourceTargetType: "ANY" },
    { action: "SIM_BLOCK" },
    "broadens",
  ],
  [
    "any source",
    "zms/policy-rule",
    { id: "1", name: "R", action: "ALLOW", priority: 1, sourceTargetType: "RESOURCE_GROUP", sourceTargetIds: ["g1"] },
    { sources: ["ANY"] },
    "broadens",
  ],
  [
    "any port",
    "zms/policy-rule",
    {
      id: "1",
      name: "R",
      action: "ALLOW",
      priority: 1,
      portAndProtocols: [{ protocol: "TCP", portRanges: [{ startPort: 443, endPort: 443 }] }],
    },
    { ports: [] },
    "broadens",
  ],
  ["another turn", "zms/policy-rule", { id: "1", name: "R", action: "ALLOW", priority: 9 }, { priority: 1 }, "unknown"],
  [
    "what no rule stops",
    "zms/default-policy-rule",
    { id: "1", name: "R", action: "BLOCK" },
    { action: "ALLOW" },
    "broadens",
  ],
])("%s: %s", (_, kind, live, declared, impact) => {
  expect(impactOf(kind, live, declared)).toEqual([impact]);
});

test.each<[string, KindName, JsonObject, JsonObject]>([
  [
    "inspects by another profile",
    "zpa/inspection-rule",
    { action: "INSPECT", zpnInspectionProfileId: "41" },
    { action: "INSPECT", zpnInspectionProfileId: "42" },
  ],
  [
    "isolates by another profile",
    "zpa/isolation-rule",
    { action: "ISOLATE", zpnIsolationProfileId: "31" },
    { action: "ISOLATE", zpnIsolationProfileId: "32" },
  ],
  [
    "lets new files through",
    "zia/sandbox-rule",
    { baRuleAction: "BLOCK", firstTimeEnable: true, firstTimeOperation: "QUARANTINE" },
    { baRuleAction: "BLOCK", firstTimeEnable: true, firstTimeOperation: "ALLOW_NOSCAN" },
  ],
])("a rule that %s does not move up unseen", (_, kind, strict, lax) => {
  const rows = [strict, lax].map((row, at) => ({
    ...on,
    id: at + 1,
    order: at + 1,
    ruleOrder: `${at + 1}`,
    name: `R${at + 1}`,
    ...row,
  }));
  const { changes } = plan({ ...rest, [kind]: rows }, { [kind]: [{ name: "R2" }, { name: "R1" }] }).plan;
  expect(changes.map(({ impact }) => impact)).toEqual(["unknown"]);
});

const everyUser = (kind: KindName) =>
  Object.fromEntries([...referrersOf(kind), ...handlersOf(kind)].map((one) => [one, []]));

test("a side without the groups it speaks of is not taken for any", () => {
  const live = {
    id: "1",
    name: "R",
    action: "ALLOW",
    priority: 1,
    sourceTargetType: "RESOURCE_GROUP",
    sourceTargetIds: [],
  };
  expect(() => impactOf("zms/policy-rule", live, { sources: [{ managed: "Web" }] })).toThrow(ShapeError);
});

/** A shared object in use by a rule that allows. */
test.each<[string, KindName, string, JsonObject, Spec, string]>([
  [
    "more sources",
    "zia/ip-source-group",
    "srcIpGroups",
    { ipAddresses: ["10.0.0.1"] },
    { ipAddresses: ["10.0.0.0/8"] },
    "broadens",
  ],
  [
    "more destinations",
    "zia/ip-destination-group",
    "destIpGroups",
    { type: "DSTN_IP", addresses: ["10.0.0.1"] },
    { addresses: ["10.0.0.0/8"] },
    "broadens",
  ],
  [
    "any country",
    "zia/ip-destination-group",
    "destIpGroups",
    { type: "DSTN_OTHER", countries: ["COUNTRY_DE"] },
    { countries: ["COUNTRY_DE", "ANY"] },
    "broadens",
  ],
  [
    "more ports",
    "zia/network-service",
    "nwServices",
    { type: "CUSTOM", destTcpPorts: [{ start: 443 }] },
    { destTcpPorts: ["443", "22"] },
    "broadens",
  ],
  [
    "no port from",
    "zia/network-service",
    "nwServices",
    { type: "CUSTOM", srcTcpPorts: [{ start: 1 }], destTcpPorts: [{ start: 443 }] },
    { srcTcpPorts: [] },
    "unknown",
  ],
  [
    "more applications",
    "zia/network-application-group",
    "nwApplicationGroups",
    { networkApplications: ["SSH"] },
    { networkApplications: ["SSH", "TOR"] },
    "broadens",
  ],
  [
    "more days",
    "zia/time-interval",
    "timeWindows",
    { startTime: 60, endTime: 120, daysOfWeek: ["MON"] },
    { daysOfWeek: ["EVERYDAY"] },
    "broadens",
  ],
  [
    "a later end",
    "zia/time-interval",
    "timeWindows",
    { startTime: 60, endTime: 120, daysOfWeek: ["MON"] },
    { endTime: "23:00" },
    "unknown",
  ],
  [
    "other workloads",
    "zia/workload-group",
    "workloadGroups",
    { expressionJson: { expressionContainers: [] } },
    { expressionJson: [{ tagType: "VM", tags: [{ key: "a", value: "b" }] }] },
    "broadens",
  ],
])("%s for a rule that allows", (_, kind, field, live, declared, impact) => {
  const firewall = { ...on, id: 9, name: "Allow", action: "ALLOW", [field]: [{ id: 1, name: "R" }] };
  const tenant = {
    ...everyUser(kind),
    [kind]: [{ id: 1, name: "R", ...live }],
    "zia/firewall-filtering-rule": [firewall],
  };
  const { changes } = plan(tenant, { [kind]: [{ name: "R", ...declared }] }).plan;
  expect(changes.map((change) => change.impact)).toEqual([impact]);
});
