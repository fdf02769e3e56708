import { identityOf } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { DomainName } from "../model/domain.ts";

/** New name of a rule by its old one, both as identities. */
export type Renames = ReadonlyMap<string, string>;

/** The declared rules of one domain in their order, as identities of the names they end with. */
export const sequenceOf = (desired: DesiredState, domain: DomainName, renames: Renames): readonly string[] =>
  (desired.order.get(domain) ?? []).map(({ name }) => lastName(identityOf(name), renames));

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
const positionsOf = (desired: DesiredState, domain: DomainName, renames: Renames): ReadonlyMap<string, string> => {
  const sequence = sequenceOf(desired, domain, renames);
  const positions = new Map(sequence.map((name) => [name, ""]));
  for (const { position, first, count } of desired.anchors.get(domain) ?? []) {
    for (const name of sequence.slice(first, first + count)) positions.set(name, JSON.stringify(position));
  }
  return positions;
};

/** The rules above one that another moment knows as well. */
const above = (sequence: readonly string[], rule: string, known: ReadonlySet<string>): readonly string[] =>
  sequence.slice(0, sequence.indexOf(rule)).filter((name) => known.has(name));

/** Whether the rules that both moments declare stand on the same side of one of them, and its document in one place. */
export const isSamePlace = (a: DesiredState, b: DesiredState, domain: DomainName, name: string): boolean => {
  const rule = identityOf(name);
  const none: Renames = new Map();
  const [was, is] = [sequenceOf(a, domain, none), sequenceOf(b, domain, none)];
  const [inA, inB] = [new Set(was), new Set(is)];
  if (!inA.has(rule) || !inB.has(rule)) return true;
  const before = new Set(above(was, rule, inB));
  const now = above(is, rule, inA);
  if (before.size !== now.length || !now.every((one) => before.has(one))) return false;
  return positionsOf(a, domain, none).get(rule) === positionsOf(b, domain, none).get(rule);
};

/** Whether two moments put the rules that both declare in one order, and their documents in one place. */
export const isSameOrder = (a: DesiredState, b: DesiredState, domain: DomainName, renames: Renames): boolean => {
  if (!isSameSequence(sequenceOf(a, domain, renames), sequenceOf(b, domain, renames))) return false;
  const now = positionsOf(b, domain, renames);
  return [...positionsOf(a, domain, renames)].every(([name, position]) => (now.get(name) ?? position) === position);
};
