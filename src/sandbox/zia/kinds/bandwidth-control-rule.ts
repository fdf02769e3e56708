import { int, refs } from "../field.ts";
import { ownedFlags, ruleTable } from "../rule-table.ts";

export const bandwidthControlRule = ruleTable("zia/bandwidth-control-rule", "bandwidthControlRules", {
  bandwidthClasses: refs("zia/bandwidth-class"),
  minBandwidth: int({ initial: 0 }),
  maxBandwidth: int({ initial: 100 }),
  defaultRule: ownedFlags.defaultRule,
});
