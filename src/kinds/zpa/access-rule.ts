import { refs } from "../fields/references.ts";
import { flag, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { policyRule } from "./policy-rule.ts";

/** First match decides, no match means no access. */
export const accessRule = defineKind(
  policyRule("ACCESS_POLICY", {
    name: "zpa/access-rule",
    title: "access rule",
    summary: "Who may reach which applications; the first match decides.",
    terraform: ["zpa_policy_access_rule", "zpa_policy_access_rule_v2", "zpa_policy_access_rule_reorder"],
    actions: ["ALLOW", "DENY", "REQUIRE_APPROVAL"],
    rule: { allow: ["ALLOW"], block: ["DENY"] },
    objectTypes:
      "APP APP_GROUP BRANCH_CONNECTOR_GROUP CHROME_ENTERPRISE CLIENT_TYPE COUNTRY_CODE EDGE_CONNECTOR_GROUP IDP LOCATION MACHINE_GRP PLATFORM POSTURE RISK_FACTOR_TYPE SAML SCIM SCIM_GROUP TRUSTED_NETWORK",
    fields: {
      appServerGroups: refs("zpa/server-group", { about: "Server groups to use", form: "text", role: "effect" }),
      appConnectorGroups: refs("zpa/app-connector-group", {
        about: "Connector groups to use; none means those of the application",
        form: "text",
        role: "effect",
      }),
      customMsg: text({ about: "Message shown to the user" }),
      devicePostureFailureNotificationEnabled: flag({ about: "Tell the user which posture failed" }),
      extranetEnabled: flag({ about: "Over an extranet", role: "effect" }),
    },
    updateDefaults: { appServerGroups: [], appConnectorGroups: [] },
  }),
);
