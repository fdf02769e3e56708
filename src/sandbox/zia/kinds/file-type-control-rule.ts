import { categories, text } from "../field.ts";
import { ruleTable } from "../rule-table.ts";

export const fileTypeControlRule = ruleTable("zia/file-type-control-rule", "fileTypeRules", {
  filteringAction: text(),
  urlCategories: categories(),
});
