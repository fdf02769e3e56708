import { defineKind } from "../kind.ts";
import { policyRule } from "./policy-rule.ts";

/**
 * Asked before the access policy: what goes around ZPA never meets a rule that denies it. [vendor help]
 * INTERCEPT_ACCESSIBLE sends only what the user may reach through ZPA, so it stands between the other two. INFERRED
 */
export const forwardingRule = defineKind(
  policyRule("CLIENT_FORWARDING_POLICY", {
    name: "zpa/forwarding-rule",
    title: "client forwarding rule",
    summary: "Which traffic the client sends through the service; the first match decides.",
    terraform: ["zpa_policy_forwarding_rule", "zpa_policy_forwarding_rule_v2"],
    handles: true,
    actions: ["INTERCEPT", "INTERCEPT_ACCESSIBLE", "BYPASS"],
    rule: { allow: ["BYPASS", "INTERCEPT_ACCESSIBLE"], block: ["INTERCEPT"], guarded: ["INTERCEPT_ACCESSIBLE"] },
    objectTypes:
      "APP APP_GROUP BRANCH_CONNECTOR_GROUP CLIENT_TYPE EDGE_CONNECTOR_GROUP IDP MACHINE_GRP PLATFORM POSTURE SAML SCIM SCIM_GROUP TRUSTED_NETWORK",
  }),
);
