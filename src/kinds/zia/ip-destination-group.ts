import { defineLookup } from "../kind.ts";
import { categories } from "./category-field.ts";

export const ipDestinationGroup = defineLookup({
  name: "zia/ip-destination-group",
  title: "IP destination group",
  summary: "A named set of destinations.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/ipDestinationGroups", paging: "whole" },
  // Two lists of categories come with a read; one of them can be written. [recorded]
  fields: {
    ipCategories: categories("Categories its addresses are of"),
    urlCategories: categories("Categories its names are of"),
  },
});
