import { createHash } from "node:crypto";
import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { withExcerpts } from "../diagnostics/excerpt.ts";
import { type CheckerOf, type ReadDocument, readDocument } from "./document.ts";
import { findDuplicates } from "./duplicates.ts";
import { comparePaths, type FileEntry, type FileSource } from "./files.ts";
import type { KindSchemas, Loaded } from "./loaded.ts";
import { parseYaml } from "./parse.ts";
import type { JsonSchema } from "./problems.ts";
import { type KindChecker, kindChecker } from "./resources.ts";
import { decodeFile, largestFile, tooLarge } from "./text.ts";

export type { Document, KindSchemas, Loaded } from "./loaded.ts";

/** A file as it was read. */
interface ReadFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Listing {
  readonly files: readonly ReadFile[];
  readonly diagnostics: readonly Diagnostic[];
}

const symlink = (path: string): Diagnostic => ({
  severity: "error",
  code: "symlink",
  message: "symbolic links are not read",
  source: { file: path, line: 1, column: 1 },
  hint: "put the file itself into the policies folder",
});

const atOnce = 32;

const readAll = async (source: FileSource, entries: readonly FileEntry[]): Promise<readonly ReadFile[]> => {
  const files: ReadFile[] = [];
  for (let start = 0; start < entries.length; start += atOnce) {
    const batch = entries.slice(start, start + atOnce);
    files.push(...(await Promise.all(batch.map(async ({ path }) => ({ path, bytes: await source.read(path) })))));
  }
  return files;
};

const list = async (source: FileSource): Promise<Listing> => {
  const entries = (await source.list()).toSorted(comparePaths);
  const isReadable = ({ symlink, size }: FileEntry): boolean => !symlink && size <= largestFile;
  const diagnostics = entries
    .filter((entry) => !isReadable(entry))
    .map((entry) => (entry.symlink ? symlink(entry.path) : tooLarge(entry.path, entry.size)));
  return { files: await readAll(source, entries.filter(isReadable)), diagnostics };
};

const hashTree = (files: readonly ReadFile[]): string => {
  const hash = createHash("sha256");
  for (const { path, bytes } of files) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return `sha256:${hash.digest("hex")}`;
};

/** Compiling a schema takes longer than using it a hundred times, and one run reads many commits. */
const compiled = new WeakMap<KindSchemas, Map<string, KindChecker>>();

const checkersOf =
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

const missingPolicies = ({ folder }: FileSource): Diagnostic => ({
  severity: "error",
  code: "missing-policies",
  message: folder === undefined ? "there is no policy document" : `there is no policy document below "${folder}"`,
  hint: "declare something, or name the folder with `policies:` in zerodrift.yaml or --policies",
});

interface ReadText {
  readonly text?: string;
  readonly read: readonly ReadDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

const readText = ({ path, bytes }: ReadFile, kinds: KindSchemas, checkerOf: CheckerOf): ReadText => {
  const { text, diagnostic } = decodeFile(bytes, path);
  if (diagnostic !== undefined) return { ...(text === undefined ? {} : { text }), read: [], diagnostics: [diagnostic] };
  const { documents, diagnostics } = parseYaml(text, path);
  return { text, read: documents.map((document) => readDocument(document, kinds, checkerOf)), diagnostics };
};

/** Reads and checks everything the policies folder declares; all mistakes of all files are returned together. */
export const loadDocuments = async (source: FileSource, kinds: KindSchemas): Promise<Checked<Loaded>> => {
  const { files, diagnostics: unread } = await list(source);
  const checkerOf = checkersOf(kinds);
  const texts = new Map<string, string>();
  const read: ReadDocument[] = [];
  const found: Diagnostic[] = [...unread];
  for (const file of files) {
    const result = readText(file, kinds, checkerOf);
    if (result.text !== undefined) texts.set(file.path, result.text);
    found.push(...result.diagnostics, ...result.read.flatMap(({ diagnostics }) => diagnostics));
    read.push(...result.read);
  }
  const documents = read.flatMap(({ document }) => document ?? []);
  const acknowledgements = read.flatMap((one) => one.acknowledgements);
  found.push(...findDuplicates(documents.flatMap(({ resources }) => resources)));
  if (read.length === 0 && found.length === 0) found.push(missingPolicies(source));
  const diagnostics = withExcerpts(found, (file) => texts.get(file));
  return checked({ documents, acknowledgements, texts, tree: hashTree(files) }, diagnostics);
};
