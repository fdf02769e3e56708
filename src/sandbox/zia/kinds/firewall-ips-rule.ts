import { countries, flag, objects, oneOf, refs, shownFlag } from "../field.ts";
import { contextShield, echoedDestinations, networkCommon, notices, services, sources } from "../network-table.ts";
import { ruleTable } from "../rule-table.ts";

export const firewallIpsRule = ruleTable({
  kind: "zia/firewall-ips-rule",
  path: "firewallIpsRules",
  audit: ["FIREWALL_CONTROL", "IPS_CONTROL"],
  maxRows: 1024,
  defaultRuleKeys: ["description", "action", "enableFullLogging", "labels", "capturePCAP"],
  // Recorded: with destination countries set, unset source countries read as an empty list.
  pairs: [["destCountries", "sourceCountries"]],
  kept: ["predefined", "defaultRule"],
  fields: {
    ...networkCommon,
    action: oneOf("ALLOW BLOCK_DROP BLOCK_RESET BYPASS_IPS", { required: "action cannot be null" }),
    enableFullLogging: shownFlag(),
    ...sources,
    sourceCountries: countries(),
    ...echoedDestinations,
    ...services,
    threatCategories: refs("zia/ips-category"),
    zpaAppSegments: objects(),
    ...notices(16),
    ...contextShield,
    predefined: flag({ readOnly: true }),
    defaultRule: flag({ readOnly: true, shown: false }),
  },
});
