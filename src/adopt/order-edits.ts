import type { Edit, Spot } from "../documents/edit/edit.ts";
import { identityOf } from "../model/address.ts";
import type { Resource } from "../model/resource.ts";

/** A declared rule with the place it has in its file. */
export interface PlacedRule {
  readonly resource: Resource;
  readonly spot: Spot;
}

/** The edits of an order, by file; or undefined when rules would have to change their document. */
export type OrderEdits = ReadonlyMap<string, readonly Edit[]> | undefined;

const documentKey = ({ resource, spot }: PlacedRule): string => `${resource.source.file}\u0000${spot.document}`;

const isSameSet = (a: readonly PlacedRule[], b: readonly PlacedRule[]): boolean =>
  a.length === b.length && new Set([...a, ...b]).size === a.length;

/** Rules that stand in one document, in the order they are declared in; an order goes on from one document to the next. */
const runsOf = (declared: readonly PlacedRule[]): readonly (readonly PlacedRule[])[] => {
  const runs: PlacedRule[][] = [];
  for (const one of declared) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && documentKey(last[0]) === documentKey(one)) last.push(one);
    else runs.push([one]);
  }
  return runs;
};

const liveIn = (declared: readonly PlacedRule[], live: readonly string[]): readonly PlacedRule[] => {
  const byName = new Map(declared.map((one) => [identityOf(one.resource.name), one]));
  return live.flatMap((name) => byName.get(identityOf(name)) ?? []);
};

/** Rules that are live in their live order, in the places that live rules have; the others stay where they are. */
const inLiveOrder = (declared: readonly PlacedRule[], live: readonly string[]): readonly PlacedRule[] => {
  const ordered = liveIn(declared, live);
  const known = new Set(ordered);
  let next = 0;
  return declared.map((one) => (known.has(one) ? (ordered[next++] ?? one) : one));
};

/** Whether the declared rules stand in another order in the tenant. */
export const isReordered = (declared: readonly PlacedRule[], live: readonly string[]): boolean =>
  inLiveOrder(declared, live).some((one, index) => one !== declared[index]);

/**
 * Puts the rules of each document into their live order.
 *
 * @param declared the rules of a kind, in the order Git says
 * @param live names of all live rules, top first
 */
export const orderEdits = (declared: readonly PlacedRule[], live: readonly string[]): OrderEdits => {
  const wanted = inLiveOrder(declared, live);
  const edits = new Map<string, Edit[]>();
  let at = 0;
  for (const run of runsOf(declared)) {
    const part = wanted.slice(at, at + run.length);
    at += run.length;
    if (!isSameSet(run, part)) return undefined;
    const [first] = run;
    if (first === undefined || part.every((one, index) => one === run[index])) continue;
    const { file } = first.resource.source;
    const sequence = part.map(({ spot }) => spot.resource);
    edits.set(file, [...(edits.get(file) ?? []), { do: "order", document: first.spot.document, sequence }]);
  }
  return edits;
};
