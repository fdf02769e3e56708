import { defineLookup } from "../kind.ts";

export const locationGroup = defineLookup({
  name: "zia/location-group",
  title: "location group",
  summary: "A group of locations.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/locations/groups", paging: { style: "until-empty", size: 1000 } },
});
