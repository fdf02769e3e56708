import { type Address, identityOf, type KindName } from "../model/address.ts";
import type { JsonObject } from "../model/json.ts";
import type { Step } from "../model/step.ts";

/** What is known of the tenant as writes go by. */
export interface Ledger {
  readonly wires: Map<Address, JsonObject>;
  readonly ids: Map<string, string>;
  /** Objects that are deleted by now, by `goneKey`. */
  readonly gone: Set<string>;
  readonly done: Set<Step>;
  readonly converged: Set<Step>;
  readonly failed: Map<Step, string>;
  /** Failed writes that may have landed all the same. */
  readonly unknown: Set<Step>;
  writes: number;
}

/** Addresses name one object as names do: without case, trimmed. */
export const keyOf = (address: string): string => identityOf(address);

export const emptyLedger = (): Ledger => ({
  wires: new Map(),
  ids: new Map(),
  gone: new Set(),
  done: new Set(),
  converged: new Set(),
  failed: new Map(),
  unknown: new Set(),
  writes: 0,
});

export const isWritten = (ledger: Ledger, step: Step): boolean => ledger.done.has(step) || ledger.converged.has(step);

export const idOfStep = (step: Step, ledger: Ledger): string | null =>
  step.id ?? ledger.ids.get(keyOf(step.address)) ?? null;

const goneKey = (kind: KindName, id: string): string => `${kind}\u0000${id}`;

/** From here on no name leads to the object any more. */
export const forget = (ledger: Ledger, { kind, address, id }: Step): void => {
  ledger.gone.add(goneKey(kind, id ?? ""));
  ledger.wires.delete(address);
};

export const isGone = (ledger: Ledger, kind: KindName, id: string): boolean => ledger.gone.has(goneKey(kind, id));

/** All rules in their new order by id; new ones have theirs by now. */
export const sequenceIds = (keys: readonly string[], ledger: Ledger): readonly string[] =>
  keys.map((key) => ledger.ids.get(keyOf(key)) ?? key);
