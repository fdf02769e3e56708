import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleFields } from "./rule-fields.ts";

export const trafficCaptureRule = defineReferrer({
  name: "zia/traffic-capture-rule",
  title: "traffic capture rule",
  summary: "Which traffic is recorded.",
  bystander: true,
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/trafficCaptureRules", paging: { style: "until-empty", size: 5000 } },
  fields: {
    labels: ruleFields.labels,
    destIpCategories: categories("Categories of the destination"),
  },
});
