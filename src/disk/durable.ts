import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const syncFolder = (folder: string): void => {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

const writeAndSync = (path: string, flags: "w" | "a" | "wx", text: string, mode = 0o644): void => {
  const handle = openSync(path, flags, mode);
  try {
    // Goes on until every byte is written, where a single write may stop short.
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** A text on the disk that has not yet taken the place of the file it is for. */
export interface Prepared {
  readonly path: string;
  readonly temporary: string;
}

/** Writes the text beside the file, where nobody reads it; fails without a trace. */
export const prepare = (path: string, text: string, mode = 0o644): Prepared => {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeAndSync(temporary, "w", text, mode);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return { path, temporary };
};

export const discard = ({ temporary }: Prepared): void => rmSync(temporary, { force: true });

/** Puts the text in the file's place. */
export const replace = ({ path, temporary }: Prepared): void => {
  renameSync(temporary, path);
  syncFolder(dirname(path));
};

/** The file is either as before or wholly new, also when the power goes. */
export const writeDurably = (path: string, text: string, mode = 0o644): void => {
  const prepared = prepare(path, text, mode);
  try {
    replace(prepared);
  } catch (error) {
    discard(prepared);
    throw error;
  }
};

/** Returns when the line is on the disk. */
export const appendDurably = (path: string, line: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeAndSync(path, "a", `${line}\n`, 0o600);
};

/** Fails when the file is there already. */
export const createDurably = (path: string, text: string, mode: number): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeAndSync(path, "wx", text, mode);
};

export const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

export const remove = (path: string): void => rmSync(path, { force: true });
