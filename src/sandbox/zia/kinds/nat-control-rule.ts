import type { Wire } from "../../json.ts";
import { categories, countries, int, oneOf, shownFlag, text } from "../field.ts";
import { destinationHosts, networkCommon, services, sources } from "../network-table.ts";
import { ownedFlags, ruleTable } from "../rule-table.ts";

/** SDK and recordings: every rule has one of the two. That both are refused is inferred. */
function checkNatRule(rule: Wire): string | undefined {
  const targets = [rule.redirectIp, rule.redirectFqdn].filter((target) => target !== undefined);
  return targets.length === 1 ? undefined : "Either redirect IP or redirect FQDN is required";
}

export const natControlRule = ruleTable({
  kind: "zia/nat-control-rule",
  path: "dnatRules",
  audit: ["FIREWALL_CONTROL", "NAT_CONTROL"],
  maxRows: 1023,
  check: checkNatRule,
  kept: ["predefined", "defaultRule"],
  fields: {
    ...networkCommon,
    // Recorded: in every answer. The Python client sends it, the Go client does not.
    action: oneOf("ALLOW", { initial: "ALLOW" }),
    redirectIp: text(),
    redirectFqdn: text(),
    redirectPort: int({ initial: 0, shown: 0 }),
    ...sources,
    ...destinationHosts,
    destIpCategories: categories(),
    destCountries: countries(),
    resCategories: categories(),
    ...services,
    enableFullLogging: shownFlag(),
    trustedResolverRule: shownFlag({ readOnly: true }),
    ...ownedFlags,
  },
});
