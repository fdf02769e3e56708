import { addresses, type Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { superCategory: "USER_DEFINED", urls: ["minimal.story.example"] },
  values: { ipRanges: addresses, ipRangesRetainingParentCategory: addresses },
  variants: [
    { without: ["urlType", "regexPatterns", "regexPatternsRetainingParentCategory"] },
    {
      only: ["superCategory", "urls", "urlType", "regexPatterns", "regexPatternsRetainingParentCategory"],
      along: { urlType: { regexPatterns: [], regexPatternsRetainingParentCategory: [] } },
      values: { urlType: ["REGEX", "EXACT"] },
    },
  ],
};
