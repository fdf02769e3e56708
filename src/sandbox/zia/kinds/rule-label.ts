import { int, object, text } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

export const ruleLabel: ZiaKind = {
  kind: "zia/rule-label",
  path: "ruleLabels",
  nameKey: "name",
  family: "label",
  writable: true,
  paging: { size: 100, max: 1000, by: "id" },
  echo: "full",
  stamps: "created",
  maxRows: 1024,
  audit: ["RULE_LABEL", "RULE_LABEL"],
  word: "LABEL",
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    description: text({ max: 10_240 }),
    createdBy: object({ readOnly: true }),
    lastModifiedBy: object({ readOnly: true }),
    lastModifiedTime: int({ readOnly: true }),
    referencedRuleCount: int({ readOnly: true, shown: 0 }),
  },
  computed: { referencedRuleCount: (look, label) => look.countReferrers("zia/rule-label", label) },
};
