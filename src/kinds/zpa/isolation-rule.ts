import { defineReferrer } from "../kind.ts";
import { conditions } from "./conditions.ts";

export const isolationRule = defineReferrer({
  name: "zpa/isolation-rule",
  title: "isolation rule",
  summary: "Which applications open in an isolated browser.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/policySet/rules/policyType/ISOLATION_POLICY",
    paging: { style: "total-pages", size: 500 },
  },
  // Applications and their groups may stand in its conditions. [provider]
  fields: { conditions: conditions({ about: "What the rule is for", role: "match" }) },
});
