import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Acknowledgement } from "../model/acknowledgement.ts";
import { type CheckerOf, type ReadDocument, readDocument } from "./document.ts";
import { findDuplicates } from "./duplicates.ts";
import type { Document, KindSchemas } from "./loaded.ts";
import { parseYaml } from "./parse.ts";
import type { JsonSchema } from "./problems.ts";
import { type KindChecker, kindChecker } from "./resources.ts";
import { decodeFile } from "./text.ts";

/** A file as it was read. */
export interface ReadFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What one file holds, whatever lies beside it: a file that stays the same over many commits is read once. */
export interface FileReading {
  readonly path: string;
  /** Absent when the bytes are no text. */
  readonly text?: string;
  readonly read: readonly ReadDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What several files hold together. */
export interface Gathered {
  readonly documents: readonly Document[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiling a schema takes longer than using it a hundred times, and one run reads many commits. */
const compiled = new WeakMap<KindSchemas, Map<string, KindChecker>>();

/** The checkers of all kinds, each made when it is first asked for. */
export const checkersOf =
  (kinds: KindSchemas): CheckerOf =>
  (kind) => {
    const known = compiled.get(kinds) ?? new Map<string, KindChecker>();
    compiled.set(kinds, known);
    const made = known.get(kind);
    if (made !== undefined) return made;
    const schema = kinds.schemaOf(kind);
    if (schema === undefined) return undefined;
    const checker = kindChecker(schema as JsonSchema, kind);
    known.set(kind, checker);
    return checker;
  };

/** Reads and checks one file; what can be read is returned beside its mistakes. */
export const readPolicyFile = ({ path, bytes }: ReadFile, kinds: KindSchemas): FileReading => {
  const { text, diagnostic } = decodeFile(bytes, path);
  const known = text === undefined ? { path } : { path, text };
  if (text === undefined || diagnostic !== undefined) {
    return { ...known, read: [], diagnostics: diagnostic === undefined ? [] : [diagnostic] };
  }
  const { documents, diagnostics } = parseYaml(text, path);
  const checkerOf = checkersOf(kinds);
  const read = documents.map((document) => readDocument(document, kinds, checkerOf));
  return { ...known, read, diagnostics: [...diagnostics, ...read.flatMap((one) => one.diagnostics)] };
};

/** Puts files together, in the order given; names that two of them declare are mistakes of their own. */
export const gather = (readings: readonly FileReading[]): Gathered => {
  const read = readings.flatMap((reading) => reading.read);
  const documents = readings.flatMap((reading) =>
    reading.read.flatMap(({ document }, index) => (document === undefined ? [] : [{ ...document, index }])),
  );
  return {
    documents,
    acknowledgements: read.flatMap(({ acknowledgements }) => acknowledgements),
    diagnostics: [
      ...readings.flatMap(({ diagnostics }) => diagnostics),
      ...findDuplicates(documents.flatMap(({ resources }) => resources)),
    ],
  };
};
