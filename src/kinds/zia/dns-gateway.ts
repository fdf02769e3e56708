import { defineLookup } from "../kind.ts";

export const dnsGateway = defineLookup({
  name: "zia/dns-gateway",
  title: "DNS gateway",
  summary: "Name servers that DNS rules send requests to.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/dnsGateways", paging: "whole" },
});
