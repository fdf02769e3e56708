import { defineLookup } from "../kind.ts";

export const appService = defineLookup({
  name: "zia/app-service",
  title: "application service",
  summary: "A cloud application service the firewall knows.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/appServices/lite", paging: "whole" },
});
