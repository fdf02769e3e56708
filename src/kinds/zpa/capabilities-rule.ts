import { defineReferrer } from "../kind.ts";
import { conditions } from "./conditions.ts";

export const capabilitiesRule = defineReferrer({
  name: "zpa/capabilities-rule",
  title: "privileged capabilities rule",
  summary: "What users may do in a privileged session.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/policySet/rules/policyType/CAPABILITIES_POLICY",
    paging: { style: "total-pages", size: 500 },
  },
  // Applications and their groups may stand in its conditions. [provider]
  fields: { conditions: conditions({ about: "What the rule is for", role: "match" }) },
});
