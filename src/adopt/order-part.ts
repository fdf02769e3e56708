import { identityOf } from "../model/address.ts";
import { type DomainName, orderAddress } from "../model/domain.ts";
import type { Ground, Part } from "./input.ts";
import { isReordered, orderEdits, type PlacedRule } from "./order-edits.ts";
import { already, conflict, mixed, unbounded } from "./reasons.ts";

/** A rule that would have to be moved back, although the declared rules stand in Git's order among themselves. */
const movedAlone = ({ plan, declared }: Ground, rules: readonly PlacedRule[]) => {
  const names = new Set(rules.map(({ resource }) => identityOf(resource.name)));
  return plan.changes
    .filter(({ kind, action }) => kind === rules[0]?.resource.kind && action === "update")
    .filter(({ name, fields }) => names.has(identityOf(name)) && fields.some(({ path }) => path === "position"))
    .flatMap(({ kind, name }) => declared(kind, name) ?? [])[0];
};

/** What becomes of the order of one rule list. */
export const orderPart = (ground: Ground, domain: DomainName, live: readonly string[]): Part => {
  const rules = (ground.head.order.get(domain) ?? []).map(
    (resource): PlacedRule => ({ resource, spot: ground.spotOf(resource) }),
  );
  const address = orderAddress(domain);
  const first = rules[0]?.resource;
  const isChanged = ground.scope.hasBase && ground.scope.orderCauseOf(domain) === "commit";
  if (!isReordered(rules, live)) {
    const moved = movedAlone(ground, rules);
    if (moved === undefined) return {};
    return isChanged ? { left: already(address, moved) } : { refused: unbounded(address, moved) };
  }
  if (isChanged) return { refused: conflict(address, first) };
  const edits = orderEdits(rules, live);
  if (edits === undefined) return { refused: mixed(domain, first) };
  return { adopted: [...edits.keys()].map((file) => ({ address, what: "reordered", file })), edits };
};
