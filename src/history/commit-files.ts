import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import type { FileSource } from "../documents/files.ts";
import { type Blob, readBlobs } from "./blobs.ts";
import { readTree } from "./commits.ts";
import { git } from "./git.ts";
import { isOf } from "./moments.ts";
import { fromRoot, inRepository, type Place } from "./paths.ts";
import { refuse } from "./problems.ts";
import { type Entry, isSubmodule, isSymlink } from "./tree.ts";

/** The files of a commit (or tree) as Git's objects hold them: nothing is checked out, no filter and no hook runs. */
export interface CommitFiles {
  /** The configuration; undefined when the commit has none. */
  readonly configuration: Uint8Array | undefined;
  /** The documents below a folder, relative to the configuration's folder. */
  policies(folder: string): Promise<Checked<FileSource>>;
}

const contents = (root: string, entries: readonly Entry[]): Promise<Checked<ReadonlyMap<string, Blob>>> =>
  readBlobs(root, new Set(entries.filter((entry) => !isSubmodule(entry)).map(({ oid }) => oid)));

const sourceOf = (
  folder: string,
  prefix: string,
  files: readonly (readonly [string, Entry])[],
  blobs: ReadonlyMap<string, Blob>,
): FileSource => {
  const known = new Map(files.map(([path, entry]) => [fromRoot(prefix, path), entry]));
  return {
    folder,
    list: async () =>
      [...known].map(([path, entry]) => ({
        path,
        symlink: isSymlink(entry),
        ...(isSubmodule(entry) ? { submodule: true as const } : {}),
        size: blobs.get(entry.oid)?.size ?? 0,
      })),
    read: async (path) => blobs.get(known.get(path)?.oid ?? "")?.bytes ?? new Uint8Array(),
  };
};

/** Reads what a commit holds of the configuration and, when asked, of a folder of documents. */
export const openCommit = async ({ root, file }: Place, commit: string): Promise<Checked<CommitFiles>> => {
  const [tree, where] = await Promise.all([readTree(root, commit), git(root, ["rev-parse", "--show-prefix"])]);
  if (!tree.ok) return tree;
  const prefix = where.ok ? where.output.replace(/\n$/, "") : "";
  const entry = tree.value.get(inRepository(prefix, file) ?? "");
  if (entry !== undefined && (isSymlink(entry) || isSubmodule(entry)))
    return refuse("symlink", `"${file}" is no file in this commit`, "put the configuration itself into the repository");
  const blobs = await contents(root, entry === undefined ? [] : [entry]);
  if (!blobs.ok) return blobs;
  return checked(
    {
      configuration: entry === undefined ? undefined : blobs.value.get(entry.oid)?.bytes,
      async policies(folder) {
        const top = inRepository(prefix, folder);
        if (top === undefined)
          return refuse(
            "no-repository",
            `"${folder}" lies outside of the repository`,
            "keep the policies in the repository",
          );
        const files = [...tree.value].filter(([path, one]) => isOf(top, path, one));
        const found = await contents(
          root,
          files.map(([, one]) => one),
        );
        return found.ok ? checked(sourceOf(folder, prefix, files, found.value), []) : found;
      },
    },
    [],
  );
};
