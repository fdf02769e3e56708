import { text } from "../field.ts";
import { destination, ownedFlags, ruleTable } from "../rule-table.ts";

export const natControlRule = ruleTable("zia/nat-control-rule", "dnatRules", {
  redirectIp: text(),
  ...destination,
  ...ownedFlags,
});
