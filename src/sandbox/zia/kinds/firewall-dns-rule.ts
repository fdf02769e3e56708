import { text } from "../field.ts";
import { destination, ownedFlags, ruleTable } from "../rule-table.ts";

export const firewallDnsRule = ruleTable("zia/firewall-dns-rule", "firewallDnsRules", {
  action: text(),
  redirectIp: text(),
  ...destination,
  ...ownedFlags,
});
