import { randomUUID } from "node:crypto";
import type { Actor } from "./actor.ts";
import type { Clock } from "./clock.ts";
import type { Wire } from "./json.ts";
import type { Settings } from "./settings.ts";
import type { AuditEntry, Tenant } from "./tenant.ts";

/** One report slot per tenant (documented). */
export interface AuditReport {
  readonly filter: Wire;
  readonly entries: readonly AuditEntry[];
  polls: number;
}

/** Everything a handler may look at: the tenant, the switches, time and chance. */
export interface World {
  tenant: Tenant;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: () => number;
  /** The API client whose calls are being answered. */
  readonly actor: Actor;
  /** The audit report requested last. */
  report: AuditReport | undefined;
  /** Polls an activation still takes. */
  pendingPolls: number;
  /** Fields every new object is born with. */
  extraFields(): Wire;
  /** Settles when the setting that blocks ZIA writes goes off. */
  editLockReleased(): Promise<void>;
  isEditLocked(): boolean;
}

/** A copy in random order, or in the given one while the `shuffle` setting is off. */
export function shuffled<T>(world: Pick<World, "settings" | "random">, list: readonly T[]): T[] {
  const copy = [...list];
  if (!world.settings.shuffle) return copy;
  for (let last = copy.length - 1; last > 0; last--) {
    const pick = Math.floor(world.random() * (last + 1));
    [copy[last], copy[pick]] = [copy[pick] as T, copy[last] as T];
  }
  return copy;
}

/** The same world with every list in its stored order: for the control plane. */
export const calm = (world: World): World => ({
  ...world,
  tenant: world.tenant,
  settings: { ...world.settings, shuffle: false },
});

export const traceId = (): string => randomUUID();

/** A number that scatters ids: a stable order that is neither by id nor by name. */
export function scatter(id: string): number {
  let value = 2166136261;
  for (let index = 0; index < id.length; index++) {
    value = Math.imul(value ^ id.charCodeAt(index), 16777619);
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 12)) >>> 0;
}
