import { text } from "../field.ts";
import { emptyDestination, ownedFlags, ruleTable } from "../rule-table.ts";

export const firewallIpsRule = ruleTable("zia/firewall-ips-rule", "firewallIpsRules", {
  action: text(),
  ...emptyDestination,
  ...ownedFlags,
});
