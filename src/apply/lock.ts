import { join } from "node:path";
import { createDurably, readIfThere, remove } from "./files.ts";

export type Lock = { readonly ok: true; release(): void } | { readonly ok: false; readonly holder: string };

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, but it lives.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** One apply per tenant and machine; a lock of a dead process is taken over. */
export const takeLock = (folder: string): Lock => {
  const path = join(folder, "apply.lock");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      createDurably(path, String(process.pid), 0o600);
      return { ok: true, release: () => remove(path) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = readIfThere(path) ?? "";
      if (/^\d+$/.test(holder) && isAlive(Number(holder)) && Number(holder) !== process.pid)
        return { ok: false, holder };
      remove(path);
    }
  }
  return { ok: false, holder: "another process" };
};
