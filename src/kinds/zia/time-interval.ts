import { clock } from "../fields/clock.ts";
import { words } from "../fields/list.ts";
import { defineKind } from "../kind.ts";

/** "Work hours" and the like, which every tenant begins with, are objects as any other. [recorded] */
export const timeInterval = defineKind({
  name: "zia/time-interval",
  title: "time interval",
  summary: "Hours of some weekdays, in the zone of whoever a rule is asked for.",
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/timeIntervals",
    paging: { style: "until-empty", size: 1000 },
    create: "/zia/api/v1/timeIntervals",
    update: "/zia/api/v1/timeIntervals/{id}",
    remove: "/zia/api/v1/timeIntervals/{id}",
  },
  fields: {
    // An end before the start is the next day's, so what a later hour does depends on the other one.
    startTime: clock({ about: "When it begins", role: "effect", required: true }),
    endTime: clock({ about: "When it ends, up to 23:59", role: "effect", required: true }),
    daysOfWeek: words("EVERYDAY SUN MON TUE WED THU FRI SAT".split(" "), {
      about: "Weekdays; EVERYDAY means all",
      role: "content",
      required: true,
      whole: "EVERYDAY",
    }),
  },
  readOnly: ["id"],
});
