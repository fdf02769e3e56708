import type { Wire } from "../../json.ts";
import { flag, number, oneOf, text } from "../fields.ts";
import { governed } from "../governed.ts";
import type { ZpaKind } from "../kind.ts";

/** Provider: bounds, steps and what has to be equal; help: an override needs a profile. The word is the field that is blamed. */
function checkGroup(row: Wire): string | undefined {
  if (!(Math.abs(Number(row.latitude ?? 0)) <= 90)) return "latitude";
  if (!(Math.abs(Number(row.longitude ?? 0)) <= 180)) return "longitude";
  const time = Number(row.upgradeTimeInSecs);
  if (!(time >= 0 && time < 86_400 && time % 900 === 0)) return "upgradeTimeInSecs";
  if (row.tcpQuickAckApp !== row.tcpQuickAckAssistant) return "tcpQuickAckAssistant";
  if (row.tcpQuickAckApp !== row.tcpQuickAckReadAssistant) return "tcpQuickAckReadAssistant";
  if (row.overrideVersionProfile === true && row.versionProfileId === undefined) return "versionProfileId";
  return String(row.dcHostingInfo ?? "").length > 64 ? "dcHostingInfo" : undefined;
}

/** The service knows the world; this slice is enough for the places of the seeds and the tests. */
const places: readonly (readonly [latitude: number, longitude: number, cityCountry: string, countryCode: string])[] = [
  [51.05, 13.74, "Dresden, DE", "DE"],
  [50.11, 8.68, "Frankfurt, DE", "DE"],
  [50.94, 6.96, "Cologne, DE", "DE"],
  [49.82, 18.26, "Ostrava, CZ", "CZ"],
  [45.76, 4.84, "Lyon, FR", "FR"],
  [1.35, 103.82, "Singapore, SG", "SG"],
  [37.34, -121.89, "San Jose, US", "US"],
];

/** Recorded: city and country follow from coordinates that are sent, and go with coordinates that are not. */
function derivePlace(row: Wire): Wire {
  const { cityCountry: _city, countryCode: _country, ...rest } = row;
  if (row.latitude === undefined || row.longitude === undefined) return rest;
  const distance = ([latitude, longitude]: (typeof places)[number]): number =>
    Math.hypot(latitude - Number(row.latitude), longitude - Number(row.longitude));
  const [nearest] = [...places].sort((a, b) => distance(a) - distance(b));
  return { ...rest, cityCountry: nearest?.[2] ?? "", countryCode: nearest?.[3] ?? "" };
}

const kept = { omitted: "keep" } as const;

/** Recorded: a PUT without coordinates loses them, all else is kept. The defaults are the provider's and the help's. */
export const appConnectorGroup: ZpaKind = {
  kind: "zpa/app-connector-group",
  path: "appConnectorGroup",
  nameKey: "name",
  writable: true,
  word: "App Connector Group",
  always: {
    versionProfileVisibilityScope: "ALL",
    upgradePriority: "WEEK",
    connectorGroupType: "APP",
    ...governed,
    microtenantName: "Default",
    lssAppConnectorGroup: false,
  },
  notOnPost: ["versionProfileName", "upgradePriority", "microtenantName"],
  check: checkGroup,
  derive: derivePlace,
  fields: {
    name: text({ required: true, ...kept }),
    description: text(kept),
    enabled: flag(false, kept),
    location: text({ required: true, ...kept }),
    latitude: text(),
    longitude: text(),
    dnsQueryType: oneOf("IPV4_IPV6 IPV4 IPV6", { initial: "IPV4_IPV6", ...kept }),
    upgradeDay: oneOf("SUNDAY MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY", { initial: "SUNDAY", ...kept }),
    upgradeTimeInSecs: number({ initial: "66600", ...kept }),
    overrideVersionProfile: flag(false, kept),
    versionProfileId: text({ to: "zpa/version-profile", initial: "0", ...kept }),
    tcpQuickAckApp: flag(false, kept),
    tcpQuickAckAssistant: flag(false, kept),
    tcpQuickAckReadAssistant: flag(false, kept),
    praEnabled: flag(false, kept),
    wafDisabled: flag(false, kept),
    useInDrMode: flag(false, kept),
    dcHostingInfo: text(kept),
    enrollmentCertId: text({ to: "zpa/enrollment-certificate", ...kept }),
  },
};
