import type { Builder } from "./builder.ts";

/** Network policies that Acme made in the portal and no document declares. */
export function addNetworkPolicies(acme: Builder): void {
  addDns(acme);
  addIntrusions(acme);
  addRoutes(acme);
  addBandwidth(acme);
}

function addDns({ zia }: Builder): void {
  zia("zia/dns-gateway", "Quad resolvers", { dnsGatewayType: "EXTERNAL", primaryIpOrFqdn: "203.0.113.53" });
  zia("zia/dns-gateway", "Plant resolvers", { dnsGatewayType: "EXTERNAL", primaryIpOrFqdn: "10.41.0.53" });
  zia("zia/firewall-dns-rule", "Lab names go to the lab", {
    description: "The lab plays with names that do not exist outside",
    action: "REDIR_REQ",
    redirectIp: "10.60.0.53",
    srcIpGroups: ["Lab clients"],
    dnsRuleRequestTypes: ["AAAA", "A"],
  });
  zia("zia/firewall-dns-rule", "No DNS over HTTPS past us", {
    action: "BLOCK_WITH_RESPONSE",
    blockResponseCode: "NXDOMAIN",
    protocols: ["DOHTTPS_RULE"],
    destIpCategories: ["DNS_OVER_HTTPS"],
    labels: ["security-baseline"],
  });
}

function addIntrusions({ zia }: Builder): void {
  for (const name of ["BOTNET_CALLBACK", "EXPLOIT", "CRYPTOMINING"]) {
    zia("zia/ips-category", name, { predefined: true });
  }
  zia("zia/firewall-ips-rule", "Scanners of the security team", {
    description: "They look like an attack because they are one",
    action: "BYPASS_IPS",
    srcIps: ["10.20.99.8/30"],
  });
  zia("zia/firewall-ips-rule", "Callbacks out of the plants", {
    action: "BLOCK_RESET",
    threatCategories: ["BOTNET_CALLBACK"],
    destCountries: ["COUNTRY_US", "COUNTRY_CN"],
    enableFullLogging: true,
    labels: ["plant"],
  });
}

function addRoutes({ zia }: Builder): void {
  zia("zia/proxy-gateway", "Partner proxy", { type: "PROXYCHAIN", failClosed: true });
  zia("zia/proxy-gateway", "Old web proxy", { type: "PROXYCHAIN", failClosed: false });
  zia("zia/forwarding-control-rule", "Partner sites through the partner", {
    type: "FORWARDING",
    forwardMethod: "PROXYCHAIN",
    proxyGateway: "Partner proxy",
    destAddresses: ["intranet.partner.example"],
  });
  zia("zia/forwarding-control-rule", "Backups go straight", {
    type: "FORWARDING",
    forwardMethod: "DIRECT",
    srcIps: ["10.99.0.0/24"],
    destCountries: ["COUNTRY_DE"],
    labels: ["temporary"],
  });
  zia("zia/nat-control-rule", "Old time server", {
    description: "Machines in hall 2 have the address burnt in",
    redirectFqdn: "time.acme.example",
    destAddresses: ["192.0.2.123"],
    nwServices: ["NTP"],
    labels: ["plant"],
  });
  zia("zia/traffic-capture-rule", "Odd controllers", {
    action: "CAPTURE",
    txnSizeLimit: "TWO_MB",
    txnSampling: "TEN_PERCENT",
    srcIps: ["10.41.16.0/22"],
  });
}

function addBandwidth({ zia }: Builder): void {
  zia("zia/bandwidth-class", "Telephony", { webApplications: ["ZOOM"], urls: [".sip.acme.example"] });
  zia("zia/bandwidth-control-rule", "Calls come first", {
    protocols: ["ANY_RULE"],
    bandwidthClasses: ["Telephony", "BANDWIDTH_CAT_VOIP"],
    minBandwidth: 20,
    maxBandwidth: 100,
  });
}
