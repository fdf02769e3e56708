import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleFields } from "./rule-fields.ts";

export const sandboxRule = defineReferrer({
  name: "zia/sandbox-rule",
  title: "sandbox rule",
  summary: "Which files are detonated before they are let through.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/sandboxRules", paging: "whole" },
  fields: {
    labels: ruleFields.labels,
    urlCategories: categories("Categories of the request"),
  },
});
