import { defineReferrer } from "../kind.ts";
import { ruleFields } from "./rule-fields.ts";

/** Every type has a list of its own, and there is none of all. [recorded] */
const types =
  "AI_ML BUSINESS_PRODUCTIVITY CONSUMER CUSTOM_CAPP DNS_OVER_HTTPS ENTERPRISE_COLLABORATION FILE_SHARE FINANCE HEALTH_CARE HOSTING_PROVIDER HUMAN_RESOURCES INSTANT_MESSAGING IT_SERVICES LEGAL SALES_AND_MARKETING SOCIAL_NETWORKING STREAMING_MEDIA SYSTEM_AND_DEVELOPMENT WEBMAIL".split(
    " ",
  );

export const cloudAppControlRule = defineReferrer({
  name: "zia/cloud-app-control-rule",
  title: "cloud app control rule",
  summary: "What users may do in cloud applications.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/webApplicationRules/{type}", paging: "whole", perType: types },
  fields: {
    labels: ruleFields.labels,
  },
});
