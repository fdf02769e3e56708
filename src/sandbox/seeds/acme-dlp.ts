import type { Builder } from "./builder.ts";

/** What must not leave Acme: names of projects, and numbers of drawings. */
export function addDlp(acme: Builder): void {
  const codenames = acme.zia("zia/dlp-dictionary", "Project codenames", {
    description: "R&D; ask before adding a name",
    dictionaryType: "PATTERNS_AND_PHRASES",
    customPhraseMatchType: "MATCH_ANY_CUSTOM_PHRASE_PATTERN_DICTIONARY",
    phrases: [
      { action: "PHRASE_COUNT_TYPE_ALL", phrase: "Bluebird" },
      { action: "PHRASE_COUNT_TYPE_UNIQUE", phrase: "Project Borealis" },
    ],
    patterns: [{ action: "PATTERN_COUNT_TYPE_UNIQUE", pattern: "PRJ-[0-9]{4}" }],
  });
  const drawings = acme.zia("zia/dlp-dictionary", "Drawing numbers", {
    dictionaryType: "PATTERNS_AND_PHRASES",
    customPhraseMatchType: "MATCH_ANY_CUSTOM_PHRASE_PATTERN_DICTIONARY",
    patterns: [{ action: "PATTERN_COUNT_TYPE_ALL", pattern: "ACM-[A-Z]{2}-[0-9]{6}" }],
  });
  acme.zia("zia/dlp-engine", "Codenames", {
    description: "R&D",
    engineExpression: `((D${String(codenames.id)}.S > 0))`,
  });
  acme.zia("zia/dlp-engine", "Drawings", {
    engineExpression: `(D${String(drawings.id)}.S > 3 OR D${String(codenames.id)}.S > 5)`,
  });
  acme.zia("zia/dlp-web-rule", "Codenames stay inside", {
    description: "Except for the press office",
    action: "BLOCK",
    protocols: ["HTTP_RULE", "HTTPS_RULE", "FTP_RULE"],
    severity: "RULE_SEVERITY_HIGH",
    dlpEngines: ["Codenames"],
  });
}
