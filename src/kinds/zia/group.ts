import { defineLookup } from "../kind.ts";

export const group = defineLookup({
  name: "zia/group",
  title: "user group",
  summary: "A group of the user directory.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/groups", paging: { style: "until-empty", size: 1000 } },
});
