import { join } from "node:path";
import { createDurably, readIfThere, remove } from "../disk/durable.ts";

export type Lock = { readonly ok: true; release(): void } | { readonly ok: false; readonly holder: string };

/** Held by this process: a lock with our own pid that is not among them is left from an earlier life of the pid. */
const held = new Set<string>();

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, but it lives.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

const isHeld = (path: string, holder: string): boolean => {
  if (!/^\d+$/.test(holder)) return false;
  return Number(holder) === process.pid ? held.has(path) : isAlive(Number(holder));
};

const release = (path: string): void => {
  held.delete(path);
  remove(path);
};

/** One apply per tenant and machine; a lock of a dead process is taken over. */
export const takeLock = (folder: string): Lock => {
  const path = join(folder, "apply.lock");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      createDurably(path, String(process.pid), 0o600);
      held.add(path);
      return { ok: true, release: () => release(path) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = readIfThere(path) ?? "";
      if (isHeld(path, holder)) return { ok: false, holder };
      remove(path);
    }
  }
  return { ok: false, holder: "another process" };
};
