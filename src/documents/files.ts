import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file of the policies folder as it is listed, before anything is read. */
export interface FileEntry {
  /** Relative to the repository root, with `/` on every system. */
  readonly path: string;
  readonly symlink: boolean;
  /** Another repository's commit, where a folder or file would be. */
  readonly submodule?: true;
  readonly size: number;
}

/** Where documents come from. */
export interface FileSource {
  /** For messages: the folder that was looked into. */
  readonly folder?: string;
  /** Nothing is wrong with a folder that declares nothing yet: somebody is about to fill it. */
  readonly mayBeEmpty?: true;
  list(): Promise<readonly FileEntry[]>;
  read(path: string): Promise<Uint8Array>;
}

const isSkipped = (folder: string): boolean => folder.startsWith(".") || folder === "node_modules";
const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);

/** Whether a path below the policies folder is read at all; the same for the working tree and for commits. */
export const isPolicyFile = (path: string): boolean => {
  const segments = path.split("/");
  const name = segments.pop() ?? "";
  return isYaml(name) && !segments.some(isSkipped);
};

/** Code units, so that the order is the same on every machine. */
export const comparePaths = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

/** A linked folder counts too: leaving it out without a word would look like deleting what is in it. */
const isLinkOfOurs = async (target: string, name: string): Promise<boolean> => {
  if (isYaml(name)) return true;
  try {
    return !isSkipped(name) && (await stat(target)).isDirectory();
  } catch {
    return false;
  }
};

const walk = async (root: string, folder: string): Promise<readonly FileEntry[]> => {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly FileEntry[]> => {
      const path = `${folder}/${entry.name}`;
      if (entry.isSymbolicLink()) {
        return (await isLinkOfOurs(join(root, path), entry.name)) ? [{ path, symlink: true, size: 0 }] : [];
      }
      if (entry.isDirectory()) return isSkipped(entry.name) ? [] : walk(root, path);
      if (!entry.isFile() || !isYaml(entry.name)) return [];
      return [{ path, symlink: false, size: (await lstat(join(root, path))).size }];
    }),
  );
  return found.flat();
};

/** Files as they lie on disk. A folder that does not exist lists nothing. */
export const workingTree = (root: string, folder: string): FileSource => {
  const top = folder.replaceAll("\\", "/").replace(/^(\.\/)+|\/+$/g, "");
  return {
    folder: top,
    async list() {
      try {
        if ((await lstat(join(root, top))).isSymbolicLink()) return [{ path: top, symlink: true, size: 0 }];
        return (await walk(root, top)).toSorted(comparePaths);
      } catch (error) {
        if (isAbsent(error)) return [];
        throw error;
      }
    },
    read: (path) => readFile(join(root, path)),
  };
};

/** The same files, some of them with another text, or new. */
export const withTexts = (source: FileSource, texts: ReadonlyMap<string, string>): FileSource => ({
  ...source,
  async list() {
    const others = (await source.list()).filter(({ path }) => !texts.has(path));
    const given = [...texts].map(
      ([path, text]): FileEntry => ({ path, symlink: false, size: Buffer.byteLength(text) }),
    );
    return [...others, ...given].toSorted(comparePaths);
  },
  read: async (path) => {
    const text = texts.get(path);
    return text === undefined ? source.read(path) : Buffer.from(text);
  },
});
