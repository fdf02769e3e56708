import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import {
  type Configuration,
  defaultConfiguration,
  type ReadConfiguration,
  readConfiguration,
} from "../documents/configuration.ts";
import { decodeFile, linked, submodule, tooLarge } from "../documents/text.ts";
import type { Blob } from "./blobs.ts";
import { type Entry, isSubmodule, isSymlink } from "./tree.ts";

/** Mistakes of a file that is not read at all, whatever is in it. */
export const unread = (path: string, entry: Entry, blob: Blob | undefined): Diagnostic | undefined => {
  if (isSymlink(entry)) return linked(path);
  if (isSubmodule(entry)) return submodule(path);
  return blob !== undefined && blob.bytes === undefined ? tooLarge(path, blob.size) : undefined;
};

const read = (file: string, entry: Entry | undefined, blobs: ReadonlyMap<string, Blob>): ReadConfiguration => {
  if (entry === undefined) return { configuration: defaultConfiguration, diagnostics: [] };
  const blob = blobs.get(entry.oid);
  const refused = unread(file, entry, blob);
  if (refused !== undefined || blob?.bytes === undefined)
    return { diagnostics: refused === undefined ? [] : [refused] };
  const { text, diagnostic } = decodeFile(blob.bytes, file);
  if (text === undefined || diagnostic !== undefined)
    return { diagnostics: diagnostic === undefined ? [] : [diagnostic] };
  return readConfiguration(text, file);
};

/** The configuration of one commit. */
export interface ConfigurationAt {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
}

/** The configurations of a sequence of commits; one that cannot be read leaves what counted before it. */
export const configurationsOf = (
  file: string,
  entries: readonly (Entry | undefined)[],
  blobs: ReadonlyMap<string, Blob>,
): readonly ConfigurationAt[] => {
  const known = new Map<string | undefined, ReadConfiguration>();
  let last: Configuration = defaultConfiguration;
  return entries.map((entry) => {
    const key = entry && `${entry.mode} ${entry.oid}`;
    const found = known.get(key) ?? read(file, entry, blobs);
    known.set(key, found);
    last = found.configuration ?? last;
    return { configuration: last, diagnostics: found.diagnostics };
  });
};
