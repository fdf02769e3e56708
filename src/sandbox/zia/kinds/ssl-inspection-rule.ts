import { categories, object } from "../field.ts";
import { ownedFlags, ruleTable } from "../rule-table.ts";

export const sslInspectionRule = ruleTable("zia/ssl-inspection-rule", "sslInspectionRules", {
  // Recorded: here the action is an object.
  action: object({ required: "action cannot be null" }),
  urlCategories: categories({ vanishes: "ANY" }),
  ...ownedFlags,
});
