import { join } from "node:path";
import { readIfThere, remove, writeDurably } from "../disk/durable.ts";
import type { KindName } from "../model/address.ts";
import type { PlannedRequest } from "../model/plan.ts";
import type { AsFound } from "./before.ts";
import type { KindStates } from "./expected.ts";

/**
 * What an apply is about to do, on disk before its first write. One that is still there was interrupted: with staged
 * ZIA changes that it explains, the next run finishes and activates.
 */
export interface Intent {
  readonly version: 1;
  readonly digest: string;
  readonly startedAt: string;
  /** Whether ZIA writes have begun. */
  readonly staging: boolean;
  readonly requests: readonly PlannedRequest[];
  /** Per kind, the states each object may be in if nobody but this run wrote. */
  readonly kinds: Readonly<Record<KindName, KindStates>>;
  /** Rules and joining objects as they were before this run, or an interrupted one that it goes on with, wrote to them. */
  readonly before?: readonly AsFound[];
}

export interface IntentFile {
  read(): Intent | undefined;
  write(intent: Intent): void;
  clear(): void;
}

export const intentFile = (folder: string): IntentFile => {
  const path = join(folder, "intent.json");
  return {
    read() {
      const text = readIfThere(path);
      if (text === undefined) return undefined;
      try {
        const intent = JSON.parse(text) as Intent;
        return intent.version === 1 ? intent : undefined;
      } catch {
        // A record we cannot read explains nothing: what is staged then counts as foreign, the safe side.
        return undefined;
      }
    },
    write: (intent) => writeDurably(path, JSON.stringify(intent), 0o600),
    clear: () => remove(path),
  };
};
