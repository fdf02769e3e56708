import type { Unbound } from "../field.ts";
import { addresses } from "../fields/addresses.ts";
import { countries, texts } from "../fields/list.ts";
import { refs } from "../fields/references.ts";
import { flag, integer } from "../fields/text.ts";
import { ruleFields } from "./rule-fields.ts";

type Fields = Readonly<Record<string, Unbound>>;

const source = { role: "match", asks: "from", criterion: "source" } as const;
const destination = { role: "match", asks: "where", criterion: "destination" } as const;
const countriesOfSource = { ...source, about: "Countries of the source", single: true } as const;

const { deviceTrustLevels: _levels, workloadGroups: _groups, ...shared } = ruleFields;

/** What rules over network traffic share that do not ask for trust levels or workloads. */
export const networkRuleFields = shared;

/** The ways to name a source are joined by OR. [vendor help] */
export const sources = {
  srcIps: addresses({ about: "Source addresses, CIDR blocks, ranges", ...source }),
  srcIpGroups: refs("zia/ip-source-group", { about: "Source IP groups", form: "number", ...source }),
} as const satisfies Fields;

export const sourceCountries = countries(countriesOfSource);

/** Where the API knows "all but these" as well. */
export const invertibleSourceCountries = {
  sourceCountries: countries({ ...countriesOfSource, invertedBy: "excludeSrcCountries" }),
  excludeSrcCountries: flag({ about: "Turns sourceCountries into all but these", role: "effect" }),
} as const satisfies Fields;

/** The ways to name a destination are joined by OR. [vendor help] */
export const destinationHosts = {
  destAddresses: addresses({ about: "Destination addresses, CIDR blocks, ranges, host names", ...destination }),
  destIpGroups: refs("zia/ip-destination-group", { about: "Destination IP groups", form: "number", ...destination }),
} as const satisfies Fields;

export const destinations = {
  ...destinationHosts,
  destIpCategories: refs("zia/url-category", {
    about: "URL categories of the destination",
    form: "bare",
    any: ["ANY"],
    ...destination,
  }),
  destCountries: countries({ about: "Countries of the destination", single: true, ...destination }),
} as const satisfies Fields;

export const services = {
  nwServices: refs("zia/network-service", {
    about: "Network services",
    form: "number",
    role: "match",
    criterion: "service",
  }),
  nwServiceGroups: refs("zia/network-service-group", {
    about: "Network service groups",
    form: "number",
    role: "match",
    criterion: "service",
  }),
} as const satisfies Fields;

export const networkApplications = {
  nwApplications: texts({ about: "Network application ids such as SSH", role: "match", criterion: "application" }),
  nwApplicationGroups: refs("zia/network-application-group", {
    about: "Network application groups",
    form: "number",
    role: "match",
    criterion: "application",
  }),
} as const satisfies Fields;

export const appServiceGroups = refs("zia/app-service-group", {
  about: "Application service groups",
  form: "number",
  role: "match",
  criterion: "appService",
});

/** What the service writes down, and whom it tells. */
export const notices = {
  capturePCAP: flag({ about: "Capture the traffic" }),
  isEunEnabled: flag({ about: "Notify the user" }),
  eunTemplateId: integer({ about: "Id of the notification template; the service picks one", picked: true }),
} as const satisfies Fields;

export const excludeContextShieldEndPoint = flag({ about: "Leave Context Shield endpoints out", role: "effect" });
