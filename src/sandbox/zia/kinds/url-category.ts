import type { Json, Wire } from "../../json.ts";
import { textsOf } from "../../json.ts";
import { flag, int, object, objects, oneOf, text, texts } from "../field.ts";
import type { ZiaKind } from "../kind.ts";
import { superCategories } from "../vocabulary.ts";

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
