import { identityOf } from "../model/address.ts";
import { orderAddress } from "../model/domain.ts";
import type { Untouched } from "../model/plan.ts";
import { isSameSequence } from "../scope/sequence.ts";
import type { Claims } from "./claims.ts";
import { firstLongestIncreasing } from "./lis.ts";
import type { Ordered } from "./ordered.ts";

const liveNames = ({ view, names }: Ordered): readonly string[] =>
  view.before.filter(names.isDeclared).map(names.nameOf);

/** Whether the declared rules stand in an order that Git has never said, at the base or after it. */
export const isOrderDrifted = (ordered: Ordered, claims: Claims): boolean => {
  const { name } = ordered.domain;
  const said = claims.scope.sequences(name);
  if (said.length === 0 || claims.isOurOrder(name)) return false;
  const live = liveNames(ordered).map(identityOf);
  return !said.some((sequence) => isSameSequence(sequence, live));
};

const placeIn = (names: readonly string[], name: string): string => {
  const at = names.findIndex((other) => identityOf(other) === identityOf(name));
  return at === 0 ? "first" : `after "${names[at - 1]}"`;
};

/** An order that is left as somebody made it, told by the rules that would have to move to stand as Git says. */
export const untouchedOrder = (ordered: Ordered, claims: Claims): Untouched => {
  const { domain } = ordered;
  const base = claims.scope.baseSequence(domain.name);
  const live = liveNames(ordered).filter((name) => base.includes(identityOf(name)));
  const byIdentity = new Map(live.map((name) => [identityOf(name), name]));
  const git = base.flatMap((name) => byIdentity.get(name) ?? []);
  const staying = new Set(firstLongestIncreasing(git.map((name) => live.indexOf(name))));
  const moved = git.filter((_, index) => !staying.has(index));
  return {
    address: orderAddress(domain.name),
    fields: moved.map((name) => ({
      path: `place of "${name}"`,
      before: placeIn(live, name),
      after: placeIn(git, name),
    })),
  };
};
