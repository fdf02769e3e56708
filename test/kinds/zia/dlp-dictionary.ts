import type { Example } from "../../support/kind-example.ts";

const any = "MATCH_ANY_CUSTOM_PHRASE_PATTERN_DICTIONARY";
const phrase = (text: string) => ({ action: "PHRASE_COUNT_TYPE_ALL", phrase: text });
const pattern = (text: string) => ({ action: "PATTERN_COUNT_TYPE_UNIQUE", pattern: text });

export const example: Example = {
  minimal: { dictionaryType: "PATTERNS_AND_PHRASES", customPhraseMatchType: any, phrases: [phrase("Minimal")] },
  values: {
    dictionaryType: ["PATTERNS_AND_PHRASES", "MIP_TAG"],
    customPhraseMatchType: [any, "MATCH_ALL_CUSTOM_PHRASE_PATTERN_DICTIONARY"],
    phrases: [[phrase("Bluebird")], [phrase("Bluebird"), phrase('<b> & "quoted" "')]],
    patterns: [[pattern("PRJ-[0-9]{4}")], [pattern("PRJ-[0-9]{4}"), pattern("\\bACM\\d+")]],
    proximity: [10, 200],
  },
  variants: [{ kept: { customPhraseMatchType: any } }],
};
