import { defineReferrer } from "../kind.ts";
import { conditions } from "./conditions.ts";

export const timeoutRule = defineReferrer({
  name: "zpa/timeout-rule",
  title: "timeout rule",
  summary: "When users have to sign in again.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/policySet/rules/policyType/TIMEOUT_POLICY",
    paging: { style: "total-pages", size: 500 },
  },
  // Applications and their groups may stand in its conditions. [provider]
  fields: { conditions: conditions({ about: "What the rule is for", role: "match" }) },
});
