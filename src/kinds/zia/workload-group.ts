import { text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { workloadExpression } from "./workload-expression.ts";

export const workloadGroup = defineKind({
  name: "zia/workload-group",
  title: "workload group",
  summary: "Cloud workloads by their tags, under a name that rules refer to.",
  terraform: ["zia_workload_groups"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/workloadGroups",
    paging: { style: "until-empty", size: 1000 },
    create: "/zia/api/v1/workloadGroups",
    update: "/zia/api/v1/workloadGroups/{id}",
    remove: "/zia/api/v1/workloadGroups/{id}",
  },
  fields: {
    description: text({ about: "Free text" }),
    expressionJson: workloadExpression({ about: "Tags, up to 8 in all", role: "content", required: true }),
  },
  // `expression` is the same again as bytes. [recorded]
  readOnly: ["id", "expression", "lastModifiedTime", "lastModifiedBy"],
});
