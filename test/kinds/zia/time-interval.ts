import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { startTime: "00:00", endTime: "23:59", daysOfWeek: ["EVERYDAY"] },
  portal: { startTime: 60, endTime: 119, daysOfWeek: ["SUN"] },
  values: { startTime: ["22:00", "08:05"], endTime: ["04:59", "05:00"], daysOfWeek: [["MON"], ["MON", "TUE"]] },
};
