import type { JsonObject } from "../../model/json.ts";
import type { Standing } from "../../model/resource.ts";
import type { Unbound } from "../field.ts";
import { flag, oneOf, text } from "../fields/text.ts";
import type { Given, RuleFacts } from "../kind.ts";
import { conditions } from "./conditions.ts";
import { auditKeys, managedStanding } from "./read-only.ts";

const admin = "/zpa/mgmtconfig/v1/admin/customers/{customer}/policySet";
const adminV2 = "/zpa/mgmtconfig/v2/admin/customers/{customer}/policySet";

/** Deception rules are recognised by their flags; what the flags look like on a live tenant is INFERRED. [provider: by name only] */
const standing = (wire: JsonObject): Standing => (wire.defaultRule === true ? "last" : managedStanding(wire));

interface PolicyGiven extends Pick<Given, "name" | "title" | "summary" | "terraform" | "handles" | "updateDefaults"> {
  /** Where there is one only, every rule has it and authors do not write it. */
  readonly actions: readonly string[];
  readonly rule: Pick<RuleFacts, "allow" | "block" | "guarded" | "gradedBy">;
  /** Object types its conditions may ask for. [provider] */
  readonly objectTypes: string;
  /** Besides what rules of every policy have. */
  readonly fields?: Readonly<Record<string, Unbound>>;
}

/** A rule of the policy set of one type: the same calls and the same frame for all of them. [recorded for five types] */
export const policyRule = (type: string, given: PolicyGiven): Given => {
  const { actions, rule, objectTypes, fields, updateDefaults, ...others } = given;
  const isChoice = actions.length > 1;
  return {
    ...others,
    activation: "none",
    api: {
      style: "rest",
      list: `${admin}/rules/policyType/${type}`,
      paging: { style: "total-pages", size: 500 },
      scope: `${admin}/policyType/${type}`,
      scopeKey: "policySetId",
      create: `${adminV2}/{scope}/rule`,
      update: `${adminV2}/{scope}/rule/{id}`,
      // There is no v2 delete. [recorded]
      remove: `${admin}/{scope}/rule/{id}`,
      reorder: `${admin}/{scope}/reorder`,
    },
    order: { key: "ruleOrder", writes: "bulk" },
    rule: {
      ...(isChoice ? { action: "action" } : {}),
      off: { disabled: true },
      ...(others.handles ? { handling: true } : {}),
      ...rule,
    },
    standing,
    fields: {
      description: text({ about: "Free text" }),
      ...(isChoice ? { action: oneOf(actions, { about: "What happens", role: "decision", required: true }) } : {}),
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
        objectTypes: objectTypes.split(" "),
      }),
      ...fields,
    },
    // `ruleOrder` stays out of every write: an absent one keeps the place. [recorded]
    readOnly: [...auditKeys, "ruleOrder", "priority", "policyType", "policySetId", "defaultRule", "defaultRuleName"],
    // Lists have to be sent, empty, to be cleared. [SDK changelog]
    updateDefaults: { conditions: [], ...updateDefaults },
    ...(isChoice ? {} : { createDefaults: { action: actions[0]! } }),
  };
};
