import { defineLookup } from "../kind.ts";

export const ipSourceGroup = defineLookup({
  name: "zia/ip-source-group",
  title: "IP source group",
  summary: "A named set of source addresses.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/ipSourceGroups", paging: "whole" },
});
