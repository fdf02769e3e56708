import { type Json, textsOf, type Wire, wiresOf } from "../../json.ts";
import { int, object, objects, oneOf, refs, shownFlag, someOf, text, texts } from "../field.ts";
import { common, ruleTable } from "../rule-table.ts";
import { riskScores, urlProtocols } from "../vocabulary.ts";

const { devices: _devices, deviceGroups: _groups, deviceTrustLevels: _trust, ...ours } = common;

/** Provider: a write takes one of the two forms of file types, and everything alone. */
function checkDlpRule(rule: Wire): string | undefined {
  const types = textsOf(rule.fileTypes);
  if (types.length > 0 && wiresOf(rule.fileTypeCategories).length > 0) {
    return "fileTypes and fileTypeCategories are mutually exclusive";
  }
  if (types.includes("FTCATEGORY_ALL_OUTBOUND") && (types.length > 1 || rule.withoutContentInspection !== true)) {
    return "FTCATEGORY_ALL_OUTBOUND is allowed alone and without content inspection only";
  }
  if (wiresOf(rule.dlpEngines).length > 4) return "A maximum of 4 DLP engines is allowed";
  if (Number(rule.minSize ?? 0) < 0 || Number(rule.minSize ?? 0) > 96_000) return "Invalid minimum size";
  if (rule.action === "ICAP_RESPONSE" && rule.icapServer === undefined) return "ICAP server is required";
  const isAudited = rule.auditor !== undefined || rule.externalAuditorEmail !== undefined;
  return isAudited && rule.notificationTemplate === undefined ? "Notification template is required" : undefined;
}

/** Provider: whichever form was written, a read shows both. What a category looks like is assumed. */
const typesOf = (rule: Wire): Json =>
  rule.fileTypes ?? wiresOf(rule.fileTypeCategories).map(({ name }) => String(name));
const categoriesOf = (rule: Wire): Json =>
  rule.fileTypeCategories ??
  textsOf(rule.fileTypes).map((name) => ({ id: [...name].reduce((sum, one) => sum + one.charCodeAt(0), 0), name }));

export const dlpWebRule = ruleTable({
  kind: "zia/dlp-web-rule",
  path: "webDlpRules",
  audit: ["POLICY", "webDlpRules"],
  check: checkDlpRule,
  fields: {
    ...ours,
    // Recorded: reads 0 whatever was sent.
    rank: int({ readOnly: true, initial: 0, shown: 0 }),
    action: oneOf("ALLOW BLOCK CONFIRM ICAP_RESPONSE ANY NONE", { required: "action cannot be null" }),
    protocols: someOf(urlProtocols, { required: "protocols cannot be null" }),
    severity: oneOf("RULE_SEVERITY_HIGH RULE_SEVERITY_MEDIUM RULE_SEVERITY_LOW RULE_SEVERITY_INFO", {
      initial: "RULE_SEVERITY_INFO",
    }),
    withoutContentInspection: shownFlag(),
    dlpEngines: refs("zia/dlp-engine"),
    // Inferred: these rules name categories by number, all others by id.
    urlCategories: refs("zia/url-category", { by: "val" }),
    cloudApplications: texts({ shown: [] }),
    fileTypes: texts({ shown: [] }),
    fileTypeCategories: objects({ shown: [] }),
    minSize: int({ initial: 0, shown: 0 }),
    matchOnly: shownFlag(),
    inspectHttpGetEnabled: shownFlag(),
    dlpDownloadScanEnabled: shownFlag(),
    zccNotificationsEnabled: shownFlag(),
    zscalerIncidentReceiver: shownFlag(),
    userRiskScoreLevels: someOf(riskScores),
    dlpContentLocationsScopes: texts(),
    excludedGroups: refs("zia/group"),
    excludedDepartments: refs("zia/department"),
    excludedUsers: refs("zia/user"),
    sourceIpGroups: refs("zia/ip-source-group", { shown: [] }),
    auditor: object(),
    externalAuditorEmail: text(),
    notificationTemplate: object(),
    icapServer: object(),
    receiver: object(),
    eunTemplateId: int({ initial: 0, shown: 0 }),
    ucTemplateId: int({ initial: 0, shown: 0 }),
    parentRule: int(),
    // Recorded: only the single read shows them. That an update without them loses them is assumed.
    subRules: objects({ only: "single", shown: [] }),
  },
  computed: { fileTypes: (_look, rule) => typesOf(rule), fileTypeCategories: (_look, rule) => categoriesOf(rule) },
});
