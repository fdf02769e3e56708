import { int, someOf } from "../field.ts";
import { lookup, named } from "../lookup.ts";

const weekdays = "EVERYDAY SUN MON TUE WED THU FRI SAT";

export const timeInterval = lookup("zia/time-interval", "timeIntervals", "interval", {
  fields: { ...named, startTime: int(), endTime: int(), daysOfWeek: someOf(weekdays) },
  paging: { size: 100, max: 1000, by: "id" },
});
