import type { Unbound } from "../field.ts";
import { words } from "../fields/list.ts";
import { refs } from "../fields/references.ts";
import { integer, oneOf, text } from "../fields/text.ts";

/**
 * Fields that every ordered ZIA rule kind has. [SDK structs, provider schemas; limits from vendor help]
 * Users, groups and departments are one criterion, joined by OR; so are locations with their groups, and devices with
 * device and workload groups. [vendor help]
 */
export const ruleFields = {
  description: text({ about: "Free text", max: 10240 }),
  state: oneOf(["ENABLED", "DISABLED"], {
    about: "Whether the rule takes part",
    role: "decision",
    otherwise: "ENABLED",
  }),
  rank: integer({
    about: "Admin rank, 0 is highest; a better rank stands above a worse one",
    min: 0,
    max: 7,
    otherwise: 7,
  }),
  labels: refs("zia/rule-label", { about: "Rule labels", form: "number" }),
  locations: refs("zia/location", {
    about: "Locations the rule holds for; none means any",
    form: "number",
    role: "match",
    asks: "from",
    criterion: "where",
  }),
  locationGroups: refs("zia/location-group", {
    about: "Location groups",
    form: "number",
    role: "match",
    asks: "from",
    criterion: "where",
  }),
  departments: refs("zia/department", {
    about: "Departments",
    form: "number",
    role: "match",
    asks: "who",
    criterion: "who",
  }),
  groups: refs("zia/group", { about: "User groups", form: "number", role: "match", asks: "who", criterion: "who" }),
  users: refs("zia/user", {
    about: "Users, by name or mail address",
    form: "number",
    role: "match",
    asks: "who",
    criterion: "who",
  }),
  timeWindows: refs("zia/time-interval", { about: "Time intervals; none means always", form: "number", role: "match" }),
  devices: refs("zia/device", { about: "Devices", form: "number", role: "match", asks: "from", criterion: "device" }),
  deviceGroups: refs("zia/device-group", {
    about: "Device groups",
    form: "number",
    role: "match",
    asks: "from",
    criterion: "device",
  }),
  deviceTrustLevels: words(["ANY", "UNKNOWN_DEVICETRUSTLEVEL", "LOW_TRUST", "MEDIUM_TRUST", "HIGH_TRUST"], {
    about: "Trust levels of the device",
    role: "match",
    any: ["ANY"],
    single: true,
  }),
  workloadGroups: refs("zia/workload-group", {
    about: "Workload groups",
    form: "numberAndName",
    role: "match",
    asks: "from",
    criterion: "device",
  }),
} as const satisfies Readonly<Record<string, Unbound>>;
