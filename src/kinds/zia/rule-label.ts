import { text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";

export const ruleLabel = defineKind({
  name: "zia/rule-label",
  title: "rule label",
  summary: "A label to group rules by.",
  activation: "staged",
  terraform: ["zia_rule_labels"],
  api: {
    style: "rest",
    list: "/zia/api/v1/ruleLabels",
    paging: { style: "until-empty", size: 1000 },
    create: "/zia/api/v1/ruleLabels",
    update: "/zia/api/v1/ruleLabels/{id}",
    remove: "/zia/api/v1/ruleLabels/{id}",
  },
  fields: {
    description: text({ about: "Free text", max: 10240 }),
  },
  readOnly: ["id", "createdBy", "lastModifiedBy", "lastModifiedTime", "referencedRuleCount"],
});
