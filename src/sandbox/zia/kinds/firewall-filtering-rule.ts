import { countries, flag, objects, oneOf, refs, shownFlag } from "../field.ts";
import {
  contextShield,
  destinations,
  endPoints,
  networkApplications,
  notices,
  services,
  sources,
} from "../network-table.ts";
import { common, ruleTable } from "../rule-table.ts";

export const firewallFilteringRule = ruleTable({
  kind: "zia/firewall-filtering-rule",
  path: "firewallFilteringRules",
  ordered: { rows: "order" },
  paging: { size: 5000, max: 5000, by: "order" },
  audit: ["FIREWALL_CONTROL", "FIREWALL_FILTERING"],
  defaultRuleKeys: ["description", "action", "enableFullLogging", "labels", "capturePCAP"],
  // Recorded: with destination countries set, unset source countries read as an empty list.
  pairs: [["destCountries", "sourceCountries"]],
  kept: ["predefined", "defaultRule"],
  fields: {
    ...common,
    action: oneOf("ALLOW BLOCK_DROP BLOCK_RESET BLOCK_ICMP EVAL_NWAPP", { required: "action cannot be null" }),
    enableFullLogging: shownFlag(),
    ...sources,
    ...destinations,
    sourceCountries: countries(),
    excludeSrcCountries: shownFlag(),
    ...services,
    ...networkApplications,
    appServices: refs("zia/app-service"),
    appServiceGroups: refs("zia/app-service-group"),
    zpaAppSegments: objects(),
    ...notices(14),
    ...contextShield,
    ...endPoints,
    predefined: flag({ readOnly: true }),
    defaultRule: flag({ readOnly: true, shown: false }),
  },
});
