import { defineLookup } from "../kind.ts";

export const workloadGroup = defineLookup({
  name: "zia/workload-group",
  title: "workload group",
  summary: "Cloud workloads under a name.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/workloadGroups", paging: { style: "until-empty", size: 1000 } },
});
