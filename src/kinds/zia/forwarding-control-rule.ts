import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleFields } from "./rule-fields.ts";

export const forwardingControlRule = defineReferrer({
  name: "zia/forwarding-control-rule",
  title: "forwarding control rule",
  summary: "Where the service sends traffic on to.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/forwardingRules", paging: "whole" },
  fields: {
    labels: ruleFields.labels,
    destIpCategories: categories("Categories of the destination"),
    resCategories: categories("Categories of the resolved address"),
  },
});
