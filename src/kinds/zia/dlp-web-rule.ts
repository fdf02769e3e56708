import type { JsonObject } from "../../model/json.ts";
import type { Unbound } from "../field.ts";
import { texts, words } from "../fields/list.ts";
import { size } from "../fields/quantity.ts";
import { refs } from "../fields/references.ts";
import { readList } from "../fields/shape.ts";
import { flag, oneOf } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { numberedCategories } from "./numbered-categories.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleFields } from "./rule-fields.ts";
import { ruleStanding } from "./rule-standing.ts";

const { rank: _rank, devices: _devices, deviceGroups: _groups, deviceTrustLevels: _trust, ...ours } = ruleFields;
const path = "/zia/api/v1/webDlpRules";
const protocols = "ANY_RULE HTTP_RULE HTTPS_RULE FTP_RULE WEBSOCKET_RULE WEBSOCKETSSL_RULE".split(" ");
const severities = "RULE_SEVERITY_HIGH RULE_SEVERITY_MEDIUM RULE_SEVERITY_LOW RULE_SEVERITY_INFO".split(" ");

/** Types come back in two forms of which a write takes one: the categories, where there are any. [provider] */
const fileTypes: Unbound = (name) => {
  const field = texts({ about: "File types, FTCATEGORY_…; none means any", role: "match" })(name);
  const isFilled = (wire: JsonObject): boolean => (readList(wire, "fileTypeCategories") ?? []).length > 0;
  return {
    ...field,
    encode: (value, idOf) => ({ ...field.encode(value, idOf), fileTypeCategories: undefined }),
    carry: (wire) => (isFilled(wire) ? { [name]: undefined } : {}),
  };
};

const excluded = (kind: "zia/group" | "zia/department" | "zia/user", about: string): Unbound =>
  refs(kind, { about, form: "number", role: "effect" });

/**
 * Exceptions (rules below a rule) have an order of their own and cannot be declared; those of a rule survive its update.
 * Auditors, notification templates, ICAP servers, receivers and domain profiles are left alone: nothing of ours names them.
 */
export const dlpWebRule = defineKind({
  name: "zia/dlp-web-rule",
  title: "DLP web rule",
  summary: "Which data may not leave over the web.",
  terraform: ["zia_dlp_web_rules"],
  activation: "staged",
  handles: true,
  api: {
    style: "rest",
    list: path,
    paging: "whole",
    create: path,
    update: `${path}/{id}`,
    remove: `${path}/{id}`,
    single: { path: `${path}/{id}`, keys: ["subRules"] },
  },
  // The rank reads 0 whatever was sent. [recorded]
  order: { key: "order", writes: "numbered" },
  rule: {
    action: "action",
    allow: ["ALLOW", "CONFIRM"],
    guarded: ["CONFIRM"],
    block: ["BLOCK"],
    off: { state: "DISABLED" },
  },
  standing: (wire) => (Number(wire.parentRule ?? 0) > 0 ? "fixed" : ruleStanding(wire)),
  fields: {
    ...ours,
    action: oneOf(["ALLOW", "BLOCK", "CONFIRM", "ICAP_RESPONSE"], {
      about: "What happens to the data",
      role: "decision",
      required: true,
    }),
    protocols: words(protocols, {
      about: "Protocols; ANY_RULE means any",
      role: "match",
      required: true,
      any: ["ANY_RULE"],
    }),
    severity: oneOf(severities, { about: "How incidents are reported", otherwise: "RULE_SEVERITY_INFO" }),
    withoutContentInspection: flag({ about: "Decides without looking into the data", role: "effect" }),
    dlpEngines: refs("zia/dlp-engine", { about: "Engines, up to 4; any may find data", form: "number", role: "match" }),
    urlCategories: numberedCategories("Categories of the request; none means any"),
    cloudApplications: texts({ about: "Cloud applications by id; none means any", role: "match", asks: "where" }),
    fileTypes,
    minSize: size({ about: "From which size on, up to 96000KB", role: "effect" }),
    userRiskScoreLevels: words(["LOW", "MEDIUM", "HIGH", "CRITICAL"], {
      about: "Risk levels of the user",
      role: "match",
      single: true,
    }),
    sourceIpGroups: refs("zia/ip-source-group", {
      about: "Source IP groups",
      form: "number",
      role: "match",
      asks: "from",
    }),
    excludedGroups: excluded("zia/group", "Groups the rule does not hold for"),
    excludedDepartments: excluded("zia/department", "Departments the rule does not hold for"),
    excludedUsers: excluded("zia/user", "Users the rule does not hold for"),
    matchOnly: flag({ about: "Only reports a match", role: "effect" }),
    inspectHttpGetEnabled: flag({ about: "Looks into GET requests too", role: "effect" }),
    dlpDownloadScanEnabled: flag({ about: "Looks into downloads too", role: "effect" }),
    zccNotificationsEnabled: flag({ about: "Tells the user through the client" }),
    zscalerIncidentReceiver: flag({ about: "Sends incidents to the vendor's receiver" }),
  },
  readOnly: [...ruleReadOnly, "rank"],
  hiddenCriteria: ["includedDomainProfiles", "excludedDomainProfiles", "dlpContentLocationsScopes"],
  createDefaults: { state: "ENABLED", rank: 7 },
});
