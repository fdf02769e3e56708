import { posix } from "node:path";
import { isPolicyFile } from "../documents/files.ts";

/** Where a workspace lies on disk. */
export interface Place {
  /** Folder of the configuration; relative paths start here. */
  readonly root: string;
  /** The configuration, relative to the root. */
  readonly file: string;
}

/** A path below the root as Git writes it, from the top of the repository; undefined outside of it. */
export const inRepository = (prefix: string, path: string): string | undefined => {
  const joined = posix.join(prefix, path.replaceAll("\\", "/")).replace(/\/$/, "");
  if (joined === ".." || joined.startsWith("../") || joined.startsWith("/")) return undefined;
  return joined === "." ? "" : joined;
};

/** The same path as the root sees it. */
export const fromRoot = (prefix: string, path: string): string => posix.relative(`/${prefix}`, `/${path}`);

/** The part of a path that lies below a folder. */
export const below = (folder: string, path: string): string | undefined => {
  if (folder === "") return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
};

/** Whether documents are read from a file, by its path from the top of the repository. */
export const isPolicyOf = (folder: string, path: string): boolean => {
  const rest = below(folder, path);
  return rest !== undefined && isPolicyFile(rest);
};

/** Whether documents could be read from something that is a folder in the working tree. */
export const isFolderOf = (folder: string, path: string): boolean => isPolicyOf(folder, `${path}/any.yaml`);
