import type { Wire } from "../json.ts";
import type { Builder } from "./builder.ts";

/** Numbers 1, 2, 8 and 14 are not in use; pairs of the vendor's rules share 3 and 6. */
export function addFirewallRules(acme: Builder): void {
  const rule = "zia/firewall-filtering-rule";
  const builtIn: Wire = { predefined: true };
  const office: Wire = { ...builtIn, action: "ALLOW", order: 3 };
  acme.zia(rule, "Office 365 One Click Rule", { ...office, appServiceGroups: ["OFFICE365"] });
  acme.zia(rule, "UCaaS One Click Rule", { ...office, state: "DISABLED", appServiceGroups: ["ZOOM"] });
  const threats: Wire = { ...builtIn, action: "BLOCK_DROP", order: 6 };
  acme.zia(rule, "Block malicious IPs and domains", {
    ...threats,
    destIpCategories: ["PHISHING", "BOTNET", "MALWARE_SITE"],
  });
  acme.zia(rule, "Block All IPv6", { ...threats, state: "DISABLED" });
  declaredFirewallRules(acme);
  acme.zia(rule, "tmp vendor VPN (j.dorn)", {
    action: "ALLOW",
    order: 9,
    destIpGroups: ["Partner VPN gateways"],
    nwServices: ["IKE"],
    labels: ["temporary"],
  });
  acme.zia(rule, "Lab may do anything until June", {
    action: "ALLOW",
    order: 16,
    srcIpGroups: ["Lab clients"],
    labels: ["temporary"],
  });
  // Acme closed its default rule.
  const rules = acme.tenant.collection(rule);
  const [standard] = rules.named("Default Firewall Filtering Rule");
  rules.put({ ...standard, action: "BLOCK_DROP", enableFullLogging: true });
}

function declaredFirewallRules(acme: Builder): void {
  const rule = "zia/firewall-filtering-rule";
  acme.zia(rule, "Allow DNS to our resolvers", {
    action: "ALLOW",
    order: 4,
    destIpGroups: ["Corporate DNS resolvers"],
    nwServices: ["DNS"],
    labels: ["security-baseline"],
  });
  acme.zia(rule, "Block all other DNS", {
    action: "BLOCK_DROP",
    order: 5,
    nwServices: ["DNS over TLS", "DNS"],
    enableFullLogging: true,
    labels: ["security-baseline"],
  });
  acme.zia(rule, "Block file and desktop sharing", {
    action: "BLOCK_DROP",
    order: 7,
    nwServiceGroups: ["File & desktop sharing"],
    destIpCategories: ["ANY"],
    description: "SMB, NetBIOS, RDP and VNC have no business on the internet",
    labels: ["security-baseline"],
  });
  acme.zia(rule, "Block embargoed countries", {
    action: "BLOCK_DROP",
    order: 10,
    sourceCountries: ["ANY"],
    destCountries: ["COUNTRY_SY", "COUNTRY_RU", "COUNTRY_KP", "COUNTRY_IR", "COUNTRY_CU", "COUNTRY_BY"],
    enableFullLogging: true,
    description: "Export control list of 2026-09.\r\nReviewed every quarter by export-control@acme.example.\r\n",
    labels: ["security-baseline"],
  });
  acme.zia(rule, "Allow plant telemetry to the machine vendors", {
    action: "ALLOW",
    order: 11,
    srcIpGroups: ["Plant Ostrava OT", "Plant Köln OT"],
    // update: the provider's /24 becomes the vendor's own /28
    destAddresses: ["203.0.113.0/24", "ingest.kranz-robotics.example", "telemetry.siemetra.example"],
    nwServices: ["MQTT over TLS", "HTTPS"],
    labels: ["plant"],
  });
  acme.zia(rule, "Block plant floor to the internet", {
    action: "BLOCK_DROP",
    order: 12,
    srcIpGroups: ["Plant Ostrava OT", "Plant Köln OT"],
    enableFullLogging: true,
    labels: ["plant"],
  });
  acme.zia(rule, "Allow bank gateways for finance", {
    action: "ALLOW",
    order: 13,
    departments: ["Finance"],
    destIpGroups: ["Bank gateways"],
    nwServices: ["SFTP", "HTTPS"],
    description: "Payment files over SFTP, host-to-host (FIN-240)",
    labels: ["exception"],
  });
  acme.zia(rule, "Allow SSH to the cloud build farm", {
    action: "ALLOW",
    order: 15,
    groups: ["Engineering"],
    locations: ["Office Brno", "HQ Dresden"],
    destAddresses: ["*.build.acme-cloud.example", "192.0.2.64-192.0.2.95"],
    nwServices: ["SSH"],
    labels: ["exception"],
  });
  acme.zia(rule, "Allow web from the offices", {
    action: "ALLOW",
    order: 17,
    locationGroups: ["Offices"],
    nwServices: ["HTTPS", "HTTP"],
    labels: ["security-baseline"],
  });
}
