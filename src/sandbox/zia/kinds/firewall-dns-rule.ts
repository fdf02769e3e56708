import type { Wire } from "../../json.ts";
import { categories, countries, flag, ids, object, oneOf, ref, refs, shownFlag, someOf, text } from "../field.ts";
import { contextShield, destinationHosts, endPoints, networkCommon, notices, sources } from "../network-table.ts";
import { ruleTable } from "../rule-table.ts";

const responseCodes =
  "ANY NONE FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE BADVERS BADKEY BADTIME BADMODE BADNAME BADALG BADTRUNC UNSUPPORTED BYPASS INT_ERROR SRV_TIMEOUT EMPTY_RESP REQ_BLOCKED ADMIN_DROP WCDN_TIMEOUT IPS_BLOCK FQDN_RESOLV_FAIL";

const requestTypes =
  "A NS MD MF CNAME SOA MB MG MR NULL WKS PTR HINFO MINFO MX TXT RP AFSDB X25 ISDN RT NSAP NSAP_PTR SIG KEY PX GPOS AAAA LOC NXT EID NIMLOC SRV ATMA NAPTR KX CERT A6 DNAME SINK OPT APL DS SSHFP PSECKEF RRSIG NSEC DNSKEY DHCID NSEC3 NSEC3PARAM TLSA HIP NINFO RKEY TALINK CDS CDNSKEY OPENPGPKEY CSYNC ZONEMD SVCB HTTPS";

/** Provider: an address goes with REDIR_REQ only. That a code goes with one action only is inferred from its description. */
function checkDnsRule(rule: Wire): string | undefined {
  if (rule.redirectIp !== undefined && rule.action !== "REDIR_REQ") {
    return "Redirect IP is only supported for the REDIR_REQ action";
  }
  if (rule.action === "BLOCK_WITH_RESPONSE" && rule.blockResponseCode === undefined) {
    return "Block response code is required";
  }
  return undefined;
}

export const firewallDnsRule = ruleTable({
  kind: "zia/firewall-dns-rule",
  path: "firewallDnsRules",
  audit: ["FIREWALL_CONTROL", "DNS_CONTROL"],
  maxRows: 1000,
  check: checkDnsRule,
  defaultRuleKeys: ["description", "action", "labels", "capturePCAP"],
  kept: ["predefined", "defaultRule"],
  fields: {
    ...networkCommon,
    action: oneOf(
      "ALLOW BLOCK REDIR_REQ REDIR_RES REDIR_ZPA REDIR_REQ_DOH REDIR_REQ_KEEP_SENDER REDIR_REQ_TCP REDIR_REQ_UDP BLOCK_WITH_RESPONSE",
      { required: "action cannot be null" },
    ),
    protocols: someOf("ANY_RULE TCP_RULE UDP_RULE DOHTTPS_RULE SMRULEF_CASCADING_ALLOWED", { initial: ["ANY_RULE"] }),
    ...sources,
    sourceCountries: countries(),
    ...destinationHosts,
    destCountries: countries(),
    // Recorded: absent on a read, ANY in the answer to a write.
    destIpCategories: categories({ echoed: ["ANY"] }),
    resCategories: categories({ echoed: ["ANY"] }),
    applications: ids({ shown: [] }),
    applicationGroups: refs("zia/network-application-group"),
    dnsRuleRequestTypes: someOf(requestTypes, { shown: [] }),
    redirectIp: text(),
    dnsGateway: ref("zia/dns-gateway"),
    zpaIpGroup: object(),
    ednsEcsObject: object(),
    blockResponseCode: oneOf(responseCodes),
    ...notices(15),
    ...contextShield,
    ...endPoints,
    // Recorded: in this spelling only.
    isWebEUNEnabled: shownFlag(),
    defaultDnsRuleNameUsed: shownFlag({ readOnly: true }),
    predefined: flag({ readOnly: true }),
    defaultRule: flag({ readOnly: true, shown: false }),
  },
});
