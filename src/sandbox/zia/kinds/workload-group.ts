import { lookup, named } from "../lookup.ts";

export const workloadGroup = lookup("zia/workload-group", "workloadGroups", "workload", {
  fields: named,
  stamps: "modified",
  paging: { size: 250, max: 1000, by: "name" },
});
