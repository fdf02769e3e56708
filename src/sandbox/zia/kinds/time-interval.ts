import type { Json } from "../../json.ts";
import { int, someOf, text } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

const isMinute = (value: Json | undefined): boolean => Number(value) >= 0 && Number(value) <= 1439;

export const timeInterval: ZiaKind = {
  kind: "zia/time-interval",
  path: "timeIntervals",
  nameKey: "name",
  family: "interval",
  writable: true,
  echo: "full",
  paging: { size: 100, max: 1000, by: "id" },
  // Help: limits.
  maxRows: 64,
  audit: ["RESOURCES", "TIME_INTERVAL"],
  word: "TIME INTERVAL",
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    startTime: int({ required: "startTime cannot be null" }),
    endTime: int({ required: "endTime cannot be null" }),
    daysOfWeek: someOf("EVERYDAY SUN MON TUE WED THU FRI SAT", { required: "daysOfWeek cannot be null" }),
  },
  // Recorded: minutes of a day. The refusal is assumed.
  check: (row) => (isMinute(row.startTime) && isMinute(row.endTime) ? undefined : "Invalid time of the day"),
};
