import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleFields } from "./rule-fields.ts";

export const fileTypeControlRule = defineReferrer({
  name: "zia/file-type-control-rule",
  title: "file type control rule",
  summary: "Which files may be sent and fetched.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/fileTypeRules", paging: "whole" },
  fields: {
    labels: ruleFields.labels,
    urlCategories: categories("Categories of the request"),
  },
});
