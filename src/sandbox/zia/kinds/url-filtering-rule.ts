import type { Wire } from "../../json.ts";
import { categories, countries, flag, int, object, oneOf, refs, shownFlag, someOf, text } from "../field.ts";
import { common, ruleTable } from "../rule-table.ts";
import { requestMethods, riskScores, urlProtocols, userAgents } from "../vocabulary.ts";

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

export const urlFilteringRule = ruleTable({
  kind: "zia/url-filtering-rule",
  path: "urlFilteringRules",
  ignoresSearch: true,
  audit: ["URL_CLOUD_APP_CONTROL_POLICY", "URL_FILTERING"],
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
});
