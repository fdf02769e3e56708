import { identityOf, type KindName } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { Position } from "../model/position.ts";

/** New name of a rule by its old one, both as identities. */
export type Renames = ReadonlyMap<string, string>;

/** The declared rules of one kind in their order, as identities of the names they end with. */
export const sequenceOf = (desired: DesiredState, kind: KindName, renames: Renames): readonly string[] =>
  (desired.order.get(kind) ?? []).map(({ name }) => lastName(identityOf(name), renames));

const lastName = (name: string, renames: Renames): string => {
  let current = name;
  // A circle of renames is an error elsewhere; it must not hang here.
  for (let steps = 0; steps < renames.size && renames.has(current); steps += 1) current = renames.get(current)!;
  return current;
};

/** Whether the rules that both sequences hold stand in one order. */
export const isSameSequence = (a: readonly string[], b: readonly string[]): boolean => {
  const [inA, inB] = [new Set(a), new Set(b)];
  const left = a.filter((name) => inB.has(name));
  const right = b.filter((name) => inA.has(name));
  return left.every((name, index) => name === right[index]);
};

const positionText = (position: Position): string => JSON.stringify(position);

/** Documents that moved among undeclared rules: their first rule and position. */
export const anchorsOf = (desired: DesiredState, kind: KindName): string =>
  JSON.stringify(
    (desired.anchors.get(kind) ?? []).map(({ position, first }) => [
      identityOf(desired.order.get(kind)?.[first]?.name ?? ""),
      positionText(position),
    ]),
  );
