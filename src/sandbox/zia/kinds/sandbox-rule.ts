import { categories, text } from "../field.ts";
import { ruleTable } from "../rule-table.ts";

export const sandboxRule = ruleTable("zia/sandbox-rule", "sandboxRules", {
  baRuleAction: text(),
  urlCategories: categories(),
});
