import { defineLookup } from "../kind.ts";

export const proxyGateway = defineLookup({
  name: "zia/proxy-gateway",
  title: "proxy gateway",
  summary: "Proxies of others that traffic is sent on to.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/proxyGateways", paging: "whole" },
});
