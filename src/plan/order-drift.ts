import { identityOf, orderAddress } from "../model/address.ts";
import type { Untouched } from "../model/plan.ts";
import { isSameSequence } from "../scope/sequence.ts";
import type { Claims } from "./claims.ts";
import type { Ordered } from "./ordered.ts";

const liveNames = ({ view, names }: Ordered): readonly string[] =>
  view.before.filter(names.isDeclared).map(names.nameOf);

/** Whether the declared rules stand in an order that Git has never said, at the base or after it. */
export const isOrderDrifted = (ordered: Ordered, claims: Claims): boolean => {
  const { kind } = ordered.domain;
  const said = claims.scope.sequences(kind.name);
  if (said.length === 0 || claims.isOurOrder(kind)) return false;
  const live = liveNames(ordered).map(identityOf);
  return !said.some((sequence) => isSameSequence(sequence, live));
};

/** An order that is left as somebody made it, told from both sides; rules that both hold. */
export const untouchedOrder = (ordered: Ordered, claims: Claims): Untouched => {
  const { kind, arrangement } = ordered.domain;
  const live = liveNames(ordered);
  const here = new Set(arrangement.list.map(({ key }) => key));
  const git = arrangement.declared.filter(({ key }) => here.has(key)).map(({ key }) => ordered.names.nameOf(key));
  const base = claims.scope.baseSequence(kind.name);
  const known = new Set(base);
  const only = (names: readonly string[]): readonly string[] => names.filter((name) => known.has(identityOf(name)));
  return {
    address: orderAddress(kind.name),
    fields: [{ path: "order", before: only(live), after: only(git), added: [], removed: [] }],
  };
};
