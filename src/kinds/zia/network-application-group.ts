import { defineLookup } from "../kind.ts";

export const networkApplicationGroup = defineLookup({
  name: "zia/network-application-group",
  title: "network application group",
  summary: "A group of network applications.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/networkApplicationGroups", paging: "whole" },
});
