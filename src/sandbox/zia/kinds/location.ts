import { listOf, type Wire } from "../../json.ts";
import { int, ints, object, objects, oneOf, refs, shownFlag, text, texts } from "../field.ts";
import type { ZiaKind } from "../kind.ts";
import { byName } from "../lookup.ts";

const isSublocation = (row: Wire): boolean => Number(row.parentId ?? 0) !== 0;
const isSet = (row: Wire, key: string): boolean => listOf(row[key]).length > 0;
const flags = (names: string) => Object.fromEntries(names.split(" ").map((name) => [name, shownFlag()]));
const owned = (names: string) =>
  Object.fromEntries(names.split(" ").map((name) => [name, shownFlag({ readOnly: true })]));
const unset = { id: 0 };

/** Provider: what a location has to have, and what needs what. The words are invented. */
const check = (row: Wire): string | undefined => {
  if (isSublocation(row)) return isSet(row, "ipAddresses") ? undefined : "ipAddresses is required for a sublocation";
  if (row.$pseudo !== true && !["ipAddresses", "ports", "vpnCredentials"].some((key) => isSet(row, key)))
    return "One of ipAddresses, ports, vpnCredentials is required";
  if (row.surrogateIP === true && !(Number(row.idleTimeInMinutes ?? 0) > 0))
    return "Surrogate IP requires an idle time";
  if (row.surrogateIP === true && row.authRequired !== true) return "Surrogate IP requires authentication";
  if (row.surrogateIPEnforcedForKnownBrowsers !== true) return undefined;
  if (row.surrogateIP !== true) return "Enforcing for known browsers requires surrogate IP";
  return Number(row.surrogateRefreshTimeInMinutes ?? 0) > 0 ? undefined : "Enforcing requires a refresh time";
};

export const location: ZiaKind = {
  kind: "zia/location",
  path: "locations",
  nameKey: "name",
  family: "organisation",
  writable: true,
  echo: "full",
  paging: byName,
  audit: ["TRAFFIC_FORWARDING", "LOCATION"],
  word: "LOCATION",
  // Help: limits.
  maxRows: 32_000,
  // SDK: rows of Cloud Connector.
  owned: { is: (row) => row.nonEditable === true || row.ecLocation === true, locked: true },
  listed: (row) => !isSublocation(row) && row.$pseudo !== true,
  liteOnly: (row) => row.$pseudo === true,
  check,
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 128 }),
    description: text({ max: 1024 }),
    parentId: int({ initial: 0, shown: 0 }),
    // Recorded: without it the country is NONE.
    country: text({ initial: "NONE", shown: "NONE" }),
    state: text(),
    tz: text({ initial: "GMT", shown: "GMT" }),
    language: text({ initial: "NONE", shown: "NONE" }),
    // SDK: of a location they are provisioned addresses, of a sublocation any.
    ipAddresses: texts({ to: "zia/static-ip", by: "ipAddress", unlinked: isSublocation }),
    ports: ints(),
    vpnCredentials: objects({ to: "zia/vpn-credential", adds: ["type", "fqdn", "ipAddress", "comments"] }),
    ...flags(
      "authRequired basicAuthEnabled digestAuthEnabled kerberosAuth cookiesAndProxy sslScanEnabled zappSslScanEnabled xffForwardEnabled surrogateIP surrogateIPEnforcedForKnownBrowsers ofwEnabled ipsControl aupEnabled cautionEnabled aupBlockInternetUntilAccepted aupForceSslInspection iotDiscoveryEnabled iotEnforcePolicySet excludeFromDynamicGroups excludeFromManualGroups ipv6Enabled ipv6Dns64Prefix defaultExtranetTsPool defaultExtranetDns subLocScopeEnabled",
    ),
    idleTimeInMinutes: int({ initial: 0, shown: 0 }),
    displayTimeUnit: oneOf("MINUTE HOUR DAY"),
    surrogateRefreshTimeInMinutes: int({ shown: 0, only: "list" }),
    surrogateRefreshTimeUnit: oneOf("MINUTE HOUR DAY"),
    aupTimeoutInDays: int({ initial: 0, shown: 0 }),
    upBandwidth: int({ initial: 0, shown: 0 }),
    dnBandwidth: int({ initial: 0, shown: 0 }),
    profile: oneOf("NONE CORPORATE SERVER GUESTWIFI IOT WORKLOAD EXTRANET", { initial: "NONE" }),
    staticLocationGroups: refs("zia/location-group", { shown: [] }),
    dynamiclocationGroups: objects({ readOnly: true, shown: [] }),
    extranet: object({ shown: unset }),
    extranetIpPool: object({ shown: unset }),
    extranetDns: object({ shown: unset }),
    virtualZens: objects(),
    virtualZenClusters: objects(),
    subLocScope: text(),
    subLocScopeValues: texts(),
    subLocAccIds: texts(),
    ...owned(
      "nonEditable ecLocation ccLocation bcLocation otherSubLocation other6SubLocation matchInChild geoOverride",
    ),
    childCount: int({ readOnly: true, shown: 0 }),
  },
};
