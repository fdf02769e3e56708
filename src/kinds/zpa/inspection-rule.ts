import { ref } from "../fields/references.ts";
import { defineKind } from "../kind.ts";
import { policyRule } from "./policy-rule.ts";

/** The first match decides. */
export const inspectionRule = defineKind(
  policyRule("INSPECTION_POLICY", {
    name: "zpa/inspection-rule",
    title: "inspection rule",
    summary: "Which traffic AppProtection inspects, and by which profile.",
    terraform: ["zpa_policy_inspection_rule", "zpa_policy_inspection_rule_v2"],
    handles: true,
    actions: ["INSPECT", "BYPASS_INSPECT"],
    rule: { allow: ["BYPASS_INSPECT"], block: ["INSPECT"], gradedBy: ["inspectionProfile"] },
    objectTypes: "APP APP_GROUP CLIENT_TYPE EDGE_CONNECTOR_GROUP IDP POSTURE SAML SCIM SCIM_GROUP TRUSTED_NETWORK",
    fields: {
      inspectionProfile: ref("zpa/inspection-profile", {
        about: "What is looked for; needed by INSPECT",
        wire: "zpnInspectionProfileId",
        named: "zpnInspectionProfileName",
        role: "effect",
      }),
    },
  }),
);
