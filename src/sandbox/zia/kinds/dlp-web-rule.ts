import { int, refs, text } from "../field.ts";
import { ruleTable } from "../rule-table.ts";

export const dlpWebRule = ruleTable("zia/dlp-web-rule", "webDlpRules", {
  action: text(),
  // Inferred: these rules name categories by number, all others by id.
  urlCategories: refs("zia/url-category", { by: "val" }),
  // Recorded: reads 0 whatever was sent.
  rank: int({ initial: 0 }),
});
