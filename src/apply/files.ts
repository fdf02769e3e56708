import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
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
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** The file is either as before or wholly new, also when the power goes. */
export const writeDurably = (path: string, text: string, mode = 0o644): void => {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeAndSync(temporary, "w", text, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
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
