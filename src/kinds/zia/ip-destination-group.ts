import { defineLookup } from "../kind.ts";

export const ipDestinationGroup = defineLookup({
  name: "zia/ip-destination-group",
  title: "IP destination group",
  summary: "A named set of destinations.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/ipDestinationGroups", paging: "whole" },
});
