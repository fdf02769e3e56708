import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { discard, type Prepared, prepare, replace } from "../disk/durable.ts";

/** A file and what it is to hold. */
export interface FileWrite {
  /** Relative to the root, as people know it. */
  readonly path: string;
  /** The text that the new one was made from; undefined when there was no file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** How texts get on the disk. */
export interface Disk {
  readonly prepare: typeof prepare;
  readonly replace: typeof replace;
  readonly discard: typeof discard;
}

const realDisk: Disk = { prepare, replace, discard };

const isAbsent = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");

/** The whole text of a file, a mark at its start included; undefined when there is none. */
export const readWhole = (root: string, path: string): string | undefined => {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
};

const refused = (code: Diagnostic["code"], path: string, message: string, hint: string): Diagnostic => ({
  severity: "error",
  code,
  message,
  source: { file: path, line: 1, column: 1 },
  hint,
});

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));

const unwritable = (path: string, error: unknown): Diagnostic =>
  refused(
    "unwritable-file",
    path,
    `"${path}" cannot be written (${reasonOf(error)}), so nothing was written`,
    "make room or give the right to write, then run the command again",
  );

/** Somebody else was at the file, so what was made from it no longer holds. */
export const fileChanged = (path: string, what: string): Diagnostic =>
  refused("file-changed", path, `"${path}" ${what}, so nothing was written`, "run the command again");

const changed = (root: string, { path, before }: FileWrite): Diagnostic | undefined => {
  try {
    const now = readWhole(root, path);
    if (now === before) return undefined;
    const what = now === undefined ? "is gone" : before === undefined ? "exists already" : "was changed meanwhile";
    return fileChanged(path, what);
  } catch (error) {
    return unwritable(path, error);
  }
};

const nobodyMayWrite = 0o222;

/** The mode of the file; a file that is marked read-only is not replaced, though the folder would allow it. */
const modeOf = (root: string, path: string): number | "read-only" => {
  try {
    const mode = statSync(join(root, path)).mode & 0o777;
    return (mode & nobodyMayWrite) === 0 ? "read-only" : mode;
  } catch (error) {
    if (isAbsent(error)) return 0o644;
    throw error;
  }
};

const readOnly = (path: string): Diagnostic =>
  refused(
    "unwritable-file",
    path,
    `"${path}" is read-only, so nothing was written`,
    "make it writable, then run the command again",
  );

const list = (paths: readonly string[]): string =>
  paths.length === 0 ? "none" : paths.map((path) => `"${path}"`).join(", ");

type Preparation =
  | { readonly prepared: readonly Prepared[]; readonly refusal?: undefined }
  | { readonly prepared?: undefined; readonly refusal: Diagnostic };

/** All texts on the disk beside their files, or none. */
const prepareAll = (root: string, writes: readonly FileWrite[], disk: Disk): Preparation => {
  const prepared: Prepared[] = [];
  const abandon = (refusal: Diagnostic): Preparation => {
    prepared.forEach(disk.discard);
    return { refusal };
  };
  for (const { path, after } of writes) {
    try {
      const mode = modeOf(root, path);
      if (mode === "read-only") return abandon(readOnly(path));
      prepared.push(disk.prepare(join(root, path), after, mode));
    } catch (error) {
      return abandon(unwritable(path, error));
    }
  }
  return { prepared };
};

/** Between two renames nothing can be undone safely, so what is told is which files are new. */
const replaceAll = (writes: readonly FileWrite[], prepared: readonly Prepared[], disk: Disk): readonly Diagnostic[] => {
  for (const [index, one] of prepared.entries()) {
    try {
      disk.replace(one);
    } catch (error) {
      prepared.slice(index).forEach(disk.discard);
      const paths = writes.map(({ path }) => path);
      const path = paths[index] ?? "";
      const state = `new: ${list(paths.slice(0, index))}; as before: ${list(paths.slice(index))}`;
      const message = `"${path}" could not be replaced (${reasonOf(error)}); ${state}`;
      return [refused("unwritable-file", path, message, "look at `git diff`, then run the command again")];
    }
  }
  return [];
};

/**
 * Writes several files, all or none as far as a disk allows: every text is on the disk before the first file is replaced,
 * and nothing is replaced when one file is not as it was read. Empty when everything is written.
 */
export const writeFiles = (
  root: string,
  writes: readonly FileWrite[],
  disk: Disk = realDisk,
): readonly Diagnostic[] => {
  const stale = (): readonly Diagnostic[] => writes.flatMap((write) => changed(root, write) ?? []);
  const before = stale();
  if (before.length > 0) return before;
  const { prepared, refusal } = prepareAll(root, writes, disk);
  if (refusal !== undefined) return [refusal];
  const meanwhile = stale();
  if (meanwhile.length === 0) return replaceAll(writes, prepared, disk);
  prepared.forEach(disk.discard);
  return meanwhile;
};
