import { defineLookup } from "../kind.ts";

export const location = defineLookup({
  name: "zia/location",
  title: "location",
  summary: "A place traffic comes from.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/locations", paging: { style: "until-empty", size: 1000 } },
});
