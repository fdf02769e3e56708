import { Composer, type Document, type Node, visit, type YAMLError } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/source.ts";
import { type Located, locate, type Path, type Places, placesOf, sourceAt } from "./places.ts";
import { type QuickDocument, type Range, readQuickly } from "./quick.ts";
import { syntaxDiagnostic } from "./syntax.ts";
import { tokensOf } from "./tokens.ts";
import { deepest, readValue } from "./values.ts";

/** One YAML document as a plain value that still knows where everything stands. */
export interface ParsedDocument {
  readonly value: unknown;
  readonly source: Source;
  readonly places: Places;
}

export interface ParsedText {
  /** Only documents without mistakes; those without content are left out. */
  readonly documents: readonly ParsedDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

export const yamlOptions = {
  version: "1.2",
  schema: "core",
  resolveKnownTags: false,
  merge: false,
  stringKeys: true,
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/** After so many mistakes in one file the rest is noise. */
const mostMistakes = 100;

const versionMistakes = (document: Document.Parsed, located: Located): readonly Diagnostic[] => {
  const yaml = document.directives?.yaml;
  if (yaml?.explicit !== true || yaml.version === "1.2") return [];
  const start = Math.max(0, located.text.indexOf("%YAML"));
  return [
    {
      severity: "error",
      code: "unsupported-file",
      message: `YAML ${yaml.version} is not read`,
      source: sourceAt(located, start, start + 9),
      hint: "remove the %YAML line; documents are YAML 1.2",
    },
  ];
};

/** Several mistakes at one place have one cause. */
const withoutEchoes = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const seen = new Set<string>();
  return diagnostics.filter(({ source }) => {
    const place = `${source?.line}:${source?.column}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
};

/** A quote or bracket that never closes is reported where the text ends; what people look for is where it opens. */
const openingOf = (document: Document.Parsed, error: YAMLError): YAMLError => {
  if (error.code !== "MISSING_CHAR" || !error.message.startsWith("Missing closing")) return error;
  const [end] = error.pos;
  visit(document, {
    Scalar(_, { range }: Node) {
      if (range == null || range[0] >= end || range[1] < end) return undefined;
      error.pos = [range[0], range[1]];
      return visit.BREAK;
    },
  });
  return error;
};

const readDocument = (document: Document.Parsed, located: Located): ParsedText => {
  const mistakes = [
    ...versionMistakes(document, located),
    ...[...document.errors, ...document.warnings]
      .slice(0, mostMistakes)
      .map((error) => syntaxDiagnostic(openingOf(document, error), located)),
  ];
  if (mistakes.length > 0) return { documents: [], diagnostics: withoutEchoes(mistakes) };
  const { value, targets, diagnostics } = readValue(document, located);
  const { contents } = document;
  if (diagnostics.length > 0 || contents === null || contents.range[0] === contents.range[1]) {
    return { documents: [], diagnostics };
  }
  const places = placesOf(contents, targets, located, document.range[0]);
  return { documents: [{ value, source: places.valueAt([]), places }], diagnostics };
};

const tooDeep = (located: Located, offset: number): Diagnostic => ({
  severity: "error",
  code: "unsupported-file",
  message: `the text nests deeper than ${deepest} levels`,
  source: sourceAt(located, offset, offset + 1),
  hint: "policies never need that; look for a missing line end or a stray bracket",
});

const compose = (located: Located): ParsedText => {
  const diagnostics: Diagnostic[] = [];
  const documents: ParsedDocument[] = [];
  const tokens = tokensOf(located.text, {
    depth: deepest,
    onTooDeep: (offset) => diagnostics.push(tooDeep(located, offset)),
  });
  for (const document of new Composer(yamlOptions).compose(tokens, true, located.text.length)) {
    const read = readDocument(document, located);
    documents.push(...read.documents);
    diagnostics.push(...read.diagnostics);
    if (diagnostics.length > mostMistakes) break;
  }
  return { documents, diagnostics };
};

const parseFully = (located: Located): ParsedText => {
  try {
    return compose(located);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const source = { file: located.file, line: 1, column: 1 };
    const message = `the YAML parser gave up: ${reason}`;
    return { documents: [], diagnostics: [{ severity: "error", code: "broken-yaml", message, source }] };
  }
};

/** Places of a document that was read quickly; the full parser is asked for the rare ones. */
const quickPlaces = (document: QuickDocument, located: Located, full: () => Places): Places => {
  const rangeOf = (path: Path): Range | undefined => {
    const [key, index] = path;
    if (path.length === 0) return document.range;
    if (path.length === 1) return document.values.get(String(key));
    return path.length === 2 && typeof index === "number" ? document.items.get(String(key))?.[index] : undefined;
  };
  return {
    valueAt(path) {
      const range = rangeOf(path);
      return range === undefined ? full().valueAt(path) : sourceAt(located, range.start, range.end);
    },
    keyAt: (path) => full().keyAt(path),
    writtenAt: (path) => full().writtenAt(path),
  };
};

const parseQuickly = (located: Located): ParsedText | undefined => {
  const quick = readQuickly(located.text);
  if (quick === undefined) return undefined;
  let full: ParsedText | undefined;
  const fullPlaces = (index: number): Places => {
    full ??= parseFully(located);
    const document = full.documents[index];
    if (document === undefined) throw new Error(`${located.file} was read in two ways`);
    return document.places;
  };
  const documents = quick.map((document, index) => {
    const places = quickPlaces(document, located, () => fullPlaces(index));
    return { value: document.value, source: places.valueAt([]), places };
  });
  return { documents, diagnostics: [] };
};

/** Reads every document of a text and reports every mistake in it; never throws on what people write. */
export const parseYaml = (text: string, file: string): ParsedText => {
  const located = locate(file, text);
  return parseQuickly(located) ?? parseFully(located);
};

/** The same without the short cut, for comparison. */
export const parseYamlFully = (text: string, file: string): ParsedText => parseFully(locate(file, text));
