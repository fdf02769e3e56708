import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import { type Acknowledgement, allowances } from "../model/acknowledgement.ts";
import { type DomainName, kindOfDomain } from "../model/domain.ts";
import { compileChecker } from "./check.ts";
import type { Path, Places } from "./places.ts";
import { isRecord } from "./problems.ts";
import { quote } from "./words.ts";

export const acknowledgementKind = "zerodrift/acknowledgement";

/** JSON Schema of one entry. */
const acknowledgementSchema = {
  type: "object",
  additionalProperties: false,
  required: ["change", "allows", "reason"],
  properties: {
    change: {
      type: "string",
      pattern: "^(zms|zpa|zia)/[a-z0-9-]+(\\[[^\\]:]+\\](?=:\\*\\s*$))?:[\\s\\S]*\\S[\\s\\S]*$",
      examples: ["zia/url-filtering-rule:Block gambling"],
      description:
        "Address of the resource, <kind>:<name>; <kind>:* is the order of a rule list, <kind>[<type>]:* where each type has one",
    },
    allows: { type: "string", enum: allowances, description: "What is allowed" },
    reason: { type: "string", pattern: "\\S", examples: ["CHG-4711: marketing study until March"], description: "Why" },
  },
} as const;

/** JSON Schema of a document that holds only acknowledgements; what editors read. */
export const acknowledgementsSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: `https://zerodrift.dev/schemas/${acknowledgementKind}.schema.json`,
  title: "acknowledgements",
  description: "Risky changes that somebody has agreed to in Git",
  type: "object",
  additionalProperties: false,
  required: ["kind", "resources"],
  properties: { kind: { const: acknowledgementKind }, resources: { type: "array", items: acknowledgementSchema } },
} as const;

const checker = compileChecker(acknowledgementSchema, acknowledgementKind);

export interface ReadAcknowledgement {
  readonly acknowledgement?: Acknowledgement;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks one entry of an acknowledgement document. */
export const readAcknowledgement = (
  value: unknown,
  places: Places,
  at: Path,
  kinds: readonly string[],
): ReadAcknowledgement => {
  const diagnostics = checker.check(value, places, at);
  if (diagnostics.length > 0 || !isRecord(value)) return { diagnostics };
  const { change, allows, reason } = value as unknown as Acknowledgement;
  const kind = kindOfDomain(change.slice(0, change.indexOf(":")) as DomainName);
  if (!kinds.includes(kind)) {
    const hint = didYouMean(kind, kinds);
    const source = places.valueAt([...at, "change"]);
    const message = `there is no kind ${quote(kind)}`;
    return { diagnostics: [{ severity: "error", code: "unknown-kind", message, source, ...(hint ? { hint } : {}) }] };
  }
  return { acknowledgement: { change, allows, reason, source: places.valueAt(at) }, diagnostics };
};
