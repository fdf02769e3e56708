import { text } from "../fields/text.ts";
import { timeout } from "../fields/timeout.ts";
import { defineKind } from "../kind.ts";
import { policyRule } from "./policy-rule.ts";

/** The first match decides; the default rule, which ends the list, says what holds for all others. */
export const timeoutRule = defineKind(
  policyRule("TIMEOUT_POLICY", {
    name: "zpa/timeout-rule",
    title: "timeout rule",
    summary: "When users have to sign in again.",
    terraform: ["zpa_policy_timeout_rule", "zpa_policy_timeout_rule_v2"],
    handles: true,
    actions: ["RE_AUTH"],
    // What no rule matches goes on, as the default rule has it, perhaps for ever.
    rule: { allow: ["RE_AUTH"], block: [], guarded: ["RE_AUTH"] },
    objectTypes: "APP APP_GROUP CLIENT_TYPE IDP PLATFORM POSTURE SAML SCIM SCIM_GROUP",
    fields: {
      reauthTimeout: timeout({ about: "Sign in again after this time at the latest", required: true }),
      reauthIdleTimeout: timeout({
        about: "Sign in again when idle for so long",
        required: true,
        words: ["default"],
      }),
      customMsg: text({ about: "Message shown to the user" }),
    },
  }),
);
