import { afterWrite, bodyOf } from "../../src/apply/body.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { OrderFacts } from "../../src/kinds/kind.ts";
import { identityOf, type KindName } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { LiveState } from "../../src/model/live.ts";
import type { Step } from "../../src/model/step.ts";
import { buildNames } from "../../src/state/names.ts";
import type { Tenant } from "../plan/given.ts";
import { must, mustEqual } from "./worlds.ts";

/** A tenant that stores what it is sent: objects by id, and for rules their order. */
export interface Store {
  run(steps: readonly Step[]): void;
  tenant(): Tenant;
}

type Wire = Record<string, unknown>;

const keyOf = (kind: string, name: string): string => `${kind}\u0000${identityOf(name)}`;

/** Rules with a place of their own, in order; catch-alls keep theirs. */
const placedIn = (rows: readonly Wire[], { key }: OrderFacts): Wire[] =>
  rows
    .filter((row) => Number(row[key]) >= 1 && row.defaultRule !== true)
    .sort((a, b) => Number(a[key]) - Number(b[key]));

/** Numbers as each product writes them: ZIA as numbers, ZPA as texts. */
const renumber = (rows: readonly Wire[], { key, writes }: OrderFacts): void =>
  rows.forEach((row, at) => {
    row[key] = writes === "bulk" ? String(at + 1) : at + 1;
  });

/** Orders are dense here, so a number is a place: inserting shifts what stands there, leaving closes the gap. */
const putAt = (rows: readonly Wire[], row: Wire, number: number, order: OrderFacts): void => {
  const others = placedIn(rows, order).filter((other) => other !== row);
  must(number >= 1 && number <= others.length + 1, () => `no rule can stand at ${number}`);
  renumber([...others.slice(0, number - 1), row, ...others.slice(number - 1)], order);
};

export const storeOf = (live: LiveState): Store => {
  const rows = new Map<KindName, Map<string, Wire>>(
    [...live.listings].map(([kind, { objects }]) => [kind, new Map(objects.map(({ id, wire }) => [id, { ...wire }]))]),
  );
  const names = buildNames(live);
  const made = new Map<string, string>();
  let next = 9000;
  const all = (kind: KindName): readonly Wire[] => [...rows.get(kind)!.values()];
  const idOf = (kind: KindName, name: string): string => {
    const id = names.find(kind, name)[0]?.id ?? made.get(keyOf(kind, name));
    must(id !== undefined && rows.get(kind)!.has(id), () => `${kind}:${name} is named before it exists`);
    return id!;
  };
  const reorder = ({ kind, sequence = [] }: Step): void => {
    const { order } = kindOf(kind);
    const stored = rows.get(kind)!;
    const ids = sequence.map((key) => made.get(keyOf(kind, key.slice(key.indexOf(":") + 1))) ?? key);
    const places = ids.map((id) => stored.get(id)!).filter((row) => row.defaultRule !== true);
    const standing = placedIn(all(kind), order!);
    mustEqual("a reorder names all rules", places.map(({ id }) => id).sort(), standing.map(({ id }) => id).sort());
    renumber(places, order!);
  };
  const create = (step: Step): void => {
    const kind = kindOf(step.kind);
    next += 1;
    const id = kind.name === "zia/url-category" ? `CUSTOM_${next}` : String(next);
    const row: Wire = { ...bodyOf(kind, step, undefined, idOf), id };
    rows.get(kind.name)!.set(id, row);
    made.set(keyOf(kind.name, step.name!), id);
    if (kind.order?.writes === "numbered") putAt(all(kind.name), row, Number(row[kind.order.key]), kind.order);
    if (kind.order?.writes === "bulk") row[kind.order.key] = String(placedIn(all(kind.name), kind.order).length + 1);
  };
  /** A full replacement: what the body leaves out is gone, except what the service owns. */
  const update = (step: Step): void => {
    const kind = kindOf(step.kind);
    const row = rows.get(kind.name)!.get(step.id!);
    must(row !== undefined, () => `${step.address} is written after it is gone`);
    const body = bodyOf(kind, step, row as JsonObject, idOf);
    const kept = Object.fromEntries(Object.entries(row!).filter(([key]) => kind.readOnly.includes(key)));
    const after: Wire = { ...afterWrite(kept as JsonObject, body), id: row!.id };
    const number = Number(after[kind.order?.key ?? ""]);
    const old = row![kind.order?.key ?? ""];
    for (const key of Object.keys(row!)) delete row![key];
    Object.assign(row!, after);
    if (kind.order === undefined) return;
    row![kind.order.key] = old;
    if (kind.order.writes === "numbered" && Number(old) !== number) putAt(all(kind.name), row!, number, kind.order);
  };
  const remove = (step: Step): void => {
    const { order } = kindOf(step.kind);
    must(rows.get(step.kind)!.delete(step.id!), () => `${step.address} is deleted twice`);
    if (order !== undefined) renumber(placedIn(all(step.kind), order), order);
  };
  const verbs = { create, update, delete: remove, reorder, activate: () => undefined };
  return {
    run: (steps) => {
      for (const step of steps) verbs[step.verb](step);
    },
    tenant: () => Object.fromEntries([...rows].map(([kind, stored]) => [kind, [...stored.values()] as JsonObject[]])),
  };
};
