import { type Wire, wiresOf } from "../../json.ts";
import { flag, int, object, objects, oneOf, shownFlag, text, texts } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

const confidence = "CONFIDENCE_LEVEL_LOW CONFIDENCE_LEVEL_MEDIUM CONFIDENCE_LEVEL_HIGH";

/** SDK: each entry is a text and how it is counted. */
const hasOnly = (row: Wire, list: string, key: "phrase" | "pattern"): boolean =>
  wiresOf(row[list]).every(
    (entry) =>
      Object.keys(entry).sort().join() === `action,${key}` &&
      new RegExp(`^${key.toUpperCase()}_COUNT_TYPE_(?:UNIQUE|ALL)$`).test(String(entry.action)),
  );

/** SDK and provider: sizes, and what a dictionary of patterns and phrases needs; the words are assumed. */
function checkDictionary(row: Wire): string | undefined {
  if (!hasOnly(row, "phrases", "phrase")) return "Invalid phrases";
  if (!hasOnly(row, "patterns", "pattern")) return "Invalid patterns";
  if (wiresOf(row.phrases).length > 256) return "A maximum of 256 phrases is allowed";
  if (wiresOf(row.patterns).length > 8) return "A maximum of 8 patterns is allowed";
  if (wiresOf(row.phrases).some(({ phrase }) => String(phrase).length > 128)) return "Phrase exceeds 128 characters";
  if (wiresOf(row.patterns).some(({ pattern }) => String(pattern).length > 256))
    return "Pattern exceeds 256 characters";
  if (Number(row.proximity ?? 0) < 0 || Number(row.proximity ?? 0) > 10_000) return "Invalid proximity";
  const isOfTexts = row.custom !== false && row.dictionaryType === "PATTERNS_AND_PHRASES";
  return isOfTexts && row.customPhraseMatchType === undefined ? "customPhraseMatchType cannot be null" : undefined;
}

export const dlpDictionary: ZiaKind = {
  kind: "zia/dlp-dictionary",
  path: "dlpDictionaries",
  nameKey: "name",
  family: "dictionary",
  writable: true,
  echo: "full",
  audit: ["DLP_RESOURCES", "DLP_DICTIONARY"],
  word: "DLP_DICTIONARY",
  maxRows: 801,
  check: checkDictionary,
  // SDK and help: of a predefined one only the thresholds can be tuned.
  owned: {
    is: (row) => row.custom === false,
    keys: ["confidenceThreshold", "confidenceLevelForPredefinedDict"],
  },
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    description: text({ max: 255 }),
    dictionaryType: oneOf("PATTERNS_AND_PHRASES EXACT_DATA_MATCH INDEXED_DATA_MATCH MIP_TAG", {
      required: "dictionaryType cannot be null",
    }),
    customPhraseMatchType: oneOf(
      "MATCH_ALL_CUSTOM_PHRASE_PATTERN_DICTIONARY MATCH_ANY_CUSTOM_PHRASE_PATTERN_DICTIONARY MATCH_CUSTOM_ANY_PATTERN_WITH_ANY_PHRASE",
    ),
    phrases: objects({ shown: [] }),
    patterns: objects({ shown: [] }),
    exactDataMatchDetails: objects({ shown: [] }),
    idmProfileMatchAccuracyDetails: objects({ shown: [] }),
    proximity: int({ initial: 0, shown: 0 }),
    proximityEnabledForCustomDictionary: shownFlag(),
    thresholdType: text(),
    confidenceThreshold: oneOf(confidence),
    confidenceLevelForPredefinedDict: oneOf(confidence),
    ignoreExactMatchIdmDict: shownFlag(),
    includeBinNumbers: flag({ initial: true, shown: true }),
    includeSsnNumbers: flag({ initial: true, shown: true }),
    unicodePhraseMatchingEnabled: shownFlag(),
    hierarchicalIdentifiers: texts(),
    dictTemplateId: int({ initial: 0, shown: 0 }),
    custom: flag({ readOnly: true, initial: true, shown: true }),
    nameL10nTag: shownFlag({ readOnly: true }),
    predefinedClone: shownFlag({ readOnly: true }),
    parentDictionary: flag({ readOnly: true, shown: true }),
    parentDictionaryId: int({ readOnly: true, shown: 0 }),
    subDictionaries: objects({ readOnly: true }),
    predefinedPhrases: texts({ readOnly: true, shown: [] }),
    predefinedCountActionType: object({ readOnly: true }),
    thresholdAllowed: shownFlag({ readOnly: true }),
    dictionaryCloningEnabled: shownFlag({ readOnly: true }),
    viewOnly: shownFlag({ readOnly: true }),
    proximityLengthEnabled: flag({ readOnly: true, shown: true }),
    customPhraseSupported: shownFlag({ readOnly: true }),
    hierarchicalDictionary: shownFlag({ readOnly: true }),
    lowConfidenceDisabled: shownFlag({ readOnly: true }),
  },
};
