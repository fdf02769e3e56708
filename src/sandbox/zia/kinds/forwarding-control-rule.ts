import { text } from "../field.ts";
import { emptyDestination, ruleTable } from "../rule-table.ts";

export const forwardingControlRule = ruleTable("zia/forwarding-control-rule", "forwardingRules", {
  type: text({ initial: "FORWARDING" }),
  forwardMethod: text(),
  ...emptyDestination,
});
