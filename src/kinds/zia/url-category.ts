import { addresses } from "../fields/addresses.ts";
import { texts, urls } from "../fields/list.ts";
import { oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";

const superCategories =
  "USER_DEFINED ADVANCED_SECURITY ENTERTAINMENT_AND_RECREATION NEWS_AND_MEDIA EDUCATION BUSINESS_AND_ECONOMY JOB_SEARCH INFORMATION_TECHNOLOGY INTERNET_COMMUNICATION OFFICE_365 CUSTOM_SUPERCATEGORY CUSTOM_BP CUSTOM_BW MISCELLANEOUS TRAVEL VEHICLES GOVERNMENT_AND_POLITICS GLOBAL_INT GLOBAL_INT_BP GLOBAL_INT_BW GLOBAL_INT_OFC365 ADULT_MATERIAL DRUGS GAMBLING VIOLENCE WEAPONS_AND_BOMBS TASTELESS MILITANCY_HATE_AND_EXTREMISM ILLEGAL_OR_QUESTIONABLE SOCIETY_AND_LIFESTYLE HEALTH SPORTS SPECIAL_INTERESTS_SOCIAL_ORGANIZATIONS GAMES SHOPPING_AND_AUCTIONS SOCIAL_AND_FAMILY_ISSUES RELIGION SECURITY".split(
    " ",
  );

/** Predefined ids a tenant lists, and threat ids that rules use besides. [recorded] */
const predefined =
  "ANY NONE OTHER_ADULT_MATERIAL ADULT_THEMES LINGERIE_BIKINI NUDITY PORNOGRAPHY ADWARE_OR_SPYWARE AI_ML_APPS GENERAL_AI_ML ALCOHOL_TOBACCO ANONYMIZER ART_CULTURE BLOG CDN CLASSIFIEDS COMPUTER_HACKING CORPORATE_MARKETING DEVELOPER_TOOLS DISCUSSION_FORUMS DNS_OVER_HTTPS DYNAMIC_DNS EMAIL_HOST FILE_CONVERTORS FILE_HOST FINANCE GAMBLING GOVERNMENT HEALTH IMAGE_HOST INSURANCE INTERNET_SERVICES JOB_SEARCH MALICIOUS_TLD MISCELLANEOUS_OR_UNKNOWN NEWLY_REG_DOMAINS NEWLY_REVIVED_DOMAINS NEWS_AND_MEDIA NON_CATEGORIZABLE ONLINE_CHAT OSS_UPDATES OTHER_BUSINESS_AND_ECONOMY OTHER_INFORMATION_TECHNOLOGY OTHER_MISCELLANEOUS OTHER_SECURITY P2P_COMMUNICATION PORTALS PROFESSIONAL_SERVICES REMOTE_ACCESS SAFE_SEARCH_ENGINE SHAREWARE_DOWNLOAD SOCIAL_NETWORKING STREAMING_MEDIA TRANSLATORS TRAVEL WEB_CONFERENCING WEB_HOST WEB_SEARCH ZSPROXY_IPS PHISHING BOTNET MALWARE_SITE ADSPYWARE_SITES DGA OFFICE_365".split(
    " ",
  );

export const urlCategory = defineKind({
  name: "zia/url-category",
  title: "URL category",
  summary: "A custom list of URLs, keywords and addresses that rules refer to.",
  activation: "staged",
  terraform: ["zia_url_categories"],
  api: {
    style: "rest",
    // Without `type=ALL` the list leaves TLD categories out. [recorded]
    list: "/zia/api/v1/urlCategories",
    query: { type: "ALL" },
    paging: "whole",
    create: "/zia/api/v1/urlCategories",
    update: "/zia/api/v1/urlCategories/{id}",
    remove: "/zia/api/v1/urlCategories/{id}",
  },
  nameKey: "configuredName",
  // Predefined categories have no configured name: their id is their name. [recorded]
  names: (wire) =>
    wire.customCategory === true && typeof wire.configuredName === "string"
      ? [wire.configuredName]
      : typeof wire.id === "string"
        ? [wire.id]
        : [],
  standing: (wire) => (wire.customCategory === true ? "custom" : "fixed"),
  // Rules also use predefined ids that the list does not contain (PHISHING, BOTNET). [recorded] CUSTOM_07 is an id of
  // the tenant and another category elsewhere.
  reserved: predefined,
  openIds: /^(?!CUSTOM_\d)[A-Z][A-Z0-9_]+$/,
  fields: {
    superCategory: oneOf(superCategories, {
      about: "Where the category hangs in the vendor's tree",
      required: true,
      otherwise: "USER_DEFINED",
    }),
    type: oneOf(["URL_CATEGORY", "TLD_CATEGORY"], {
      about: "URLs, or top-level domains",
      fixed: true,
      otherwise: "URL_CATEGORY",
    }),
    description: text({ about: "Free text", max: 256 }),
    // An exact URL is preferred over a wildcard of another custom category. [vendor community]
    urls: urls({ about: "URLs; a leading dot takes subdomains along", role: "content", lookup: "only" }),
    dbCategorizedUrls: urls({
      about: "URLs that also keep their predefined category",
      role: "content",
      lookup: "besides",
    }),
    keywords: texts({ about: "Keywords in the URL", role: "content", max: 256 }),
    keywordsRetainingParentCategory: texts({
      about: "Keywords that also keep the predefined category",
      role: "content",
    }),
    ipRanges: addresses({ about: "IP addresses, CIDR blocks, ranges", role: "content" }),
    ipRangesRetainingParentCategory: addresses({
      about: "Addresses that also keep the predefined category",
      role: "content",
    }),
    urlType: oneOf(["EXACT", "REGEX"], {
      about: "How entries are read; REGEX has to be enabled for the tenant",
      role: "effect",
      otherwise: "EXACT",
    }),
    regexPatterns: texts({ about: "Patterns, with urlType REGEX", role: "content" }),
    regexPatternsRetainingParentCategory: texts({
      about: "Patterns that also keep the predefined category",
      role: "content",
    }),
  },
  readOnly: [
    "id",
    "val",
    "editable",
    "customUrlsCount",
    "urlsRetainingParentCategoryCount",
    "customIpRangesCount",
    "ipRangesRetainingParentCategoryCount",
    "categoryGroup",
    "urlKeywordCounts",
  ],
  createDefaults: { customCategory: true },
});
