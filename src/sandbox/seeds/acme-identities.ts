import { locations, staffGroups } from "./acme-surroundings.ts";
import type { Builder } from "./builder.ts";

const scimRoles = [
  ...["Controlling", "Treasury", "Human Resources", "Payroll", "Entwicklung Köln", "Plant operators Köln"],
  ...["Plant operators Ostrava", "Quality lab", "Machine vendors", "All employees", "Works Council"],
];

const scimProjects = [
  ...["Apollo", "Borealis", "Cirrus", "Delphi", "Echo", "Fjord", "Gaia", "Helios", "Iris", "Juno", "Kepler", "Lumen"],
  ...["Meteor", "Nova", "Orion", "Pegasus", "Quasar", "Rigel", "Sirius", "Titan", "Umbra", "Vega", "Wega", "Xenon"],
];

export function addIdentities(acme: Builder): void {
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
  acme.scimGroups("Okta", ...staffGroups, ...scimRoles, ...scimProjects.map((name) => `Project ${name}`));
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
}

/** Recorded: names end in the cloud, and hold as many blanks as somebody typed. */
export const postures = {
  laptop: "Corporate laptop (zscalerthree.net)",
  disk: "Disk encryption   (zscalerthree.net)",
  linux: "Linux workstation (zscalerthree.net)",
  crowdStrike: "CrowdStrike ZTA 40 (zscalerthree.net)",
  mobile: "Managed  mobile (zscalerthree.net)",
} as const;

export function addDevicesAndNetworks(acme: Builder): void {
  for (const [index, name] of Object.values(postures).entries()) {
    acme.zpa("zpa/posture-profile", name, { postureUdid: `d0b05ecf-0000-4b28-ab83-00000000000${index}` });
  }
  const sites = locations.map(([name]) => name);
  const branches = Array.from({ length: 24 }, (_, index) => `Net${String(index + 1).padStart(2, "0")}`);
  for (const [index, name] of [...sites, ...branches].entries()) {
    acme.zpa("zpa/trusted-network", `${name} (zscalerthree.net)`, {
      networkId: `7e1d2b3c-0000-4c4d-8e8f-0000000000${String(index).padStart(2, "0")}`,
    });
  }
  acme.zpa("zpa/machine-group", "Kiosks", { description: "Shop floor" });
  acme.zpa("zpa/location", "HQ Dresden");
  acme.zpa("zpa/cloud-connector-group", "AWS Frankfurt");
  acme.zpa("zpa/branch-connector-group", "Lyon branch");
  acme.zpa("zpa/isolation-profile", "Corporate isolation", {
    isolationProfileId: "dff035b0-0000-42dd-ae35-1f988d202745",
  });
}

const connectorGroups = [
  ["DC Dresden", "Dresden, Germany", "51.05", "13.74", "Dresden, DE", "DE"],
  ["DC Dresden egress", "Dresden, Germany", "51.05", "13.74", "Dresden, DE", "DE"],
  ["AWS Frankfurt", "Frankfurt, Germany", "50.11", "8.68", "Frankfurt, DE", "DE"],
  ["Plant Köln DMZ", "Köln, Germany", "50.94", "6.96", "Cologne, DE", "DE"],
  ["Plant Ostrava DMZ", "Ostrava, Czechia", "49.82", "18.26", "Ostrava, CZ", "CZ"],
] as const;

export function addConnectors(acme: Builder): void {
  for (const [name, location, latitude, longitude, cityCountry, countryCode] of connectorGroups) {
    acme.zpa("zpa/app-connector-group", name, {
      enabled: true,
      location,
      latitude,
      longitude,
      cityCountry,
      countryCode,
    });
  }
  acme.zpa("zpa/application-server", "as400-01", { address: "10.1.4.10" });
}
