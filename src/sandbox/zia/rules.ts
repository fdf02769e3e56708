import type { Wire } from "../json.ts";
import {
  categories,
  countries,
  type Field,
  flag,
  ids,
  int,
  object,
  objects,
  oneOf,
  refs,
  shownFlag,
  someOf,
  text,
  texts,
} from "./field.ts";
import type { ZiaKind } from "./kind.ts";
import { deviceTrustLevels, requestMethods, riskScores, urlProtocols, userAgents } from "./vocabulary.ts";

/** Keys every rule kind has. Order and rank are checked by the ordering, not by the table. */
export const common: Readonly<Record<string, Field>> = {
  id: int({ readOnly: true }),
  accessControl: oneOf("NONE READ_ONLY READ_WRITE", { readOnly: true, shown: "READ_WRITE" }),
  name: text({ required: "name cannot be null" }),
  description: text({ max: 10_240 }),
  order: int({ initial: 0 }),
  rank: int({ initial: 7 }),
  state: oneOf("ENABLED DISABLED", { initial: "ENABLED" }),
  labels: refs("zia/rule-label"),
  locations: refs("zia/location"),
  locationGroups: refs("zia/location-group"),
  departments: refs("zia/department"),
  groups: refs("zia/group"),
  users: refs("zia/user"),
  timeWindows: refs("zia/time-interval"),
  devices: refs("zia/device"),
  deviceGroups: refs("zia/device-group"),
  deviceTrustLevels: someOf(deviceTrustLevels),
  workloadGroups: refs("zia/workload-group"),
  lastModifiedTime: int({ readOnly: true }),
  lastModifiedBy: object({ readOnly: true }),
};

const allMethods = requestMethods.split(" ");

/** Provider and help pages: combinations the service refuses. */
function checkUrlRule(rule: Wire): string | undefined {
  const methods = Array.isArray(rule.requestMethods) ? rule.requestMethods : [];
  const protocols = Array.isArray(rule.protocols) ? rule.protocols : [];
  if (rule.action === "ISOLATE" && rule.cbiProfile === undefined) return "Isolation profile is required";
  if (rule.action === "ISOLATE" && protocols.some((entry) => entry !== "HTTP_RULE" && entry !== "HTTPS_RULE")) {
    return "Only HTTP and HTTPS protocols are supported for the ISOLATE action";
  }
  if (rule.action === "ISOLATE" && Array.isArray(rule.userAgentTypes) && rule.userAgentTypes.includes("OTHER")) {
    return "User agent OTHER is not supported for the ISOLATE action";
  }
  const cautioned = ["CONNECT", "GET", "HEAD"];
  if (rule.action === "CAUTION" && methods.length < allMethods.length) {
    if (methods.some((entry) => !cautioned.includes(String(entry)))) {
      return "Request methods for the CAUTION action can only be CONNECT, GET and HEAD";
    }
  }
  if (rule.timeQuota !== undefined && Number(rule.timeQuota) !== 0) {
    if (Number(rule.timeQuota) < 15 || Number(rule.timeQuota) > 600) return "Invalid time quota";
  }
  if (rule.sizeQuota !== undefined && Number(rule.sizeQuota) !== 0) {
    if (Number(rule.sizeQuota) < 10_240 || Number(rule.sizeQuota) > 102_400_000) return "Invalid size quota";
  }
  const validity = [rule.validityStartTime, rule.validityEndTime, rule.validityTimeZoneId];
  if (rule.enforceTimeValidity === true && validity.some((entry) => entry === undefined)) {
    return "Validity start time, end time and time zone are required";
  }
  return undefined;
}

export const urlFilteringRule: ZiaKind = {
  kind: "zia/url-filtering-rule",
  path: "urlFilteringRules",
  nameKey: "name",
  family: "rule",
  writable: true,
  ordered: { rows: "any" },
  ignoresSearch: true,
  echo: "rule",
  stamps: "modified",
  audit: ["URL_CLOUD_APP_CONTROL_POLICY", "URL_FILTERING"],
  word: "RULE",
  check: checkUrlRule,
  fields: {
    ...common,
    action: oneOf("BLOCK CAUTION ALLOW ISOLATE ANY NONE ICAP_RESPONSE", { required: "action cannot be null" }),
    protocols: someOf(urlProtocols, { required: "protocols cannot be null" }),
    urlCategories: categories({ vanishes: "ANY" }),
    urlCategories2: categories({ vanishes: "ANY" }),
    requestMethods: someOf(requestMethods, { initial: allMethods }),
    userAgentTypes: someOf(userAgents),
    userRiskScoreLevels: someOf(riskScores),
    sourceCountries: countries(),
    excludeSrcCountries: shownFlag(),
    blockOverride: shownFlag(),
    overrideUsers: refs("zia/user"),
    overrideGroups: refs("zia/group"),
    endUserNotificationUrl: text(),
    browserEunTemplateId: int({ initial: 0, shown: 0 }),
    timeQuota: int(),
    sizeQuota: int(),
    enforceTimeValidity: shownFlag(),
    validityStartTime: int(),
    validityEndTime: int(),
    validityTimeZoneId: text(),
    ciparule: flag({ initial: false }),
    cbiProfile: object({ only: "list" }),
    cbiProfileId: int({ readOnly: true, shown: 0 }),
    sourceIpGroups: refs("zia/ip-source-group", { shown: [] }),
    httpHeaderProfiles: refs("zia/http-header-profile", { shown: [] }),
    httpHeaderActionProfiles: refs("zia/http-header-profile", { shown: [] }),
    capturePCAP: shownFlag(),
    usersAndGroupsSet: flag({ readOnly: true, shown: false }),
    groupsAndDepartmentsSet: flag({ readOnly: true, shown: false }),
    predefined: flag({ readOnly: true, shown: false }),
  },
  computed: {
    usersAndGroupsSet: (_look, rule) => rule.users !== undefined && rule.groups !== undefined,
    groupsAndDepartmentsSet: (_look, rule) => rule.groups !== undefined && rule.departments !== undefined,
  },
};

export const firewallFilteringRule: ZiaKind = {
  kind: "zia/firewall-filtering-rule",
  path: "firewallFilteringRules",
  nameKey: "name",
  family: "rule",
  writable: true,
  ordered: { rows: "order" },
  paging: { size: 5000, max: 5000, by: "order" },
  echo: "rule",
  stamps: "modified",
  audit: ["FIREWALL_CONTROL", "FIREWALL_FILTERING"],
  word: "RULE",
  defaultRuleKeys: ["description", "action", "enableFullLogging", "labels", "capturePCAP"],
  // Recorded: with destination countries set, unset source countries read as an empty list.
  pairs: [["destCountries", "sourceCountries"]],
  kept: ["predefined", "defaultRule"],
  fields: {
    ...common,
    action: oneOf("ALLOW BLOCK_DROP BLOCK_RESET BLOCK_ICMP EVAL_NWAPP", { required: "action cannot be null" }),
    enableFullLogging: shownFlag(),
    srcIps: texts(),
    destAddresses: texts(),
    destIpCategories: categories({ shown: [] }),
    destCountries: countries({ shown: [] }),
    sourceCountries: countries(),
    excludeSrcCountries: shownFlag(),
    srcIpGroups: refs("zia/ip-source-group"),
    destIpGroups: refs("zia/ip-destination-group"),
    srcIpv6Groups: refs("zia/ip-source-group"),
    destIpv6Groups: refs("zia/ip-destination-group"),
    nwServices: refs("zia/network-service"),
    nwServiceGroups: refs("zia/network-service-group"),
    nwApplications: ids(),
    nwApplicationGroups: refs("zia/network-application-group"),
    appServices: refs("zia/app-service"),
    appServiceGroups: refs("zia/app-service-group"),
    zpaAppSegments: objects(),
    capturePCAP: shownFlag(),
    isEunEnabled: shownFlag(),
    eunTemplateId: int({ initial: 14, shown: 14 }),
    excludeContextShieldEndPoint: shownFlag(),
    endPointApplications: objects({ shown: [], only: "list" }),
    endPointApplicationGroups: objects({ shown: [], only: "list" }),
    predefined: flag({ readOnly: true }),
    defaultRule: flag({ readOnly: true, shown: false }),
  },
};
