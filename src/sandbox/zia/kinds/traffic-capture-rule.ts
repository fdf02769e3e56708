import { categories, oneOf } from "../field.ts";
import { ownedFlags, ruleTable } from "../rule-table.ts";

export const trafficCaptureRule = ruleTable(
  "zia/traffic-capture-rule",
  "trafficCaptureRules",
  { action: oneOf("CAPTURE SKIP"), destIpCategories: categories(), ...ownedFlags },
  { paging: { size: 5000, max: 5000, by: "order" } },
);
