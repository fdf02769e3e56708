import type { Json, Wire } from "../json.ts";
import type { Builder } from "./builder.ts";

const departments = [
  ...["Finance", "Human Resources", "Engineering", "Sales", "Marketing", "Legal", "IT Operations", "Support"],
  ...["Purchasing", "Logistics", "Quality", "Production Köln", "Production Ostrava", "Geschäftsführung"],
];

export const staffGroups = [
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
  ...[
    "VPN Legacy",
    "Cafeteria",
    "Reception",
    "Board",
    "Treasury",
    "Plant maintenance",
    "AI trained engineers",
    "Werkschutz",
  ],
];

const people = ["Jana Dorn", "Ravi Iyer", "Mia Lund", "Tom Ekberg", "Ana Sousa", "Zoe Lindqvist"];

export function addPeople(acme: Builder): void {
  acme.ziaNames("zia/department", ...departments);
  acme.ziaNames("zia/group", ...staffGroups, ...projectGroups);
  for (const [index, name] of people.entries()) {
    acme.zia("zia/user", name, {
      email: `${name.toLowerCase().replace(" ", ".")}@acme.example`,
      groups: [staffGroups[index] ?? "Finance"],
      adminUser: index === 3,
      deleted: false,
    });
  }
  // Two people of one name; only their addresses tell them apart.
  acme.zia("zia/user", "Thomas Müller", { email: "thomas.mueller@acme.example", groups: ["Sales"], deleted: false });
  acme.zia("zia/user", "Thomas Müller", {
    email: "thomas.mueller2@acme.example",
    groups: ["Engineering"],
    deleted: false,
  });
}

export const locations = [
  ["HQ Dresden", "GERMANY", "198.51.100.130"],
  ["Plant Köln", "GERMANY", "198.51.100.140"],
  ["Plant Ostrava", "CZECH_REPUBLIC", "198.51.100.150"],
  ["Office Brno", "CZECH_REPUBLIC", "198.51.100.160"],
  ["Office Lyon", "FRANCE", "198.51.100.170"],
  ["Office Singapore", "SINGAPORE", "203.0.113.200"],
  ["Warehouse Rotterdam", "NETHERLANDS", "203.0.113.210"],
] as const;

const locationGroups: Readonly<Record<string, readonly string[]>> = {
  Plants: ["Plant Köln", "Plant Ostrava"],
  Offices: ["HQ Dresden", "Office Brno", "Office Lyon", "Office Singapore"],
  "European sites": ["HQ Dresden", "Plant Köln", "Plant Ostrava", "Office Brno", "Office Lyon", "Warehouse Rotterdam"],
};

export function addPlaces(acme: Builder): void {
  const common: Wire = { authRequired: true, ofwEnabled: true, profile: "CORPORATE" };
  for (const [name, country, address] of locations) {
    acme.zia("zia/location", name, { ...common, parentId: 0, country, ipAddresses: [address] });
  }
  const [koeln] = acme.tenant.collection("zia/location").named("Plant Köln");
  acme.zia("zia/location", "Plant Köln guests", {
    parentId: koeln?.id ?? 0,
    country: "GERMANY",
    ipAddresses: ["10.41.200.0/24"],
    profile: "GUESTWIFI",
  });
  for (const [name, members] of Object.entries(locationGroups)) {
    acme.zia("zia/location-group", name, {
      groupType: "STATIC_GROUP",
      locations: [...members],
      lastModTime: 1735689600,
    });
  }
  addIsolationProfile(acme, "Acme read-only", 1);
  addIsolationProfile(acme, "Default isolation", 2);
  acme.zia("zia/time-interval", "Night batch", {
    startTime: 0,
    endTime: 359,
    daysOfWeek: ["MON", "TUE", "WED", "THU", "FRI"],
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
}

function addIsolationProfile(acme: Builder, name: string, profileSeq: number): void {
  acme.zia("zia/isolation-profile", name, {
    url: `https://redirect.isolation.zscaler.com/tenant/acme/profile/1d3a5a3e-4c1f-4f0e-9b59-00000000000${profileSeq}`,
    profileSeq,
    defaultProfile: profileSeq === 2,
  });
}

/** As rules carry it: with id, name and address. */
export const isolationProfile = (acme: Builder, name: string): Json => {
  const [profile] = acme.tenant.collection("zia/isolation-profile").named(name);
  return { id: profile?.id ?? "", name, url: profile?.url ?? "", profileSeq: profile?.profileSeq ?? 0 };
};

const sourceGroups: Readonly<Record<string, readonly string[]>> = {
  "Plant Köln OT": ["10.41.0.0/20", "10.41.16.0/22"],
  "Plant Ostrava OT": ["10.42.0.0/20"],
  "Lab clients": ["10.9.0.0/16", "10.8.0.4"],
  "Payroll clients": ["10.20.0.0/16"],
};

const destinationGroups: Readonly<Record<string, readonly string[]>> = {
  "Corporate DNS resolvers": ["192.0.2.53", "192.0.2.54"],
  "Bank gateways": ["198.51.100.16/28"],
  "Public resolvers": ["203.0.113.53", "203.0.113.54"],
};

/** `name: destination TCP ports`. */
const services: Readonly<Record<string, readonly [number, number?]>> = {
  "DNS over TLS": [853],
  SFTP: [22],
  "MQTT over TLS": [8883],
  VNC: [5900, 5903],
  NetBIOS: [137, 139],
};

export function addNetworkObjects(acme: Builder): void {
  for (const [name, addresses] of Object.entries(sourceGroups)) {
    acme.zia("zia/ip-source-group", name, { ipAddresses: [...addresses] });
  }
  for (const [name, addresses] of Object.entries(destinationGroups)) {
    acme.zia("zia/ip-destination-group", name, { type: "DSTN_IP", addresses: [...addresses] });
  }
  acme.zia("zia/ip-destination-group", "Partner VPN gateways", {
    type: "DSTN_FQDN",
    addresses: ["vpn1.partner.example", "vpn2.partner.example"],
  });
  for (const [name, [start, end]] of Object.entries(services)) {
    acme.zia("zia/network-service", name, {
      srcTcpPorts: [],
      destTcpPorts: [end === undefined ? { start } : { start, end }],
    });
  }
  acme.zia("zia/network-service", "LDAP corporate", {
    srcTcpPorts: [],
    destTcpPorts: [{ start: 389 }, { start: 3268, end: 3269 }],
  });
  acme.zia("zia/network-service-group", "File & desktop sharing", { services: ["SMB", "NetBIOS", "RDP", "VNC"] });
  acme.zia("zia/network-service-group", "Core infrastructure", { services: ["DNS", "NTP", "LDAP corporate"] });
  acme.zia("zia/network-application-group", "Collaboration", { networkApplications: ["ZOOM", "WEBEX", "SLACK"] });
}
