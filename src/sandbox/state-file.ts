import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { parseJson } from "./json.ts";
import type { TenantRecord } from "./tenant.ts";

/** The file cannot be served: in use, unreadable, or of another format. */
export class StateFileError extends Error {
  override readonly name = "StateFileError";
}

/** The one file a tenant lives in between runs, locked while it is served. */
export interface StateFile {
  load(): TenantRecord | undefined;
  /** Writes the text of a record, durably. */
  save(text: string): void;
  release(): void;
}

/** Locks held by this process: a lock file with our own pid but not in here is left over from an earlier life of the pid. */
const held = new Set<string>();

export function openStateFile(path: string): StateFile {
  const file = resolve(path);
  const lock = `${file}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  acquire(lock, file);
  return {
    load: () => (existsSync(file) ? readRecord(file) : undefined),
    save: (text) => writeDurably(file, text),
    release: () => {
      if (held.delete(lock)) unlinkQuietly(lock);
    },
  };
}

function acquire(lock: string, file: string): void {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const descriptor = openSync(lock, "wx", 0o600);
      writeSync(descriptor, `${process.pid}\n`);
      closeSync(descriptor);
      held.add(lock);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = readOwner(lock);
      if (owner !== undefined && isServing(owner, lock)) {
        throw new StateFileError(`the sandbox state ${file} is already served by process ${owner}`);
      }
      unlinkQuietly(lock);
    }
  }
  throw new StateFileError(`the sandbox state ${file} could not be locked`);
}

function readOwner(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, "utf8").trim());
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isServing(pid: number, lock: string): boolean {
  if (pid === process.pid) return held.has(lock);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function readRecord(file: string): TenantRecord {
  let record: unknown;
  try {
    record = parseJson(readFileSync(file, "utf8"));
  } catch (error) {
    throw new StateFileError(`the sandbox state ${file} is not readable JSON: ${(error as Error).message}`);
  }
  const { format } = record as { format?: unknown };
  if (format !== 1) throw new StateFileError(`the sandbox state ${file} has the unknown format ${String(format)}`);
  return record as TenantRecord;
}

/** Never leaves half a file behind: the new text is on disk before it takes the old one's name. */
function writeDurably(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  const descriptor = openSync(draft, "w", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
  syncFolder(dirname(file));
}

function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    // Some file systems cannot sync a folder; the rename itself is still atomic.
  }
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
