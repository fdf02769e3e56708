import type { JsonObject } from "../../model/json.ts";
import { numbers } from "../fields/list.ts";
import { duration, rate } from "../fields/quantity.ts";
import { refs } from "../fields/references.ts";
import { flag, integer, oneOf, text, word } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { credentialForm } from "./credential-form.ts";

/** Flags that look at more, or stop more, when they are on. */
const watching = (about: string) => flag({ about, role: "effect", loosens: [true, false] });
const effect = (about: string) => flag({ about, role: "effect" });

const isManagedElsewhere = (wire: JsonObject): boolean => wire.nonEditable === true || wire.ecLocation === true;

/**
 * Sublocations are none of these: no list shows them all with what they hold, and one call per location would not be a
 * list. [SDK: the lite list leaves out addresses]
 */
export const location = defineKind({
  name: "zia/location",
  title: "location",
  summary: "A place traffic comes from, by its addresses or tunnels.",
  terraform: ["zia_location_management"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/locations",
    paging: { style: "until-empty", size: 1000 },
    create: "/zia/api/v1/locations",
    update: "/zia/api/v1/locations/{id}",
    remove: "/zia/api/v1/locations/{id}",
  },
  standing: (wire) => (isManagedElsewhere(wire) ? "fixed" : "custom"),
  usedUnseen: true,
  fields: {
    description: text({ about: "Free text, up to 1024 characters", max: 1024 }),
    // The service sorts locations into groups by country and by whether they have a limit, and rules name groups. [recorded]
    country: word({ about: "Country, written out", role: "effect", otherwise: "NONE", like: "UNITED_STATES" }),
    state: text({ about: "State or province" }),
    // The hours of a rule are those of the place.
    tz: word({ about: "Time zone", role: "effect", otherwise: "GMT", like: "GERMANY_EUROPE_BERLIN" }),
    language: word({ about: "Language", otherwise: "NONE", like: "GERMAN" }),
    ipAddresses: refs("zia/static-ip", {
      about: "Static IPs",
      form: "name",
      role: "content",
      filled: true,
    }),
    ports: numbers({ about: "Proxy ports", role: "effect", min: 1, max: 65535 }),
    vpnCredentials: refs("zia/vpn-credential", {
      about: "VPN credentials, by FQDN or address",
      form: credentialForm,
      role: "effect",
    }),
    profile: oneOf("NONE CORPORATE SERVER GUESTWIFI IOT WORKLOAD EXTRANET".split(" "), {
      about: "Kind of traffic; the service sorts locations into groups by it",
      role: "effect",
      otherwise: "NONE",
    }),
    staticLocationGroups: refs("zia/location-group", {
      about: "Groups it is in by hand",
      form: "number",
      role: "effect",
      joins: true,
    }),
    excludeFromDynamicGroups: effect("Leave it out of groups the service fills"),
    excludeFromManualGroups: effect("Leave it out of groups filled by hand"),
    authRequired: watching("Ask users to sign in"),
    digestAuthEnabled: effect("Sign in by digest"),
    kerberosAuth: effect("Sign in by Kerberos"),
    cookiesAndProxy: effect("Take the user an address is known for instead of asking again"),
    xffForwardEnabled: effect("Trust X-Forwarded-For headers"),
    surrogateIP: effect("Tell users by the address they had when they signed in; needs authRequired and an idle time"),
    idleTimeInMinutes: duration({ about: "When an address is no longer a user's", role: "effect" }),
    surrogateIPEnforcedForKnownBrowsers: effect("Do so for browsers too; needs a refresh time"),
    surrogateRefreshTimeInMinutes: duration({ about: "When browsers are asked again", role: "effect" }),
    ofwEnabled: watching("Apply firewall rules"),
    ipsControl: watching("Apply intrusion prevention, with the firewall on"),
    aupEnabled: watching("Show the acceptable use policy"),
    cautionEnabled: watching("Show caution pages to those who are not signed in"),
    aupBlockInternetUntilAccepted: watching("Nothing passes before the policy is accepted"),
    aupForceSslInspection: watching("Open encrypted traffic to show the policy"),
    aupTimeoutInDays: integer({ about: "Days until the policy is shown again", role: "effect", min: 0 }),
    iotDiscoveryEnabled: effect("Find IoT devices"),
    iotEnforcePolicySet: effect("Apply the policy for IoT devices"),
    upBandwidth: rate({ about: "Upload limit; none means no limit", role: "effect" }),
    dnBandwidth: rate({ about: "Download limit; none means no limit", role: "effect" }),
    ipv6Enabled: effect("Take IPv6 traffic"),
    ipv6Dns64Prefix: effect("Use the DNS64 prefix"),
  },
  readOnly:
    "id latitude longitude geoOverride childCount matchInChild nonEditable ecLocation ccLocation bcLocation otherSubLocation other6SubLocation dynamiclocationGroups".split(
      " ",
    ),
});
