import { defineLookup } from "../kind.ts";

export const department = defineLookup({
  name: "zia/department",
  title: "department",
  summary: "A department of the user directory.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/departments", paging: { style: "until-empty", size: 1000 } },
});
