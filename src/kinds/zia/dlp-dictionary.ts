import { z } from "zod";
import { openWord, records } from "../fields/records.ts";
import { flag, integer, oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";

const path = "/zia/api/v1/dlpDictionaries";
const confidence = "CONFIDENCE_LEVEL_LOW CONFIDENCE_LEVEL_MEDIUM CONFIDENCE_LEVEL_HIGH".split(" ");
const matchTypes =
  "MATCH_ALL_CUSTOM_PHRASE_PATTERN_DICTIONARY MATCH_ANY_CUSTOM_PHRASE_PATTERN_DICTIONARY MATCH_CUSTOM_ANY_PATTERN_WITH_ANY_PHRASE".split(
    " ",
  );
const readOnly =
  "id custom nameL10nTag predefinedClone parentDictionary parentDictionaryId subDictionaries predefinedPhrases predefinedCountActionType thresholdAllowed dictionaryCloningEnabled viewOnly proximityLengthEnabled customPhraseSupported hierarchicalDictionary lowConfidenceDisabled".split(
    " ",
  );

/**
 * Details of exact and indexed data matches, identifiers of clones and card numbers are left alone: they hold ids of
 * templates that no list of ours shows, or belong to predefined dictionaries. To find more is no safe change: rules may
 * allow what is found, and engines leave it out.
 */
export const dlpDictionary = defineKind({
  name: "zia/dlp-dictionary",
  title: "DLP dictionary",
  summary: "Phrases and patterns that tell data that must not leave.",
  terraform: ["zia_dlp_dictionaries"],
  activation: "staged",
  standalone: true,
  api: { style: "rest", list: path, paging: "whole", create: path, update: `${path}/{id}`, remove: `${path}/{id}` },
  // Of a predefined one only the threshold can be tuned. [SDK, vendor help]
  standing: (wire) => (wire.custom === false ? "movable" : "custom"),
  movableFields: ["confidenceThreshold"],
  fields: {
    description: text({ about: "Free text, up to 255 characters", max: 255 }),
    dictionaryType: oneOf("PATTERNS_AND_PHRASES EXACT_DATA_MATCH INDEXED_DATA_MATCH MIP_TAG".split(" "), {
      about: "What it looks for",
      role: "effect",
      required: true,
    }),
    customPhraseMatchType: oneOf(matchTypes, { about: "Whether all or any have to match", role: "effect" }),
    phrases: records({
      about: "Phrases, each counted once or every time",
      role: "effect",
      keys: {
        action: openWord(["PHRASE_COUNT_TYPE_UNIQUE", "PHRASE_COUNT_TYPE_ALL"]),
        phrase: z.string().min(1).max(128),
      },
      max: 256,
    }),
    patterns: records({
      about: "Regular expressions, each counted once or every time",
      role: "effect",
      keys: {
        action: openWord(["PATTERN_COUNT_TYPE_UNIQUE", "PATTERN_COUNT_TYPE_ALL"]),
        pattern: z.string().min(1).max(256),
      },
      max: 8,
    }),
    confidenceThreshold: oneOf(confidence, {
      about: "From which confidence a predefined one counts",
      role: "effect",
    }),
    proximity: integer({ about: "Distance of phrases, 0 to 10000", role: "effect", min: 0, max: 10_000 }),
    proximityEnabledForCustomDictionary: flag({ about: "Whether the distance counts", role: "effect" }),
  },
  readOnly,
});
