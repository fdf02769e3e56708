import { defineLookup } from "../kind.ts";

export const appServiceGroup = defineLookup({
  name: "zia/app-service-group",
  title: "application service group",
  summary: "A group of application services.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/appServiceGroups/lite", paging: "whole" },
});
