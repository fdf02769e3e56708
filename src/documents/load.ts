import { createHash } from "node:crypto";
import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { withExcerpts } from "../diagnostics/excerpt.ts";
import { comparePaths, type FileEntry, type FileSource } from "./files.ts";
import type { KindSchemas, Loaded } from "./loaded.ts";
import { gather, type ReadFile, readPolicyFile } from "./policy-file.ts";
import { largestFile, linked, submodule, tooLarge } from "./text.ts";

export type { Document, KindSchemas, Loaded } from "./loaded.ts";

interface Listing {
  readonly files: readonly ReadFile[];
  readonly diagnostics: readonly Diagnostic[];
}

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
  const refused = ({ path, symlink, submodule: isOther, size }: FileEntry): Diagnostic | undefined => {
    if (symlink) return linked(path);
    if (isOther) return submodule(path);
    return size > largestFile ? tooLarge(path, size) : undefined;
  };
  const readable = entries.filter((entry) => refused(entry) === undefined);
  return { files: await readAll(source, readable), diagnostics: entries.flatMap((entry) => refused(entry) ?? []) };
};

const hashTree = (files: readonly ReadFile[]): string => {
  const hash = createHash("sha256");
  for (const { path, bytes } of files) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return `sha256:${hash.digest("hex")}`;
};

const missingPolicies = ({ folder }: FileSource): Diagnostic => ({
  severity: "error",
  code: "missing-policies",
  message: folder === undefined ? "there is no policy document" : `there is no policy document below "${folder}"`,
  hint: "declare something, or name the folder with `policies:` in zerodrift.yaml or --policies",
});

/** Reads and checks everything the policies folder declares; all mistakes of all files are returned together. */
export const loadDocuments = async (source: FileSource, kinds: KindSchemas): Promise<Checked<Loaded>> => {
  const { files, diagnostics: unread } = await list(source);
  const readings = files.map((file) => readPolicyFile(file, kinds));
  const { documents, acknowledgements, diagnostics } = gather(readings);
  const texts = new Map(readings.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text] as const])));
  const found = [...unread, ...diagnostics];
  if (source.mayBeEmpty !== true && found.length === 0 && readings.every(({ read }) => read.length === 0))
    found.push(missingPolicies(source));
  return checked(
    { documents, acknowledgements, texts, tree: hashTree(files) },
    withExcerpts(found, (file) => texts.get(file)),
  );
};
