import type { Wire } from "../../json.ts";
import { flag, int, object, objects, oneOf, shownFlag, someOf, text, texts } from "../field.ts";
import { common, ruleTable } from "../rule-table.ts";
import { appControlTypes, riskScores, userAgents } from "../vocabulary.ts";

const isWithin = (value: unknown, least: number, most: number): boolean =>
  value === undefined || Number(value) === 0 || (Number(value) >= least && Number(value) <= most);

/** Provider: an isolation stands alone and names its profile; the other limits are those of URL filtering rules. */
function checkAppRule(rule: Wire): string | undefined {
  const actions = (Array.isArray(rule.actions) ? rule.actions : []).map(String);
  const isolates = actions.filter((action) => action.startsWith("ISOLATE_"));
  if (isolates.length > 0 && isolates.length < actions.length) return "ISOLATE actions cannot be mixed with others";
  if (isolates.length > 0 && rule.cbiProfile === undefined) return "Isolation profile is required";
  if (!isWithin(rule.timeQuota, 15, 600)) return "Invalid time quota";
  if (!isWithin(rule.sizeQuota, 10_240, 102_400_000)) return "Invalid size quota";
  const validity = [rule.validityStartTime, rule.validityEndTime, rule.validityTimeZoneId];
  if (rule.enforceTimeValidity === true && validity.some((entry) => entry === undefined)) {
    return "Validity start time, end time and time zone are required";
  }
  return undefined;
}

const { workloadGroups: _unsupported, ...shared } = common;

/** Actions and applications are not checked against each other: which go together is known in part only. */
export const cloudAppControlRule = ruleTable({
  kind: "zia/cloud-app-control-rule",
  path: "webApplicationRules",
  perType: appControlTypes.split(" "),
  audit: ["URL_CLOUD_APP_CONTROL_POLICY", "CLOUD_APP_CONTROL"],
  check: checkAppRule,
  fields: {
    ...shared,
    // Help: 31 characters.
    name: text({ required: "name cannot be null", max: 31 }),
    type: oneOf(appControlTypes, { required: "type cannot be null" }),
    applications: texts(),
    actions: texts({ required: "actions cannot be null", sequence: true }),
    numberOfApplications: int({ readOnly: true }),
    userAgentTypes: someOf(userAgents),
    userRiskScoreLevels: someOf(riskScores),
    cascadingEnabled: shownFlag(),
    promptCaptureEnabled: shownFlag(),
    eunEnabled: shownFlag(),
    eunTemplateId: int({ initial: 0, shown: 0 }),
    browserEunTemplateId: int({ initial: 0, shown: 0 }),
    timeQuota: int(),
    sizeQuota: int(),
    enforceTimeValidity: shownFlag(),
    validityStartTime: int(),
    validityEndTime: int(),
    validityTimeZoneId: text(),
    cbiProfile: object(),
    cloudAppRiskProfile: object(),
    tenancyProfileIds: objects(),
    cloudAppInstances: objects(),
    sharingDomainProfiles: objects(),
    formSharingDomainProfiles: objects(),
    predefined: flag({ readOnly: true, shown: false }),
  },
});
