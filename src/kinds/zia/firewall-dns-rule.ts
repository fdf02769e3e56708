import { countries, texts, words } from "../fields/list.ts";
import { refObject, refs } from "../fields/references.ts";
import { flag, oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import {
  destinationHosts,
  excludeContextShieldEndPoint,
  networkRuleFields,
  notices,
  sourceCountries,
  sources,
} from "./network-fields.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleStanding } from "./rule-standing.ts";

const redirects = "REDIR_REQ REDIR_RES REDIR_ZPA REDIR_REQ_DOH REDIR_REQ_KEEP_SENDER REDIR_REQ_TCP REDIR_REQ_UDP".split(
  " ",
);
const codes =
  "FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE BADVERS BADKEY BADTIME BADMODE BADNAME BADALG BADTRUNC UNSUPPORTED BYPASS INT_ERROR SRV_TIMEOUT EMPTY_RESP REQ_BLOCKED ADMIN_DROP WCDN_TIMEOUT IPS_BLOCK FQDN_RESOLV_FAIL ANY NONE".split(
    " ",
  );
const requestTypes =
  "A NS MD MF CNAME SOA MB MG MR NULL WKS PTR HINFO MINFO MX TXT RP AFSDB X25 ISDN RT NSAP NSAP_PTR SIG KEY PX GPOS AAAA LOC NXT EID NIMLOC SRV ATMA NAPTR KX CERT A6 DNAME SINK OPT APL DS SSHFP PSECKEF RRSIG NSEC DNSKEY DHCID NSEC3 NSEC3PARAM TLSA HIP NINFO RKEY TALINK CDS CDNSKEY OPENPGPKEY CSYNC ZONEMD SVCB HTTPS".split(
    " ",
  );

/** Countries and categories of what is asked for and of the answer are joined by OR. [vendor help] */
const subject = { role: "match", asks: "where", criterion: "subject" } as const;

/**
 * Evaluated top-down; the default rule at order -1 decides what no rule matched. A read shows the members of a rule's
 * `applicationGroups` among its `applications` [recorded], so the groups are not declared, and left as they are.
 */
export const firewallDnsRule = defineKind({
  name: "zia/firewall-dns-rule",
  title: "DNS rule",
  summary: "Resolves, redirects or blocks DNS requests; the first match decides.",
  handles: true,
  terraform: ["zia_firewall_dns_rule"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/firewallDnsRules",
    paging: "whole",
    create: "/zia/api/v1/firewallDnsRules",
    update: "/zia/api/v1/firewallDnsRules/{id}",
    remove: "/zia/api/v1/firewallDnsRules/{id}",
  },
  order: { key: "order", rank: "rank", writes: "numbered" },
  rule: {
    handling: true,
    action: "action",
    allow: ["ALLOW", ...redirects],
    // Somebody else answers, and may answer with a warning page: neither a plain answer nor none. [INFERRED]
    guarded: redirects,
    block: ["BLOCK", "BLOCK_WITH_RESPONSE"],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  fields: {
    ...networkRuleFields,
    action: oneOf(["ALLOW", "BLOCK", "BLOCK_WITH_RESPONSE", ...redirects], {
      about: "What happens",
      role: "decision",
      required: true,
    }),
    protocols: words(["ANY_RULE", "TCP_RULE", "UDP_RULE", "DOHTTPS_RULE", "SMRULEF_CASCADING_ALLOWED"], {
      about: "Transports of the request; ANY_RULE means any",
      role: "match",
      any: ["ANY_RULE"],
    }),
    ...sources,
    sourceCountries,
    ...destinationHosts,
    destCountries: countries({ about: "Countries of the resolved address", single: true, ...subject }),
    destIpCategories: refs("zia/url-category", {
      about: "URL categories of the requested name",
      form: "bare",
      any: ["ANY"],
      ...subject,
    }),
    resCategories: refs("zia/url-category", {
      about: "URL categories of the resolved address",
      form: "bare",
      any: ["ANY"],
      ...subject,
    }),
    applications: texts({ about: "DNS tunnels and network application ids", role: "match" }),
    dnsRuleRequestTypes: words(requestTypes, { about: "Types of the record asked for", role: "match", single: true }),
    redirectIp: text({ about: "Address to send the request to, with action REDIR_REQ", role: "effect" }),
    dnsGateway: refObject("zia/dns-gateway", {
      about: "Gateway to send the request to",
      role: "effect",
      form: "numberAndName",
    }),
    // Some answers send the client to another server, and what BYPASS and NONE do is told nowhere.
    blockResponseCode: oneOf(codes, { about: "What is answered, with action BLOCK_WITH_RESPONSE", role: "effect" }),
    ...notices,
    isWebEUNEnabled: flag({ about: "Notify the user on a web page" }),
    excludeContextShieldEndPoint,
  },
  readOnly: [...ruleReadOnly, "defaultDnsRuleNameUsed"],
  hiddenCriteria: [
    "applicationGroups",
    "srcIpv6Groups",
    "destIpv6Groups",
    "endPointApplications",
    "endPointApplicationGroups",
  ],
  movableFields: ["description", "state", "labels"],
  createDefaults: { state: "ENABLED", rank: 7 },
});
