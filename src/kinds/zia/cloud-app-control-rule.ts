import { texts, words } from "../fields/list.ts";
import { duration, size, time } from "../fields/quantity.ts";
import { refObject } from "../fields/references.ts";
import { flag, integer, oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleFields } from "./rule-fields.ts";
import { ruleStanding } from "./rule-standing.ts";

/** Every type has a list and an order of its own, and there is no list of all. [recorded] */
const types =
  "AI_ML BUSINESS_PRODUCTIVITY CONSUMER CUSTOM_CAPP DNS_OVER_HTTPS ENTERPRISE_COLLABORATION FILE_SHARE FINANCE HEALTH_CARE HOSTING_PROVIDER HUMAN_RESOURCES INSTANT_MESSAGING IT_SERVICES LEGAL SALES_AND_MARKETING SOCIAL_NETWORKING STREAMING_MEDIA SYSTEM_AND_DEVELOPMENT WEBMAIL".split(
    " ",
  );
const agents = "OPERA FIREFOX MSIE MSEDGE CHROME SAFARI OTHER MSCHREDGE".split(" ");
const { workloadGroups: _unknownHere, ...common } = ruleFields;

/** What may be done in an application, use by use: an action is about one of them, and a list of both sides is judged by none. */
export const cloudAppControlRule = defineKind({
  name: "zia/cloud-app-control-rule",
  title: "cloud app control rule",
  summary: "What users may do in cloud applications; the rules of each type of application have an order of their own.",
  activation: "staged",
  handles: true,
  terraform: ["zia_cloud_app_control_rule"],
  api: {
    style: "rest",
    list: "/zia/api/v1/webApplicationRules/{type}",
    paging: "whole",
    perType: types,
    create: "/zia/api/v1/webApplicationRules/{type}",
    update: "/zia/api/v1/webApplicationRules/{type}/{id}",
    remove: "/zia/api/v1/webApplicationRules/{type}/{id}",
  },
  order: { key: "order", rank: "rank", writes: "numbered", per: "type" },
  // Actions begin with their verb. [recorded] Some have none (`FILE_SHARE_CONDITIONAL_ACCESS`): what they do is not known.
  rule: {
    handling: true,
    action: "actions",
    allow: ["ALLOW_*", "CAUTION_*", "ISOLATE_*"],
    guarded: ["CAUTION_*", "ISOLATE_*"],
    guardedBy: ["timeQuota", "sizeQuota"],
    block: ["BLOCK_*", "DENY_*"],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  fields: {
    type: oneOf(types, {
      about: "Type of the applications, and the order the rule stands in",
      role: "match",
      required: true,
      fixed: true,
    }),
    ...common,
    applications: texts({
      about: "Ids of cloud applications of the type, such as DROPBOX; none means all",
      role: "match",
      asks: "where",
    }),
    actions: texts({
      about: "What may be done and what not, such as DENY_FILE_SHARE_UPLOAD",
      role: "decision",
      required: true,
    }),
    userAgentTypes: words(agents, { about: "Browsers; none means any", role: "match", single: true }),
    userRiskScoreLevels: words(["LOW", "MEDIUM", "HIGH", "CRITICAL"], {
      about: "Risk levels of the user",
      role: "match",
      single: true,
    }),
    cascadingEnabled: flag({ about: "Let the URL filtering rules decide as well", role: "effect" }),
    cbiProfile: refObject("zia/isolation-profile", {
      about: "Isolation profile, with ISOLATE actions",
      role: "effect",
    }),
    timeQuota: duration({ about: "Time allowed per day, 15m to 10h", role: "effect" }),
    sizeQuota: size({ about: "Data allowed per day, 10MB to 100000MB", role: "effect" }),
    enforceTimeValidity: flag({ about: "Only between the two validity times", role: "effect" }),
    validityStartTime: time({ about: "When the rule begins", role: "effect" }),
    validityEndTime: time({ about: "When the rule ends", role: "effect" }),
    validityTimeZoneId: text({ about: "IANA time zone of the validity", role: "effect" }),
    promptCaptureEnabled: flag({ about: "Record what users ask an AI application" }),
    eunEnabled: flag({ about: "Notify the user" }),
    eunTemplateId: integer({ about: "Id of the notification template, 0 for the default" }),
    browserEunTemplateId: integer({ about: "Id of the template for browsers, 0 for the default" }),
  },
  readOnly: [...ruleReadOnly, "numberOfApplications"],
  hiddenCriteria: [
    "tenancyProfileIds",
    "cloudAppInstances",
    "cloudAppRiskProfile",
    "sharingDomainProfiles",
    "formSharingDomainProfiles",
  ],
  movableFields: ["description", "state", "labels"],
  createDefaults: { state: "ENABLED", rank: 7 },
});
