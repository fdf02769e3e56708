import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";

export const bandwidthClass = defineReferrer({
  name: "zia/bandwidth-class",
  title: "bandwidth class",
  summary: "Traffic that shares bandwidth, told by its categories among others.",
  bystander: true,
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/bandwidthClasses", paging: "whole" },
  fields: {
    urlCategories: categories("Categories of the request"),
  },
});
