import { timeOfDay } from "../fields/clock.ts";
import { decimal } from "../fields/decimal.ts";
import { ref } from "../fields/references.ts";
import { flag, oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { auditKeys, managedStanding } from "./read-only.ts";

const path = "/zpa/mgmtconfig/v1/admin/customers/{customer}/appConnectorGroup";
const days = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

/** Connectors enrol themselves into a group; they, provisioning keys and log streaming keep it from being deleted. */
export const appConnectorGroup = defineKind({
  name: "zpa/app-connector-group",
  title: "app connector group",
  summary: "Connectors in front of private applications.",
  terraform: ["zpa_app_connector_group"],
  activation: "none",
  api: {
    style: "rest",
    list: path,
    paging: { style: "total-pages", size: 500 },
    create: path,
    update: `${path}/{id}`,
    remove: `${path}/{id}`,
  },
  standing: managedStanding,
  fields: {
    description: text({ about: "Free text" }),
    // The API's default is disputed: off by one source, on by another. [provider changelog, vendor help]
    enabled: flag({ about: "Whether its connectors are used", role: "effect", required: true, otherwise: true }),
    location: text({ about: "Where it stands, for people", required: true }),
    latitude: decimal({ about: "Degrees north", min: -90, max: 90, required: true }),
    longitude: decimal({ about: "Degrees east", min: -180, max: 180, required: true }),
    dnsQueryType: oneOf(["IPV4_IPV6", "IPV4", "IPV6"], {
      about: "Addresses asked for",
      role: "effect",
      otherwise: "IPV4_IPV6",
    }),
    upgradeDay: oneOf(days, { about: "Day of the upgrade", otherwise: "SUNDAY" }),
    upgradeTimeInSecs: timeOfDay({ about: "Time of the upgrade, local to the group", step: 15, otherwise: "18:30" }),
    overrideVersionProfile: flag({ about: "Use the version profile given here" }),
    versionProfile: ref("zpa/version-profile", {
      about: "Which versions it gets; without the override, the tenant's",
      wire: "versionProfileId",
      named: "versionProfileName",
      otherwise: { id: "0", name: "Default" },
    }),
    // The three have to be equal. [vendor help]
    tcpQuickAckApp: flag({
      about: "Acknowledge TCP at once, on the side of applications and of connectors",
      along: ["tcpQuickAckAssistant", "tcpQuickAckReadAssistant"],
    }),
    praEnabled: flag({ about: "Privileged remote access through it", role: "effect", loosens: [false, true] }),
    wafDisabled: flag({ about: "No AppProtection", role: "effect", loosens: [false, true] }),
    useInDrMode: flag({ about: "Available in disaster recovery", role: "effect", loosens: [false, true] }),
    dcHostingInfo: text({ about: "Who hosts the data centre", max: 64 }),
  },
  // City and country follow from the coordinates; those sent along would stay behind when it moves. [recorded]
  readOnly: [
    ...auditKeys,
    ...["cityCountry", "countryCode", "geoLocationId", "connectorGroupType", "connectors", "serverGroups"],
    ...["versionProfileName", "versionProfileVisibilityScope", "upgradePriority", "version", "nameWithoutTrim"],
    ...["siteName", "npAssistantGroup"],
  ],
});
