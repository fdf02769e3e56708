import { defineLookup } from "../kind.ts";

export const timeInterval = defineLookup({
  name: "zia/time-interval",
  title: "time interval",
  summary: "Hours and days a rule holds for.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/timeIntervals", paging: { style: "until-empty", size: 1000 } },
});
