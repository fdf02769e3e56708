import { defineReferrer } from "../kind.ts";
import { conditions } from "./conditions.ts";

export const clientlessSessionProtectionRule = defineReferrer({
  name: "zpa/clientless-session-protection-rule",
  title: "clientless session protection rule",
  summary: "Which browser sessions are monitored.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/policySet/rules/policyType/CLIENTLESS_SESSION_PROTECTION_POLICY",
    paging: { style: "total-pages", size: 500 },
  },
  // Applications and their groups may stand in its conditions. [provider]
  fields: { conditions: conditions({ about: "What the rule is for", role: "match" }) },
});
