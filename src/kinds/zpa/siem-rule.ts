import { defineReferrer } from "../kind.ts";
import { conditions } from "./conditions.ts";

/** Log streaming configurations carry the same rules; the policy set lists them all. [provider] */
export const siemRule = defineReferrer({
  name: "zpa/siem-rule",
  title: "log streaming rule",
  summary: "Whose traffic a log receiver is told of; each belongs to a log streaming configuration.",
  bystander: true,
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/policySet/rules/policyType/SIEM_POLICY",
    paging: { style: "total-pages", size: 500 },
  },
  // Applications and their groups may stand in its conditions. [provider]
  fields: { conditions: conditions({ about: "What the rule is for", role: "match" }) },
});
