import { defineReferrer } from "../kind.ts";
import { ruleFields } from "./rule-fields.ts";

export const bandwidthControlRule = defineReferrer({
  name: "zia/bandwidth-control-rule",
  title: "bandwidth control rule",
  summary: "How much of a line some traffic gets.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/bandwidthControlRules", paging: "whole" },
  fields: {
    labels: ruleFields.labels,
  },
});
