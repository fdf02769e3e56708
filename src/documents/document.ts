import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { Acknowledgement } from "../model/acknowledgement.ts";
import type { KindName } from "../model/address.ts";
import type { Position } from "../model/position.ts";
import { acknowledgementKind, readAcknowledgement } from "./acknowledgements.ts";
import { compileChecker } from "./check.ts";
import type { Document, KindSchemas } from "./loaded.ts";
import { mistake } from "./mistake.ts";
import type { ParsedDocument } from "./parse.ts";
import { isRecord } from "./problems.ts";
import { type KindChecker, readResource } from "./resources.ts";
import { quote } from "./words.ts";

const anchor = (word: string) => ({
  type: "object",
  additionalProperties: false,
  required: [word],
  properties: { [word]: { type: "string", pattern: "\\S", examples: ["Block malware"] } },
});

/** The frame every document has; resources are checked by kind. */
const frame = compileChecker(
  {
    type: "object",
    additionalProperties: false,
    required: ["kind", "resources"],
    properties: {
      kind: { type: "string" },
      resources: { type: ["array", "null"] },
      position: { anyOf: [{ type: "string", enum: ["first", "last"] }, anchor("after"), anchor("before")] },
    },
  },
  "a document",
);

/** A document that does not know its place in the file. */
type Unplaced = Omit<Document, "index">;

/** What one YAML document holds. */
export interface ReadDocument {
  readonly document?: Unplaced;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The checker of a declarable kind. */
export type CheckerOf = (kind: string) => KindChecker | undefined;

const kindProblem = (kind: string, parsed: ParsedDocument, kinds: KindSchemas): Diagnostic => {
  const source = parsed.places.valueAt(["kind"]);
  if (kinds.names.includes(kind)) {
    const hint = `remove it here; a resource that needs one refers to it by its name in the tenant`;
    return mistake("lookup-kind", `${kind} is only read and cannot be declared`, source, hint);
  }
  const declarable = kinds.names.filter((name) => !kinds.isLookup(name));
  const hint = didYouMean(kind, [...declarable, acknowledgementKind]) ?? "zerodrift kinds lists what can be declared";
  return mistake("unknown-kind", `there is no kind ${quote(kind)}`, source, hint);
};

const nothing = { acknowledgements: [] } as const;

const notAResource = (parsed: ParsedDocument, index: number): Diagnostic => {
  const source = parsed.places.valueAt(["resources", index]);
  return mistake(
    "invalid-document",
    "a resource must be a mapping that starts with its name",
    source,
    "write `- name: …`",
  );
};

const readAcknowledgements = (
  parsed: ParsedDocument,
  entries: readonly unknown[],
  kinds: KindSchemas,
): ReadDocument => {
  const read = entries.map((entry, index) =>
    readAcknowledgement(entry, parsed.places, ["resources", index], kinds.names),
  );
  return {
    acknowledgements: read.flatMap(({ acknowledgement }) => acknowledgement ?? []),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
};

const positionOf = (value: Readonly<Record<string, unknown>>, { places }: ParsedDocument) =>
  value.position === undefined
    ? {}
    : { position: value.position as Position, positionSource: places.valueAt(["position"]) };

const readDeclared = (
  parsed: ParsedDocument,
  value: Readonly<Record<string, unknown>>,
  checker: KindChecker,
  kinds: KindSchemas,
): ReadDocument => {
  const kind = value.kind as KindName;
  const entries = Array.isArray(value.resources) ? value.resources : [];
  const read = entries.map((entry: unknown, index) =>
    isRecord(entry)
      ? readResource({ kind, value: entry, places: parsed.places, at: ["resources", index] }, checker, kinds)
      : { resource: undefined, diagnostics: [notAResource(parsed, index)] },
  );
  const resources = read.flatMap(({ resource }) => resource ?? []);
  const { source } = parsed;
  return {
    ...nothing,
    document: { kind, file: source.file, resources, source, ...positionOf(value, parsed) },
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
};

/** Mistakes of the frame are mistakes of the document; wrong keys and values keep their own codes. */
const checkFrame = ({ value, places }: ParsedDocument): readonly Diagnostic[] =>
  frame
    .check(value, places, [])
    .map((found) => (found.code === "missing-field" ? { ...found, code: "invalid-document" as const } : found));

const withoutPosition = ({ kind, file, resources, source }: Unplaced): Unplaced => ({ kind, file, resources, source });

/** The position is among what may be wrong with a frame, so none is passed on. */
const withFrame = (frameProblems: readonly Diagnostic[], read: ReadDocument): ReadDocument => {
  if (frameProblems.length === 0) return read;
  const document = read.document === undefined ? {} : { document: withoutPosition(read.document) };
  return { ...read, ...document, diagnostics: [...frameProblems, ...read.diagnostics] };
};

/** Checks one YAML document and everything in it. */
export const readDocument = (parsed: ParsedDocument, kinds: KindSchemas, checkerOf: CheckerOf): ReadDocument => {
  const { value, source } = parsed;
  if (!isRecord(value)) {
    const hint = "write `kind: <product>/<kind>` and `resources:` with a list";
    const message = "a document must be a mapping with kind and resources";
    return { ...nothing, diagnostics: [mistake("invalid-document", message, source, hint)] };
  }
  const found = checkFrame(parsed);
  const { kind } = value;
  if (typeof kind !== "string") return { ...nothing, diagnostics: found };
  if (kind === acknowledgementKind) {
    const entries = Array.isArray(value.resources) ? value.resources : [];
    const place = parsed.places.keyAt(["position"]);
    const stray =
      value.position === undefined ? [] : [mistake("unknown-field", "acknowledgements have no position", place)];
    return withFrame([...found, ...stray], readAcknowledgements(parsed, entries, kinds));
  }
  const checker = kinds.names.includes(kind) && !kinds.isLookup(kind) ? checkerOf(kind) : undefined;
  if (checker === undefined) return { ...nothing, diagnostics: [...found, kindProblem(kind, parsed, kinds)] };
  return withFrame(found, readDeclared(parsed, value, checker, kinds));
};
