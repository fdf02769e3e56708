import type { Identity, Tenant } from "../tenant.ts";
import { predefinedCategories } from "../zia/vocabulary.ts";
import { addPolicySets, addSystemObject, type Builder, startBuilder } from "./builder.ts";
import { addBuiltInNetworkRules } from "./built-in-network-rules.ts";
import { addEnrolment } from "./zpa-built-ins.ts";

/** What every tenant has from its first day. */
export function addBuiltIns(builder: Builder): void {
  addPredefinedCategories(builder);
  addNetworkServices(builder);
  addZiaLookups(builder);
  addDlpBuiltIns(builder);
  addDefaultFirewallRule(builder);
  addBuiltInNetworkRules(builder);
  addPolicySets(builder);
  addEnrolment(builder);
  addZmsSystem(builder);
}

function addPredefinedCategories({ tenant }: Builder): void {
  for (const [index, [id, superCategory]] of predefinedCategories.entries()) {
    tenant.collection("zia/url-category").put({
      id,
      superCategory,
      customCategory: false,
      editable: true,
      type: "URL_CATEGORY",
      urlType: "EXACT",
      val: index + 1,
    });
  }
}

/** Recorded: names of predefined services are tags. `name: protocol and ports`. */
const services: Readonly<Record<string, string>> = {
  ICMP_ANY: "",
  UDP_ANY: "udp 1-65535",
  TCP_ANY: "tcp 1-65535",
  DNS: "tcp 53 udp 53",
  HTTP: "tcp 80",
  HTTPS: "tcp 443",
  FTP: "tcp 21",
  SSH: "tcp 22",
  TELNET: "tcp 23",
  SMTP: "tcp 25",
  POP3: "tcp 110",
  IMAP: "tcp 143",
  NTP: "udp 123",
  SNMP: "udp 161-162",
  LDAP: "tcp 389 udp 389",
  SMB: "tcp 445",
  RDP: "tcp 3389",
  KERBEROS: "tcp 88 udp 88",
  SYSLOG: "udp 514",
  IKE: "udp 500",
  SIP: "tcp 5060 udp 5060",
  MSSQL: "tcp 1433",
  MYSQL: "tcp 3306",
  ORACLE: "tcp 1521",
};

/** Recorded: tags for names; engines 60 to 64, dictionaries beside them in formulas. Which tag has which id is assumed. */
function addDlpBuiltIns({ tenant }: Builder): void {
  for (const [index, name] of ["CREDIT_CARDS", "SSN", "FINANCIAL_STATEMENTS", "NHS_LEAKAGE"].entries()) {
    tenant.collection("zia/dlp-dictionary").put({
      id: 60 + index,
      name,
      dictionaryType: "PATTERNS_AND_PHRASES",
      confidenceThreshold: "CONFIDENCE_LEVEL_MEDIUM",
      custom: false,
      nameL10nTag: true,
      thresholdAllowed: true,
    });
  }
  const engines = ["OFFENSIVE_LANGUAGE", "PCI", "HIPAA", "GLBA", "CYBER_BULLY_ENG"];
  for (const [index, predefinedEngineName] of engines.entries()) {
    const engineExpression = `((D${60 + (index % 4)}.S > 1))`;
    tenant
      .collection("zia/dlp-engine")
      .put({ id: 60 + index, predefinedEngineName, engineExpression, customDlpEngine: false });
  }
}

function addNetworkServices(builder: Builder): void {
  for (const [name, ports] of Object.entries(services)) {
    const pairs = [...ports.matchAll(/(tcp|udp) (\d+)(?:-(\d+))?/g)];
    const keys = pairs.flatMap(([, protocol = "", start, end]) => {
      const word = protocol === "tcp" ? "TcpPorts" : "UdpPorts";
      const range = end === undefined ? { start: Number(start) } : { start: Number(start), end: Number(end) };
      return [
        [`src${word}`, []],
        [`dest${word}`, [range]],
      ] as const;
    });
    builder.zia("zia/network-service", name, {
      tag: name,
      type: name.endsWith("_ANY") ? "STANDARD" : "PREDEFINED",
      description: `${name}_DESC`,
      isNameL10nTag: true,
      ...Object.fromEntries(keys),
    });
  }
}

function addZiaLookups(builder: Builder): void {
  const weekdays = ["MON", "TUE", "WED", "THU", "FRI"];
  // Recorded: the three built-in intervals and their ids.
  builder.zia("zia/time-interval", "Work hours", { startTime: 480, endTime: 1020, daysOfWeek: weekdays });
  builder.zia("zia/time-interval", "Weekends", { startTime: 0, endTime: 1439, daysOfWeek: ["SUN", "SAT"] });
  builder.zia("zia/time-interval", "Off hours", { startTime: 1021, endTime: 479, daysOfWeek: weekdays });
  for (const name of ["IOS", "Android", "Windows", "Mac", "Linux"]) {
    builder.zia("zia/device-group", name, {
      groupType: "ZCC_OS",
      description: `Devices with ${name}`,
      osType: `${name.toUpperCase()}_OS`,
      predefined: true,
    });
  }
  builder.zia("zia/device-group", "No Client Connector", { groupType: "NON_ZCC", predefined: true });
  builder.zia("zia/device-group", "Cloud Browser Isolation", { groupType: "CBI", predefined: true });
  // Recorded: pseudo rows that only the lite list shows.
  builder.zia("zia/location", "Road Warrior", { id: -3, $pseudo: true, $l10n: true });
  builder.zia("zia/location", "Cloud Browser", { id: 256000110, $pseudo: true });
  for (const profile of ["Corporate User", "Server", "Guest Wifi", "IoT"]) {
    builder.zia("zia/location-group", `${profile} Traffic Group`, {
      groupType: "DYNAMIC_GROUP",
      comments: `Default Location Group - ${profile} Traffic`,
      predefined: true,
      lastModTime: 1619561356,
    });
  }
  builder.zia("zia/app-service-group", "OFFICE365");
  builder.zia("zia/app-service-group", "ZOOM");
  builder.zia("zia/network-application-group", "Microsoft Office365", {
    networkApplications: ["OFFICE365", "YAMMER", "SKYPE_FOR_BUSINESS", "OUTLOOK"],
  });
}

function addDefaultFirewallRule(builder: Builder): void {
  builder.zia("zia/firewall-filtering-rule", "Default Firewall Filtering Rule", {
    action: "ALLOW",
    order: -1,
    defaultRule: true,
  });
}

/** `category: names with ports`. A slice of the vendor's catalogue of 188. */
const catalogue = `
Authentication Services: Kerberos 88, RADIUS 1812, TACACS 49
Directory Services: LDAP 389, LDAPS 636, Global Catalog 3268
File Transfer Services: FTP 21, SMB 445, NFS 2049, TFTP 69
Mail Services: SMTP 25, IMAP 143, POP3 110
Messaging Services: AMQP 5672, Kafka 9092, MQTT 1883
Network Management: SNMP 161, Syslog 514
Network Utilities: DNS 53, DHCP 67, NTP 123
Remote Access: SSH 22, Telnet 23, RDP 3389, VNC 5900
Web Services: HTTP 80, HTTPS 443, HTTP alternate 8080
Windows Internet Name Service: WINS 42`;

function addZmsSystem(builder: Builder): void {
  // Recorded ids, names, descriptions and origins.
  addSystemObject(builder, "zms/tag-namespace", 1, {
    name: "CLOUD",
    description: "Cloud namespace",
    origin: "EXTERNAL",
  });
  addSystemObject(builder, "zms/tag-namespace", 2, { name: "ML", description: "ML namespace", origin: "ML" });
  const born = "2025-12-04T19:06:19.587Z";
  let number = 101;
  for (const line of catalogue.trim().split("\n")) {
    const [category = "", entries = ""] = line.split(": ");
    for (const entry of entries.split(", ")) {
      const [, name = "", port = ""] = /^(.*) (\d+)$/.exec(entry) ?? [];
      const portRanges = [{ startPort: Number(port), endPort: Number(port) }];
      addSystemObject(builder, "zms/app-catalog-entry", number++, {
        name,
        category,
        creationTime: born,
        modifiedTime: born,
        details: [{ portAndProtocol: { protocol: "TCP", portRanges }, processes: [] }],
      });
    }
  }
  for (const direction of ["INBOUND", "OUTBOUND"]) {
    addSystemObject(builder, "zms/default-policy-rule", direction === "INBOUND" ? 11 : 12, {
      name: `Default ${direction.toLowerCase()} rule`,
      action: "ALLOW",
      direction,
      description: "",
      scopeType: "CUSTOMER",
      modifiedTime: born,
    });
  }
}

/** A tenant nobody has configured yet. */
export function buildEmpty(identity: Identity, now: number): Tenant {
  const builder = startBuilder("empty", identity, now);
  addBuiltIns(builder);
  return builder.tenant;
}
