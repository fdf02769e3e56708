import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleFields } from "./rule-fields.ts";

export const firewallIpsRule = defineReferrer({
  name: "zia/firewall-ips-rule",
  title: "IPS rule",
  summary: "Which traffic intrusion prevention looks at.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/firewallIpsRules", paging: "whole" },
  fields: {
    labels: ruleFields.labels,
    destIpCategories: categories("Categories of the destination"),
    resCategories: categories("Categories of the resolved address"),
  },
});
