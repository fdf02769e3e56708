import { defineReferrer } from "../kind.ts";
import { conditions } from "./conditions.ts";

export const inspectionRule = defineReferrer({
  name: "zpa/inspection-rule",
  title: "inspection rule",
  summary: "Which traffic is inspected, and by which profile.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/policySet/rules/policyType/INSPECTION_POLICY",
    paging: { style: "total-pages", size: 500 },
  },
  // Applications and their groups may stand in its conditions. [provider]
  fields: { conditions: conditions({ about: "What the rule is for", role: "match" }) },
});
