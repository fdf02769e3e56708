import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleFields } from "./rule-fields.ts";

export const sslInspectionRule = defineReferrer({
  name: "zia/ssl-inspection-rule",
  title: "SSL inspection rule",
  summary: "Which encrypted traffic is opened.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/sslInspectionRules", paging: "whole" },
  fields: {
    labels: ruleFields.labels,
    urlCategories: categories("Categories of the request"),
  },
});
