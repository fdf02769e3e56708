import { type Document, isMap, parseAllDocuments } from "yaml";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.ts";
import type { KindSchemas } from "../loaded.ts";
import { type ParsedDocument, parseYaml, yamlOptions } from "../parse.ts";
import { locate, sourceAt } from "../places.ts";
import { isRecord } from "../problems.ts";
import { keyOf } from "./align.ts";
import { documentOf, type Edit } from "./edit.ts";
import type { Editing } from "./editing.ts";
import { isEmptyNode, sharedOf } from "./nodes.ts";
import { changeResources, listIndentOf, resourcesPart } from "./resource-list.ts";
import { nextLine, type Splice, spliced } from "./splice.ts";
import { type WantedList, wantedList } from "./wanted.ts";

/** The edited text, or why the file stays as it is. */
export type Edited =
  | { readonly text: string; readonly diagnostics?: undefined }
  | { readonly text?: undefined; readonly diagnostics: readonly Diagnostic[] };

const mark = "\ufeff";

const isFilled = ({ contents }: Document.Parsed): boolean => contents !== null && !isEmptyNode(contents);

const resourcesOf = (value: unknown): readonly unknown[] =>
  isRecord(value) && Array.isArray(value.resources) ? value.resources : [];

/** Keys of a resource as the kind's schema lists them. */
const fieldOrder = (value: unknown, { schemaOf }: Pick<KindSchemas, "schemaOf">): readonly string[] => {
  const schema = isRecord(value) && typeof value.kind === "string" ? schemaOf(value.kind) : undefined;
  const properties = isRecord(schema) && isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  return properties;
};

/** The lines of a document with the separator that makes it one; undefined when they cannot be told from its neighbours'. */
const documentLines = (
  text: string,
  all: readonly Document.Parsed[],
  document: Document.Parsed,
): Splice | undefined => {
  const index = all.indexOf(document);
  const [start, next] = [document.range[0], all[index + 1]?.range[0]];
  const isMarked = (offset: number): boolean =>
    /^---[ \t]*(?:#.*)?\r?$/m.test(text.slice(offset, nextLine(text, offset)).trimEnd());
  const own = index > 0 || text.startsWith("---") ? start : 0;
  if ((own > 0 || text.startsWith("---")) && !isMarked(own)) return undefined;
  if (next !== undefined && !isMarked(next)) return undefined;
  const end = next === undefined ? text.length : own === 0 && !text.startsWith("---") ? nextLine(text, next) : next;
  return /^(?:\.\.\.|%)/m.test(text.slice(own, end)) ? undefined : { start: own, end, text: "" };
};

const sharedValue = (file: string, text: string, anchor: string, start: number, end: number): Diagnostic => ({
  severity: "error",
  code: "shared-value",
  message: `a value under "&${anchor}" is used in several places, so it cannot be edited in one of them`,
  source: sourceAt(locate(file, text), start, end),
  hint: `write the value out wherever "*${anchor}" stands, then run this again`,
});

interface Draft {
  readonly splices: readonly Splice[];
  /** Undefined: the document goes. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

interface Target {
  readonly file: string;
  readonly text: string;
  readonly all: readonly Document.Parsed[];
  readonly document: Document.Parsed;
  readonly parsed: ParsedDocument;
  readonly schemas: Pick<KindSchemas, "schemaOf">;
}

const draftOf = (target: Target, { wanted, changed }: WantedList): Draft => {
  const { file, text, document, parsed } = target;
  const value = { ...(parsed.value as object), resources: wanted.map((one) => one.value) };
  const isLast = wanted.length === 0 && resourcesOf(parsed.value).length > 0 && target.all.filter(isFilled).length > 1;
  const lines = isLast ? documentLines(text, target.all, document) : undefined;
  if (lines !== undefined) return { splices: [lines], value: undefined, diagnostics: [] };
  const root = document.contents;
  const part = isMap(root) ? resourcesPart(root, text) : undefined;
  if (part === undefined) throw new Error(`${file} has a document without resources`);
  const refused: Diagnostic[] = [];
  const editing: Editing = {
    text,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
    look: { listIndent: listIndentOf(text, part) },
    document,
    shared: sharedOf(document),
    refuse: (node, anchor) => {
      const [start, end] = node.range ?? [0, 0];
      refused.push(sharedValue(file, text, anchor, start, end));
    },
  };
  const order = fieldOrder(parsed.value, target.schemas);
  const splices = changeResources(editing, { part, wanted, changed, order });
  return { splices, value, diagnostics: refused };
};

/** A file that would not read as intended is a bug of ours, and stays as it is. */
const misread = (file: string): Diagnostic => ({
  severity: "error",
  code: "edit-failed",
  message: "the edited file would not read as intended, so it is left as it is",
  source: { file, line: 1, column: 1 },
  hint: "make the change by hand, and report this file",
});

const readsAs = (text: string, file: string, values: readonly unknown[]): boolean => {
  const { documents, diagnostics } = parseYaml(text, file);
  return diagnostics.length === 0 && keyOf(documents.map(({ value }) => value)) === keyOf(values);
};

const isUnsaid = (found: Diagnostic, index: number, all: readonly Diagnostic[]): boolean =>
  all.findIndex((one) => one.message === found.message && one.source?.line === found.source?.line) === index;

/**
 * Edits a file so that every byte that is not concerned stays: comments, quotes, order of keys, blank lines, line ends.
 * What cannot be edited without touching something else is refused, and then nothing is changed.
 */
export const editFile = (
  file: string,
  text: string,
  edits: readonly Edit[],
  schemas: Pick<KindSchemas, "schemaOf">,
): Edited => {
  const bare = text.startsWith(mark) ? text.slice(mark.length) : text;
  const { documents, diagnostics } = parseYaml(bare, file);
  if (diagnostics.some(isError)) return { diagnostics };
  if (edits.length === 0) return { text };
  const isOpen = bare !== "" && !bare.endsWith("\n");
  const whole = isOpen ? `${bare}${bare.includes("\r\n") ? "\r\n" : "\n"}` : bare;
  const all = parseAllDocuments(whole, { ...yamlOptions, keepSourceTokens: true }) as readonly Document.Parsed[];
  const drafts = all.filter(isFilled).map((document, index): Draft => {
    const parsed = documents[index];
    const own = edits.filter((edit) => documentOf(edit) === index);
    if (parsed === undefined) throw new Error(`${file} was read in two ways`);
    if (own.length === 0) return { splices: [], value: parsed.value, diagnostics: [] };
    return draftOf({ file, text: whole, all, document, parsed, schemas }, wantedList(resourcesOf(parsed.value), own));
  });
  const refused = drafts.flatMap((draft) => draft.diagnostics);
  if (refused.length > 0) return { diagnostics: refused.filter(isUnsaid) };
  const edited = spliced(
    whole,
    drafts.flatMap(({ splices }) => splices),
  );
  const values = drafts.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (!readsAs(edited, file, values)) return { diagnostics: [misread(file)] };
  const closed = isOpen ? edited.replace(/\r?\n$/, "") : edited;
  return { text: text.startsWith(mark) ? mark + closed : closed };
};
