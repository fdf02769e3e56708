import { countries, words } from "../fields/list.ts";
import { duration, size, time } from "../fields/quantity.ts";
import { refObject, refs } from "../fields/references.ts";
import { flag, integer, oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleFields } from "./rule-fields.ts";
import { ruleStanding } from "./rule-standing.ts";
import { userAgents } from "./web-words.ts";

const protocols =
  "ANY_RULE HTTP_RULE HTTPS_RULE FTP_RULE FOHTTP_RULE SSL_RULE TUNNEL_RULE TUNNELSSL_RULE WEBSOCKET_RULE WEBSOCKETSSL_RULE DOHTTPS_RULE HTTP_PROXY TCP_RULE UDP_RULE SMRULEF_ZPA_BROKERS_RULE".split(
    " ",
  );
const methods =
  "OPTIONS GET HEAD POST PUT DELETE TRACE CONNECT OTHER PROPFIND PROPPATCH MOVE MKCOL LOCK COPY UNLOCK PATCH".split(
    " ",
  );

/** Evaluated top-down, so moving one rule changes the meaning of its neighbours. */
export const urlFilteringRule = defineKind({
  name: "zia/url-filtering-rule",
  title: "URL filtering rule",
  summary: "Allows, cautions, isolates or blocks web requests; the first match decides.",
  activation: "staged",
  terraform: ["zia_url_filtering_rules"],
  api: {
    style: "rest",
    list: "/zia/api/v1/urlFilteringRules",
    paging: "whole",
    maybePaged: true,
    create: "/zia/api/v1/urlFilteringRules",
    update: "/zia/api/v1/urlFilteringRules/{id}",
    remove: "/zia/api/v1/urlFilteringRules/{id}",
  },
  order: { key: "order", rank: "rank", writes: "numbered" },
  rule: {
    action: "action",
    allow: ["ALLOW", "CAUTION", "ISOLATE"],
    // A caution page has to be clicked away; isolation shows pictures of the page only. [INFERRED]
    guarded: ["CAUTION", "ISOLATE"],
    // Beyond a quota the rule lets nothing more through. [INFERRED]
    guardedBy: ["timeQuota", "sizeQuota"],
    block: ["BLOCK"],
    // Without `blockOverride` the override users and groups are ignored. [vendor help]
    softenedBy: ["blockOverride"],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  fields: {
    ...ruleFields,
    action: oneOf(["ALLOW", "CAUTION", "BLOCK", "ISOLATE", "ICAP_RESPONSE"], {
      about: "What happens",
      role: "decision",
      required: true,
    }),
    // Not single: DNS over HTTPS is HTTPS, and a tunnel carries other protocols.
    protocols: words(protocols, {
      about: "Protocols; ANY_RULE means any",
      role: "match",
      required: true,
      any: ["ANY_RULE"],
    }),
    urlCategories: refs("zia/url-category", {
      about: "Predefined ids or names of custom categories",
      form: "bare",
      role: "match",
      asks: "where",
      any: ["ANY"],
    }),
    urlCategories2: refs("zia/url-category", {
      about: "A second list that must match too",
      form: "bare",
      role: "match",
      asks: "where",
      any: ["ANY"],
    }),
    requestMethods: words(methods, { about: "HTTP methods; none means all", role: "match", all: true, single: true }),
    userAgentTypes: words(userAgents, { about: "Browsers; none means any", role: "match", single: true }),
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
      criterion: "source",
    }),
    sourceCountries: countries({
      about: "Countries the request comes from",
      role: "match",
      asks: "from",
      criterion: "source",
      invertedBy: "excludeSrcCountries",
      single: true,
    }),
    excludeSrcCountries: flag({ about: "Turns sourceCountries into all but these", role: "effect" }),
    blockOverride: flag({
      about: "Lets the override users pass a block",
      role: "effect",
      loosens: [false, true],
    }),
    overrideUsers: refs("zia/user", {
      about: "Users who may pass the block",
      form: "number",
      role: "effect",
      loosens: "entries",
    }),
    overrideGroups: refs("zia/group", {
      about: "Groups that may pass the block",
      form: "number",
      role: "effect",
      loosens: "entries",
    }),
    cbiProfile: refObject("zia/isolation-profile", { about: "Isolation profile, with action ISOLATE", role: "effect" }),
    timeQuota: duration({ about: "Time allowed per day, 15m to 10h", role: "effect" }),
    sizeQuota: size({ about: "Data allowed per day, 10MB to 100000MB", role: "effect" }),
    enforceTimeValidity: flag({ about: "Only between the two validity times", role: "effect" }),
    validityStartTime: time({ about: "When the rule begins", role: "effect" }),
    validityEndTime: time({ about: "When the rule ends", role: "effect" }),
    validityTimeZoneId: text({ about: "IANA time zone of the validity", role: "effect" }),
    ciparule: flag({ about: "CIPA compliance rule", role: "effect" }),
    endUserNotificationUrl: text({ about: "Page shown to the user" }),
    browserEunTemplateId: integer({ about: "Id of the notification template, 0 for the default" }),
    capturePCAP: flag({ about: "Capture the traffic" }),
  },
  readOnly: [...ruleReadOnly, "cbiProfileId"],
  hiddenCriteria: ["httpHeaderProfiles"],
  movableFields: ["description", "state", "labels"],
  createDefaults: { state: "ENABLED", rank: 7 },
});
