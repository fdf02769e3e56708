import { type Document, isMap, type Node, parseAllDocuments } from "yaml";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.ts";
import { keyOf } from "../edit/align.ts";
import type { Edited } from "../edit/edit-file.ts";
import { endOf, isEmptyNode, partsOf } from "../edit/nodes.ts";
import { lineStart, nextLine } from "../edit/splice.ts";
import { parseYaml, yamlOptions } from "../parse.ts";
import { tokensOf } from "../tokens.ts";
import { looseLines, trimmed, withoutDoubles } from "./lines.ts";
import { documentLines, tailLines } from "./print.ts";

/** One document of a file: its text from one separator to the next. */
interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly document: Document.Parsed;
}

const chunksOf = (text: string, documents: readonly Document.Parsed[]): readonly Chunk[] =>
  documents.map((document, index) => ({
    start: index === 0 ? 0 : document.range[0],
    end: documents[index + 1]?.range[0] ?? text.length,
    document,
  }));

const isSeparator = (line: string): boolean => /^---(?:\s|$)/.test(line);

/** What cannot be laid out anew: directives, ends of documents, contents beside a separator. Such a file stays as it is. */
const isUnusual = (text: string, chunks: readonly Chunk[]): boolean =>
  /^(?:\.\.\.|%)/m.test(text) ||
  chunks.some(({ start, document: { contents } }) => {
    const line = text.slice(start, nextLine(text, start));
    return (
      isSeparator(line) &&
      contents !== null &&
      !isEmptyNode(contents) &&
      (contents.range?.[0] ?? 0) < start + line.length
    );
  });

const loose = (text: string, start: number, end: number): readonly string[] =>
  looseLines(text.slice(start, end)).map((line) => line.text);

const lastLine = (contents: Node, text: string): number => {
  const last = partsOf(contents, text).at(-1);
  return last?.below ?? nextLine(text, endOf(contents, text));
};

const chunkLines = (text: string, { start, end, document }: Chunk): readonly string[] => {
  const { contents } = document;
  const first = text.slice(start, nextLine(text, start));
  const isMarked = isSeparator(first);
  const marker = isMarked ? [first.trimEnd().replace(/^---\s+/, "--- ")] : [];
  const from = isMarked ? nextLine(text, start) : start;
  if (contents === null || isEmptyNode(contents) || !isMap(contents))
    return [...marker, ...trimmed(loose(text, from, end))];
  const above = loose(text, from, lineStart(text, contents.range?.[0] ?? 0));
  const below = tailLines(contents, text, looseLines(text.slice(lastLine(contents, text), end)));
  return [...marker, ...trimmed(withoutDoubles([...above, ...documentLines(contents, text), ...below]))];
};

const commentsOf = (text: string): readonly string[] => {
  const found: string[] = [];
  const visit = (token: unknown): void => {
    if (typeof token !== "object" || token === null) return;
    const { type, source } = token as { readonly type?: string; readonly source?: string };
    if (type === "comment" && source !== undefined) found.push(source.trim());
    for (const part of Object.values(token)) visit(part);
  };
  for (const token of tokensOf(text, { depth: 1000, onTooDeep: () => undefined })) visit(token);
  return found.sort();
};

const says = (text: string, file: string): string =>
  keyOf([parseYaml(text, file).documents.map(({ value }) => value), commentsOf(text)]);

/** A file that would say something else afterwards is a bug of ours, and stays as it is. */
const misread = (file: string): Diagnostic => ({
  severity: "error",
  code: "edit-failed",
  message: "the formatted file would not say the same, so it is left as it is",
  source: { file, line: 1, column: 1 },
  hint: "format it by hand, and report this file",
});

/** The one form of a file: what it says, its comments and the order of its keys and entries stay. */
export const formatText = (file: string, given: string): Edited => {
  const text = given.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  const { diagnostics } = parseYaml(text, file);
  if (diagnostics.some(isError)) return { diagnostics };
  const documents = parseAllDocuments(text, { ...yamlOptions, keepSourceTokens: true }) as readonly Document.Parsed[];
  const chunks = chunksOf(text, documents);
  if (isUnusual(text, chunks)) return { text: given };
  const lines = chunks.flatMap((chunk) => chunkLines(text, chunk));
  const formatted = lines.map((line) => `${line}\n`).join("");
  return says(formatted, file) === says(text, file) ? { text: formatted } : { diagnostics: [misread(file)] };
};
