import { defineReferrer } from "../kind.ts";
import { conditions } from "./conditions.ts";

export const forwardingRule = defineReferrer({
  name: "zpa/forwarding-rule",
  title: "client forwarding rule",
  summary: "Which traffic the client sends through the service.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/policySet/rules/policyType/CLIENT_FORWARDING_POLICY",
    paging: { style: "total-pages", size: 500 },
  },
  // Applications and their groups may stand in its conditions. [provider]
  fields: { conditions: conditions({ about: "What the rule is for", role: "match" }) },
});
