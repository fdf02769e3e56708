import type { Json, Wire } from "../json.ts";
import { textsOf, wiresOf } from "../json.ts";
import { categories, countries, flag, int, object, objects, oneOf, refs, someOf, text, texts } from "./field.ts";
import type { ZiaKind } from "./kind.ts";
import { superCategories } from "./vocabulary.ts";

export const ruleLabel: ZiaKind = {
  kind: "zia/rule-label",
  path: "ruleLabels",
  nameKey: "name",
  family: "label",
  writable: true,
  paging: { size: 100, max: 1000, by: "id" },
  echo: "full",
  stamps: "created",
  maxRows: 1024,
  audit: ["RULE_LABEL", "RULE_LABEL"],
  word: "LABEL",
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    description: text({ max: 10_240 }),
    createdBy: object({ readOnly: true }),
    lastModifiedBy: object({ readOnly: true }),
    lastModifiedTime: int({ readOnly: true }),
    referencedRuleCount: int({ readOnly: true, shown: 0 }),
  },
  computed: { referencedRuleCount: (look, label) => look.countReferrers("zia/rule-label", label) },
};

const count = (row: Wire, key: string): Json => textsOf(row[key]).length;

export const urlCategory: ZiaKind = {
  kind: "zia/url-category",
  path: "urlCategories",
  nameKey: "configuredName",
  family: "category",
  writable: true,
  echo: "full",
  maxRows: 1024,
  // Recorded: the two keyword lists appear together.
  pairs: [
    ["keywords", "keywordsRetainingParentCategory"],
    ["keywordsRetainingParentCategory", "keywords"],
  ],
  audit: ["URL_CATEGORIES", "URL_CATEGORY"],
  word: "URL CATEGORY",
  fields: {
    id: text({ readOnly: true }),
    configuredName: text(),
    superCategory: oneOf(superCategories),
    keywords: texts(),
    keywordsRetainingParentCategory: texts(),
    urls: texts({ shown: [] }),
    dbCategorizedUrls: texts({ shown: [] }),
    ipRanges: texts(),
    ipRangesRetainingParentCategory: texts(),
    regexPatterns: texts(),
    regexPatternsRetainingParentCategory: texts(),
    customCategory: flag({ shown: true }),
    editable: flag({ readOnly: true, shown: true }),
    description: text({ max: 256 }),
    type: oneOf("URL_CATEGORY TLD_CATEGORY ALL", { initial: "URL_CATEGORY" }),
    urlType: oneOf("EXACT REGEX", { initial: "EXACT" }),
    scopes: objects(),
    val: int({ readOnly: true }),
    customUrlsCount: int({ readOnly: true }),
    urlsRetainingParentCategoryCount: int({ readOnly: true }),
    customIpRangesCount: int({ readOnly: true }),
    ipRangesRetainingParentCategoryCount: int({ readOnly: true }),
    categoryGroup: text({ readOnly: true, shown: "REGULAR" }),
    urlKeywordCounts: object({ readOnly: true }),
  },
  computed: {
    customUrlsCount: (_look, row) => count(row, "urls"),
    urlsRetainingParentCategoryCount: (_look, row) => count(row, "dbCategorizedUrls"),
    customIpRangesCount: (_look, row) => count(row, "ipRanges"),
    ipRangesRetainingParentCategoryCount: (_look, row) => count(row, "ipRangesRetainingParentCategory"),
  },
};

/** Look-ups: made by administrators or directories, only read by our client; their tables are what the portal may fill in. */
const lookup = (
  kind: string,
  path: string,
  family: string,
  rest: Omit<ZiaKind, "kind" | "path" | "family" | "nameKey" | "loose" | "echo" | "audit" | "word"> & {
    readonly word?: string;
  },
): ZiaKind => ({
  kind,
  path,
  family,
  nameKey: "name",
  loose: true,
  echo: "full",
  audit: ["RESOURCES", path.split("/").at(-1) ?? path],
  word: rest.word ?? "ITEM",
  ...rest,
});

const named = { id: int({ readOnly: true }), name: text({ required: "name cannot be null" }) };
const byName = { size: 100, max: 1000, by: "name" } as const;
const weekdays = "EVERYDAY SUN MON TUE WED THU FRI SAT";

/** Recorded or documented per kind: page sizes, and which lists come paged at all. */
export const lookups: readonly ZiaKind[] = [
  lookup("zia/department", "departments", "organisation", { fields: named, paging: byName }),
  lookup("zia/group", "groups", "organisation", { fields: named, paging: byName, word: "GROUP" }),
  lookup("zia/user", "users", "organisation", {
    fields: { ...named, groups: refs("zia/group") },
    paging: { size: 100, max: 10_000, by: "id" },
    // Recorded: on ZIdentity tenants the single GET does not show name and e-mail in clear.
    ignoresSearch: true,
    encodedWhenSingle: ["name", "email"],
    word: "USER",
  }),
  lookup("zia/location", "locations", "organisation", {
    fields: { ...named, ipAddresses: texts(), staticLocationGroups: refs("zia/location-group", { shown: [] }) },
    paging: byName,
    word: "LOCATION",
    listed: (row) => Number(row.parentId ?? 0) === 0 && row.$pseudo !== true,
    liteOnly: (row) => row.$pseudo === true,
  }),
  lookup("zia/location-group", "locations/groups", "organisation", {
    fields: { ...named, locations: refs("zia/location") },
    paging: { size: 100, max: 1000, by: "id" },
    computed: { locationsCount: (_look, row) => wiresOf(row.locations).length },
  }),
  lookup("zia/ip-source-group", "ipSourceGroups", "network", {
    fields: {
      ...named,
      ipAddresses: texts({ shown: [] }),
      creatorContext: text({ shown: "ZIA" }),
      isNonEditable: flag({ shown: false }),
      extranetIpPool: flag({ shown: false, only: "single" }),
    },
    word: "IP SOURCE GROUP",
  }),
  lookup("zia/ip-destination-group", "ipDestinationGroups", "network", {
    fields: {
      ...named,
      addresses: texts({ shown: [] }),
      ipCategories: categories({ shown: [] }),
      countries: countries({ shown: [] }),
      urlCategories: categories({ shown: [] }),
      ipAddresses: texts({ readOnly: true, shown: [] }),
      creatorContext: text({ shown: "ZIA" }),
    },
    computed: { ipAddresses: (_look, row) => [...textsOf(row.addresses)] },
    word: "IP DESTINATION GROUP",
  }),
  lookup("zia/network-service", "networkServices", "network", {
    fields: {
      ...named,
      srcTcpPorts: objects(),
      destTcpPorts: objects(),
      srcUdpPorts: objects(),
      destUdpPorts: objects(),
      type: text({ shown: "CUSTOM" }),
      creatorContext: text({ shown: "ZIA" }),
      isNameL10nTag: flag({ shown: false }),
    },
    word: "NETWORK SERVICE",
  }),
  lookup("zia/network-service-group", "networkServiceGroups", "network", {
    fields: { ...named, services: refs("zia/network-service", { shown: [] }), creatorContext: text({ shown: "ZIA" }) },
  }),
  lookup("zia/network-application-group", "networkApplicationGroups", "network", {
    fields: { ...named, networkApplications: texts({ shown: [] }) },
  }),
  lookup("zia/time-interval", "timeIntervals", "interval", {
    fields: { ...named, startTime: int(), endTime: int(), daysOfWeek: someOf(weekdays) },
    paging: { size: 100, max: 1000, by: "id" },
  }),
  lookup("zia/workload-group", "workloadGroups", "workload", {
    fields: named,
    stamps: "modified",
    paging: { size: 250, max: 1000, by: "name" },
  }),
  lookup("zia/device-group", "deviceGroups", "device", { fields: named }),
  lookup("zia/device", "deviceGroups/devices", "device", {
    fields: named,
    paging: { size: 100, max: 1000, by: "id" },
  }),
  lookup("zia/isolation-profile", "browserIsolation/profiles", "isolation", {
    fields: { ...named, id: text({ readOnly: true }) },
  }),
  lookup("zia/http-header-profile", "httpHeaderProfiles", "network", { fields: named }),
  lookup("zia/app-service", "appServices", "appService", { fields: named }),
  lookup("zia/app-service-group", "appServiceGroups", "appService", { fields: named }),
];
