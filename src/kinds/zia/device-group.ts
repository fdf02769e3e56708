import { defineLookup } from "../kind.ts";

export const deviceGroup = defineLookup({
  name: "zia/device-group",
  title: "device group",
  summary: "A group of devices.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/deviceGroups", paging: "whole" },
});
