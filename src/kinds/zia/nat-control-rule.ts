import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleFields } from "./rule-fields.ts";

export const natControlRule = defineReferrer({
  name: "zia/nat-control-rule",
  title: "NAT control rule",
  summary: "Which destinations are translated.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/dnatRules", paging: "whole" },
  fields: {
    labels: ruleFields.labels,
    destIpCategories: categories("Categories of the destination"),
    resCategories: categories("Categories of the resolved address"),
  },
});
