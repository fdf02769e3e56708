import { appendDurably } from "../disk/durable.ts";
import type { Address } from "../model/address.ts";

/** One JSON line: what is about to be written, or what became of it. Never a body, never a credential. */
export interface AuditEntry {
  readonly event: "run" | "intent" | "outcome" | "activation" | "refused";
  readonly digest: string;
  readonly address?: Address;
  readonly method?: string;
  readonly path?: string;
  readonly operation?: string;
  readonly status?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  readonly durationMs?: number;
  readonly error?: string;
  readonly detail?: string;
}

export interface AuditLog {
  write(entry: AuditEntry): void;
}

export interface Actor {
  readonly actor: string;
  /** Who or what approved, when that was given. */
  readonly approver?: string;
}

export const auditLog = (path: string, who: Actor, now: () => number): AuditLog => ({
  write: (entry) => appendDurably(path, JSON.stringify({ time: new Date(now()).toISOString(), ...who, ...entry })),
});
