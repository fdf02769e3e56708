import type { Standing } from "../../model/resource.ts";
import { refs } from "../fields/references.ts";
import { flag, oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { conditions } from "./conditions.ts";
import { auditKeys, managedStanding } from "./read-only.ts";

const admin = "/zpa/mgmtconfig/v1/admin/customers/{customer}/policySet";
const adminV2 = "/zpa/mgmtconfig/v2/admin/customers/{customer}/policySet";

/** Deception rules are recognised by their flags; what the flags look like on a live tenant is INFERRED. [provider: by name only] */
const standing = (wire: Parameters<typeof managedStanding>[0]): Standing =>
  wire.defaultRule === true ? "last" : managedStanding(wire);

/** Rules of the policy set of type ACCESS_POLICY: first match decides, no match means no access. */
export const accessRule = defineKind({
  name: "zpa/access-rule",
  title: "access rule",
  summary: "Who may reach which applications; the first match decides.",
  activation: "none",
  terraform: ["zpa_policy_access_rule", "zpa_policy_access_rule_v2", "zpa_policy_access_rule_reorder"],
  api: {
    style: "rest",
    list: `${admin}/rules/policyType/ACCESS_POLICY`,
    paging: { style: "total-pages", size: 500 },
    scope: `${admin}/policyType/ACCESS_POLICY`,
    scopeKey: "policySetId",
    create: `${adminV2}/{scope}/rule`,
    update: `${adminV2}/{scope}/rule/{id}`,
    // There is no v2 delete. [recorded]
    remove: `${admin}/{scope}/rule/{id}`,
    reorder: `${admin}/{scope}/reorder`,
  },
  order: { key: "ruleOrder", writes: "bulk" },
  rule: { action: "action", allow: ["ALLOW"], block: ["DENY"], off: { disabled: true } },
  standing,
  fields: {
    description: text({ about: "Free text" }),
    action: oneOf(["ALLOW", "DENY", "REQUIRE_APPROVAL"], { about: "What happens", role: "decision", required: true }),
    disabled: flag({ about: "Whether the rule is switched off", role: "decision", digit: true }),
    operator: oneOf(["AND", "OR"], {
      about: "How the blocks of conditions are joined",
      role: "effect",
      otherwise: "AND",
    }),
    conditions: conditions({
      about: "Every block must match; within a block any entry does",
      role: "match",
      invertedBy: "operator",
    }),
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
  // `ruleOrder` stays out of every write: an absent one keeps the place. [recorded]
  readOnly: [...auditKeys, "ruleOrder", "priority", "policyType", "policySetId", "defaultRule", "defaultRuleName"],
  // Reference lists have to be sent, empty, to be cleared. [SDK changelog]
  updateDefaults: { conditions: [], appServerGroups: [], appConnectorGroups: [] },
});
