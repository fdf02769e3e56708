import { identityOf, type KindName } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";

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

/** Where among undeclared rules each rule's document stands, by identity of the rule; without a position, nowhere. */
const positionsOf = (desired: DesiredState, kind: KindName, renames: Renames): ReadonlyMap<string, string> => {
  const sequence = sequenceOf(desired, kind, renames);
  const positions = new Map(sequence.map((name) => [name, ""]));
  for (const { position, first, count } of desired.anchors.get(kind) ?? []) {
    for (const name of sequence.slice(first, first + count)) positions.set(name, JSON.stringify(position));
  }
  return positions;
};

/** Whether two moments put the rules that both declare in one order, and their documents in one place. */
export const isSameOrder = (a: DesiredState, b: DesiredState, kind: KindName, renames: Renames): boolean => {
  if (!isSameSequence(sequenceOf(a, kind, renames), sequenceOf(b, kind, renames))) return false;
  const now = positionsOf(b, kind, renames);
  return [...positionsOf(a, kind, renames)].every(([name, position]) => (now.get(name) ?? position) === position);
};
