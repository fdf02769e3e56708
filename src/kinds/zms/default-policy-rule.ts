import { oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";

/** One per direction, made by the service; it decides what no policy rule matched. [SDK, vendor help] */
export const defaultPolicyRule = defineKind({
  name: "zms/default-policy-rule",
  title: "default policy rule",
  summary: "What happens to traffic that no policy rule matches, per direction.",
  activation: "none",
  api: {
    style: "graphql",
    operation: "ListDefaultPolicyRules",
    root: "defaultPolicyRules",
    select: ["id", "name", "action", "direction", "description", "scopeType", "modifiedTime"],
    // Takes a list of changes, each with its id. Its name is public, its input ASSUMED.
    update: { field: "defaultPolicyRulesUpdate", input: "DefaultPolicyRuleUpdateInput", batch: true },
  },
  rule: { action: "action", allow: ["ALLOW"], block: ["BLOCK"] },
  standing: () => "movable",
  fields: {
    description: text({ about: "Free text" }),
    action: oneOf(["ALLOW", "BLOCK"], { about: "What happens", role: "decision", required: true }),
  },
  movableFields: ["description", "action"],
  readOnly: ["id", "direction", "scopeType", "modifiedTime"],
});
