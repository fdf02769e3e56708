/**
 * Acme, a lived-in company. How to extend it:
 *
 *   acme.zia("zia/url-category", "Partner sites", { urls: [".partner.example"] });
 *   acme.zia("zia/url-filtering-rule", "Block gambling", { action: "BLOCK", urlCategories: ["GAMBLING", "Partner sites"], groups: ["Finance"] });
 *   acme.zpa("zpa/application-segment", "ERP", { segmentGroup: "Finance apps", serverGroups: ["DC1 servers"], domainNames: ["erp.acme.example"], tcp: ["443"] });
 *   acme.zpaRule("zpa/access-rule", "Finance to ERP", "ALLOW", [{ APP_GROUP: ["Finance apps"] }, { SCIM_GROUP: [["Okta", "Finance"]] }]);
 *   acme.managedGroup("ERP production", { "ACME/app": ["erp"], "ACME/env": ["prod"] });
 *   acme.zmsRule("ERP to database", { priority: 100, action: "ALLOW", from: ["ERP production"], to: ["Databases"], ports: ["TCP/5432"] });
 *
 * Everything refers by name, and to what stands above it. All other fields are the wire's own. Rules stand in the
 * order they are written here unless they carry `order`; two rules may carry the same, and numbers may be left out.
 * What the example policies declare belongs into the sections "declared"; the rest is there to be left alone.
 */
import type { Identity, Tenant } from "../tenant.ts";
import { type Builder, startBuilder } from "./builder.ts";
import { addBuiltIns } from "./empty.ts";

export function buildAcme(identity: Identity, now: number): Tenant {
  const acme = startBuilder("acme", identity, now);
  addBuiltIns(acme);
  addPeople(acme);
  addPlaces(acme);
  addNetworkObjects(acme);
  addCategories(acme);
  addUrlRules(acme);
  addFirewallRules(acme);
  addPrivateAccessLookups(acme);
  addApplications(acme);
  addAccessRules(acme);
  addMicrosegmentation(acme);
  return acme.tenant;
}

const departments = [
  "Finance",
  "Human Resources",
  "Engineering",
  "Sales",
  "Marketing",
  "Legal",
  "IT Operations",
  "Support",
];

const staffGroups = [
  "Finance",
  "HR",
  "Engineering",
  "Contractors",
  "Sales",
  "Marketing",
  "Legal",
  "Executives",
  "IT Admins",
];

const projectGroups = [
  ...["Project Apollo", "Project Borealis", "Project Cirrus", "Works Council", "Trainees", "Interns 2025", "Auditors"],
  ...[
    "Payroll",
    "Procurement",
    "Field Service",
    "Data Science",
    "SRE On-Call",
    "Release Managers",
    "Security Champions",
  ],
  ...["VPN Legacy", "Cafeteria", "Reception", "Plant Hamburg", "Plant Lyon", "Board"],
];

function addPeople(acme: Builder): void {
  acme.ziaNames("zia/department", ...departments);
  acme.ziaNames("zia/group", ...staffGroups, ...projectGroups);
  for (const [index, name] of ["Jana Dorn", "Ravi Iyer", "Mia Lund", "Tom Ekberg", "Ana Sousa"].entries()) {
    acme.zia("zia/user", name, {
      email: `${name.toLowerCase().replace(" ", ".")}@acme.example`,
      groups: [staffGroups[index] ?? "Finance"],
      adminUser: index === 3,
      deleted: false,
    });
  }
}

const offices = [
  ["Berlin", "GERMANY", "198.51.100.10"],
  ["Hamburg", "GERMANY", "198.51.100.20"],
  ["Lyon", "FRANCE", "198.51.100.30"],
  ["San Jose", "UNITED_STATES", "203.0.113.10"],
  ["Singapore", "SINGAPORE", "203.0.113.20"],
] as const;

function addPlaces(acme: Builder): void {
  for (const [name, country, address] of offices) {
    acme.zia("zia/location", name, {
      parentId: 0,
      country,
      ipAddresses: [address],
      authRequired: true,
      ofwEnabled: true,
      profile: "CORPORATE",
    });
  }
  acme.zia("zia/location-group", "European offices", {
    groupType: "STATIC_GROUP",
    locations: ["Berlin", "Hamburg", "Lyon"],
    lastModTime: 1735689600,
  });
  acme.zia("zia/isolation-profile", "Default isolation", {
    url: "https://redirect.isolation.zscaler.com/tenant/acme/profile/1d3a5a3e-4c1f-4f0e-9b59-000000000001",
    profileSeq: 1,
    defaultProfile: true,
  });
  acme.zia("zia/workload-group", "aws-prod", {
    description: "Production workloads",
    expressionJson: {
      expressionContainers: [
        {
          tagType: "ATTR",
          operator: "AND",
          tagContainer: { tags: [{ key: "GroupName", value: "prod" }], operator: "AND" },
        },
      ],
    },
  });
  acme.zia("zia/time-interval", "Night batch", {
    startTime: 0,
    endTime: 359,
    daysOfWeek: ["MON", "TUE", "WED", "THU", "FRI"],
  });
}

function addNetworkObjects(acme: Builder): void {
  acme.zia("zia/ip-source-group", "Lab clients", { ipAddresses: ["10.9.0.0/16", "10.8.0.4"] });
  acme.zia("zia/ip-source-group", "Payroll clients", { ipAddresses: ["10.20.0.0/16"] });
  acme.zia("zia/ip-destination-group", "Public resolvers", {
    type: "DSTN_IP",
    addresses: ["203.0.113.53", "203.0.113.54"],
  });
  acme.zia("zia/ip-destination-group", "Partner VPN gateways", {
    type: "DSTN_FQDN",
    addresses: ["vpn1.partner.example", "vpn2.partner.example"],
  });
  acme.zia("zia/network-service", "LDAP corporate", {
    srcTcpPorts: [],
    destTcpPorts: [{ start: 389 }, { start: 3268, end: 3269 }],
  });
  acme.zia("zia/network-service-group", "Core infrastructure", { services: ["DNS", "NTP", "LDAP corporate"] });
  acme.zia("zia/network-application-group", "Collaboration", { networkApplications: ["ZOOM", "WEBEX", "SLACK"] });
}

function addCategories(acme: Builder): void {
  acme.zia("zia/rule-label", "managed-by-git", { description: "Rules owned by the pipeline" });
  acme.zia("zia/rule-label", "temporary", { description: "To be removed" });
  // declared
  acme.zia("zia/url-category", "Partner sites", {
    description: "Portals of our partners",
    urls: [".partner.example", "portal.supplier.example", "extranet.customer.example"],
    keywords: ["partner-sso"],
  });
  acme.zia("zia/url-category", "Finance tools", {
    superCategory: "BUSINESS_AND_ECONOMY",
    urls: [".ledger.example", "banking.example"],
  });
  // made in the portal, left alone
  acme.zia("zia/url-category", "Marketing campaign", { urls: ["campaign.example", "landing.example"] });
  acme.zia("zia/url-category", "Legacy exceptions", { urls: [".legacy.example"], dbCategorizedUrls: ["old.example"] });
}

const webProtocols = ["HTTP_RULE", "HTTPS_RULE"];

function addUrlRules(acme: Builder): void {
  const rule = "zia/url-filtering-rule";
  acme.zia(rule, "Office 365 One Click Rule", {
    action: "ALLOW",
    protocols: ["ANY_RULE"],
    urlCategories: ["OFFICE_365"],
    predefined: true,
  });
  acme.zia(rule, "Allow partner portals", {
    action: "ALLOW",
    protocols: ["ANY_RULE"],
    urlCategories: ["Partner sites"],
    labels: ["managed-by-git"],
  });
  acme.zia(rule, "Block gambling", {
    action: "BLOCK",
    protocols: webProtocols,
    urlCategories: ["GAMBLING"],
    description: "HR policy",
    labels: ["managed-by-git"],
  });
  acme.zia(rule, "Campaign site for Marketing", {
    action: "ALLOW",
    protocols: webProtocols,
    urlCategories: ["Marketing campaign"],
    departments: ["Marketing"],
  });
  acme.zia(rule, "Caution on streaming", {
    action: "CAUTION",
    protocols: webProtocols,
    requestMethods: ["CONNECT", "GET", "HEAD"],
    urlCategories: ["STREAMING_MEDIA"],
    timeWindows: ["Work hours"],
    labels: ["managed-by-git"],
  });
  acme.zia(rule, "Block adult content", {
    action: "BLOCK",
    protocols: ["ANY_RULE"],
    urlCategories: ["PORNOGRAPHY", "NUDITY", "OTHER_ADULT_MATERIAL"],
    labels: ["managed-by-git"],
  });
  acme.zia(rule, "Legacy exceptions for the plant", {
    action: "ALLOW",
    protocols: webProtocols,
    urlCategories: ["Legacy exceptions"],
    locations: ["Hamburg"],
    state: "DISABLED",
  });
  acme.zia(rule, "Block anonymizers for contractors", {
    action: "BLOCK",
    protocols: ["ANY_RULE"],
    urlCategories: ["ANONYMIZER", "REMOTE_ACCESS"],
    groups: ["Contractors"],
    labels: ["managed-by-git"],
  });
}

function addFirewallRules(acme: Builder): void {
  const rule = "zia/firewall-filtering-rule";
  // Numbers 1 and 2 belong to hidden rules of the service; two of its visible rules share number 3.
  acme.zia(rule, "Office 365 One Click Rule", {
    action: "ALLOW",
    order: 3,
    predefined: true,
    appServiceGroups: ["OFFICE365"],
  });
  acme.zia(rule, "UCaaS One Click Rule", {
    action: "ALLOW",
    order: 3,
    predefined: true,
    state: "DISABLED",
    appServiceGroups: ["ZOOM"],
  });
  acme.zia(rule, "Allow DNS to resolvers", {
    action: "ALLOW",
    order: 4,
    enableFullLogging: true,
    nwServices: ["DNS"],
    destIpGroups: ["Public resolvers"],
    labels: ["managed-by-git"],
  });
  acme.zia(rule, "Block SSH from payroll", {
    action: "BLOCK_DROP",
    order: 5,
    srcIpGroups: ["Payroll clients"],
    nwServices: ["SSH", "TELNET"],
    labels: ["managed-by-git"],
  });
  acme.zia(rule, "Lab may do anything until June", {
    action: "ALLOW",
    order: 6,
    srcIpGroups: ["Lab clients"],
    labels: ["temporary"],
  });
  acme.zia(rule, "Allow web", {
    action: "ALLOW",
    order: 9,
    nwServices: ["HTTP", "HTTPS"],
    labels: ["managed-by-git"],
  });
  acme.zia(rule, "Block malicious IPs and domains", {
    action: "BLOCK_DROP",
    order: 10,
    predefined: true,
    destIpCategories: ["PHISHING", "BOTNET", "MALWARE_SITE"],
  });
  acme.zia(rule, "Block All IPv6", { action: "BLOCK_DROP", order: 10, predefined: true, state: "DISABLED" });
  acme.zia(rule, "Block embargoed countries", {
    action: "BLOCK_DROP",
    order: 12,
    destCountries: ["COUNTRY_KP", "COUNTRY_IR"],
    labels: ["managed-by-git"],
  });
}

const scimProjects = [
  ...["Apollo", "Borealis", "Cirrus", "Delphi", "Echo", "Fjord", "Gaia", "Helios", "Iris", "Juno", "Kepler", "Lumen"],
  ...["Meteor", "Nova", "Orion", "Pegasus", "Quasar", "Rigel", "Sirius", "Titan", "Umbra", "Vega", "Wega", "Xenon"],
];

function addPrivateAccessLookups(acme: Builder): void {
  acme.zpa("zpa/idp", "Okta", {
    enabled: true,
    ssoType: ["USER"],
    domainList: ["acme.example"],
    scimEnabled: true,
    enableScimBasedPolicy: true,
    autoProvision: "0",
    signSamlRequest: "1",
  });
  acme.zpa("zpa/idp", "Admin sign-in", { enabled: true, ssoType: ["ADMIN"], scimEnabled: false });
  acme.scimGroups("Okta", ...staffGroups, ...scimProjects.map((name) => `Project ${name}`));
  for (const name of ["DepartmentName", "Email", "FirstName", "GroupName", "LastName"]) {
    acme.zpa("zpa/saml-attribute", `${name}_Okta`, {
      idp: "Okta",
      samlName: name,
      idpName: "Okta",
      userAttribute: false,
    });
  }
  for (const name of ["active", "costCenter", "department", "displayName", "title", "userName", "userType"]) {
    acme.zpa("zpa/scim-attribute", name, {
      idp: "Okta",
      dataType: "String",
      multivalued: false,
      mutability: "readWrite",
    });
  }
  const postures = ["Corporate laptop", "Disk encrypted", "CrowdStrike ZTA 40", "Domain joined", "Managed mobile"];
  for (const [index, name] of postures.entries()) {
    acme.zpa("zpa/posture-profile", `${name} (zscalerthree.net)`, {
      postureUdid: `d0b05ecf-0000-4b28-ab83-00000000000${index}`,
    });
  }
  for (let number = 1; number <= 24; number++) {
    acme.zpa("zpa/trusted-network", `Net${String(number).padStart(2, "0")} (zscalerthree.net)`, {
      networkId: `7e1d2b3c-0000-4c4d-8e8f-0000000000${String(number).padStart(2, "0")}`,
    });
  }
  acme.zpa("zpa/trusted-network", "Headquarters (zscalerthree.net)", {
    networkId: "7e1d2b3c-0000-4c4d-8e8f-000000000099",
  });
  acme.zpa("zpa/machine-group", "Kiosks", { description: "Shop floor" });
  acme.zpa("zpa/location", "Berlin");
  acme.zpa("zpa/cloud-connector-group", "AWS Frankfurt");
  acme.zpa("zpa/branch-connector-group", "Lyon branch");
  acme.zpa("zpa/isolation-profile", "Corporate isolation", {
    isolationProfileId: "dff035b0-0000-42dd-ae35-1f988d202745",
  });
}

/** Segment groups, and in them `segment: domain ports`. */
const applications: Readonly<Record<string, readonly string[]>> = {
  "Finance apps": [
    "ERP: erp.acme.example 443",
    "Ledger: ledger.acme.example 443,8443",
    "Treasury: treasury.acme.example 443",
  ],
  "HR apps": ["Payroll: payroll.acme.example 443", "Time recording: time.acme.example 443"],
  "Engineering apps": [
    "Git: git.acme.example 22,443",
    "Build farm: *.build.acme.example 443,8080-8090",
    "Artifact store: artifacts.acme.example 443",
  ],
  "Shared services": ["Intranet: intranet.acme.example 80,443", "Print: print.acme.example 631"],
  "Legacy apps": ["AS400: as400.acme.example 23"],
};

function addApplications(acme: Builder): void {
  acme.zpa("zpa/app-connector-group", "DC1 connectors", {
    enabled: true,
    location: "Frankfurt, Germany",
    latitude: "50.11",
    longitude: "8.68",
    cityCountry: "Frankfurt, DE",
    countryCode: "DE",
  });
  acme.zpa("zpa/app-connector-group", "DC2 connectors", {
    enabled: true,
    location: "Dublin, Ireland",
    countryCode: "IE",
  });
  acme.zpa("zpa/application-server", "as400-01", { address: "10.1.4.10" });
  acme.zpa("zpa/server-group", "DC1 servers", { dynamicDiscovery: true, appConnectorGroups: ["DC1 connectors"] });
  acme.zpa("zpa/server-group", "DC2 servers", { dynamicDiscovery: true, appConnectorGroups: ["DC2 connectors"] });
  acme.zpa("zpa/server-group", "Mainframe", {
    dynamicDiscovery: false,
    appConnectorGroups: ["DC1 connectors"],
    servers: ["as400-01"],
  });
  for (const [group, segments] of Object.entries(applications)) {
    acme.zpa("zpa/segment-group", group, { description: group });
    for (const segment of segments) {
      const [, name = "", domain = "", ports = ""] = /^(.*): (\S+) (\S+)$/.exec(segment) ?? [];
      acme.zpa("zpa/application-segment", name, {
        segmentGroup: group,
        serverGroups: [group === "Legacy apps" ? "Mainframe" : "DC1 servers"],
        domainNames: [domain],
        tcp: ports.split(","),
      });
    }
  }
}

function addAccessRules(acme: Builder): void {
  const rule = "zpa/access-rule";
  // Made by Zscaler Deception: always first, out of reach.
  acme.zpaRule(rule, "Zscaler Deception", "DENY", [{ APP: ["AS400"] }, { SCIM_GROUP: [["Okta", "Executives"]] }], {
    zscalerManaged: true,
    readOnly: true,
  });
  acme.zpaRule(rule, "Finance to ERP", "ALLOW", [
    { APP_GROUP: ["Finance apps"] },
    { SCIM_GROUP: [["Okta", "Finance"]] },
    { POSTURE: [["Corporate laptop (zscalerthree.net)", true]] },
  ]);
  acme.zpaRule(rule, "HR to payroll", "ALLOW", [{ APP_GROUP: ["HR apps"] }, { SCIM_GROUP: [["Okta", "HR"]] }]);
  acme.zpaRule(rule, "Migration team until May", "ALLOW", [
    { APP: ["AS400"] },
    { SCIM_GROUP: [["Okta", "Project Apollo"]] },
  ]);
  acme.zpaRule(rule, "Block contractors from build farm", "DENY", [
    { APP: ["Build farm"] },
    { SCIM_GROUP: [["Okta", "Contractors"]] },
  ]);
  acme.zpaRule(rule, "Engineering tools", "ALLOW", [
    { APP_GROUP: ["Engineering apps"] },
    {
      SCIM_GROUP: [
        ["Okta", "Engineering"],
        ["Okta", "Contractors"],
      ],
    },
    { PLATFORM: ["windows", "mac", "linux"] },
  ]);
  acme.zpaRule(rule, "Shared services for everybody", "ALLOW", [
    { APP_GROUP: ["Shared services"] },
    { CLIENT_TYPE: ["zpn_client_type_zapp"] },
  ]);
  acme.zpaRule("zpa/timeout-rule", "Finance re-authenticates daily", "RE_AUTH", [{ APP_GROUP: ["Finance apps"] }], {
    reauthTimeout: "86400",
    reauthIdleTimeout: "3600",
  });
}

function addMicrosegmentation(acme: Builder): void {
  acme.namespace("CLOUD", "EXTERNAL", { region: ["eu-central-1", "us-east-1"], owner: ["platform", "finance"] });
  acme.namespace("ML", "ML", { role: ["web", "database"] });
  acme.namespace("ACME", "CUSTOM", {
    env: ["prod", "staging", "dev"],
    app: ["erp", "payroll", "shop", "ledger"],
    tier: ["web", "app", "db"],
  });
  acme.zms("zms/agent-group", "Linux servers", {
    agentGroupType: "VM",
    cloudProvider: "AWS",
    adminStatus: "ENABLED",
    agentCount: 24,
    policyStatus: "ENABLED",
    upgradeStatus: "UP_TO_DATE",
    agentAutoUpgrade: "ENABLED",
    versionProfileName: "Default",
  });
  for (const [appNumber, app] of ["erp", "payroll", "shop", "ledger"].entries()) {
    for (const [tierNumber, tier] of ["web", "app", "db"].entries()) {
      for (const [number, env] of ["prod", "staging"].entries()) {
        acme.workload(`${app}-${tier}-${env}-01`, `10.${40 + appNumber}.${tierNumber}.${10 + number}`, {
          "ACME/app": app,
          "ACME/tier": tier,
          "ACME/env": env,
        });
      }
    }
  }
  acme.zms("zms/app-zone", "Production", {
    description: "eu-central-1",
    memberCount: 12,
    includeAllVpcs: true,
    includeAllSubnets: true,
  });
  acme.managedGroup("ERP production", { "ACME/app": ["erp"], "ACME/env": ["prod"] }, { description: "ERP, all tiers" });
  acme.managedGroup("Databases", { "ACME/tier": ["db"], "ACME/env": ["prod"] });
  acme.managedGroup("Shop front end", { "ACME/app": ["shop"], "ACME/tier": ["web"] });
  acme.unmanagedGroup("Branch printers", { cidrs: ["192.0.2.0/25"], description: "Made in the portal" });
  acme.unmanagedGroup("Backup service", { cidrs: ["10.99.0.0/24"], fqdns: ["backup.acme.example"] });
  acme.zmsRule("ERP to databases", {
    priority: 100,
    action: "ALLOW",
    from: ["ERP production"],
    to: ["Databases"],
    ports: ["TCP/5432"],
    lastHit: "2026-01-11T08:00:00.000Z",
  });
  acme.zmsRule("Backups everywhere", {
    priority: 200,
    action: "ALLOW",
    from: ["Backup service"],
    to: "ANY",
    ports: ["TCP/10000-10010"],
  });
  acme.zmsRule("Nothing else to databases", { priority: 900, action: "SIM_BLOCK", from: "ANY", to: ["Databases"] });
}
