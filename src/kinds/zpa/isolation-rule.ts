import { ref } from "../fields/references.ts";
import { defineKind } from "../kind.ts";
import { policyRule } from "./policy-rule.ts";

/** Isolation is for browsers: the vendor's clients always ask for `CLIENT_TYPE: [zpn_client_type_exporter]`. [SDK] */
export const isolationRule = defineKind(
  policyRule("ISOLATION_POLICY", {
    name: "zpa/isolation-rule",
    title: "isolation rule",
    summary: "Which applications open in an isolated browser; the first match decides.",
    terraform: ["zpa_policy_isolation_rule", "zpa_policy_isolation_rule_v2"],
    handles: true,
    actions: ["ISOLATE", "BYPASS_ISOLATE"],
    rule: { allow: ["BYPASS_ISOLATE"], block: ["ISOLATE"], gradedBy: ["isolationProfile"] },
    objectTypes: "APP APP_GROUP CHROME_ENTERPRISE CLIENT_TYPE EDGE_CONNECTOR_GROUP IDP PLATFORM SAML SCIM SCIM_GROUP",
    fields: {
      isolationProfile: ref("zpa/isolation-profile", {
        about: "How it is isolated; needed by ISOLATE",
        wire: "zpnIsolationProfileId",
        role: "effect",
      }),
    },
  }),
);
