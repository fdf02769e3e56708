import { defineLookup } from "../kind.ts";

export const networkServiceGroup = defineLookup({
  name: "zia/network-service-group",
  title: "network service group",
  summary: "A group of network services.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/networkServiceGroups", paging: "whole" },
});
