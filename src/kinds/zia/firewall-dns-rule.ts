import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleFields } from "./rule-fields.ts";

export const firewallDnsRule = defineReferrer({
  name: "zia/firewall-dns-rule",
  title: "DNS rule",
  summary: "Which names are resolved, blocked or redirected.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/firewallDnsRules", paging: "whole" },
  fields: {
    labels: ruleFields.labels,
    destIpCategories: categories("Categories of the destination"),
    resCategories: categories("Categories of the resolved address"),
  },
});
