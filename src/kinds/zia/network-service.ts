import { defineLookup } from "../kind.ts";

export const networkService = defineLookup({
  name: "zia/network-service",
  title: "network service",
  summary: "Ports and protocols under a name.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/networkServices", paging: "whole" },
});
