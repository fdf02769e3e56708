import { type KindName, orderAddress } from "../model/address.ts";
import type { Ground, Part } from "./input.ts";
import { isReordered, orderEdits, type Placed } from "./order.ts";
import { already, conflict, mixed, unbounded } from "./reasons.ts";

/** A rule that would have to be moved back, although the declared rules stand in Git's order among themselves. */
const movedAlone = ({ plan, declared }: Ground, kind: KindName) =>
  plan.changes
    .filter((change) => change.kind === kind && change.action === "update")
    .filter(({ fields }) => fields.some(({ path }) => path === "position"))
    .flatMap(({ name }) => declared(kind, name) ?? [])[0];

/** What becomes of the order of one rule list. */
export const orderPart = (ground: Ground, kind: KindName, live: readonly string[]): Part => {
  const rules = (ground.head.order.get(kind) ?? []).map(
    (resource): Placed => ({ resource, spot: ground.spotOf(resource) }),
  );
  const address = orderAddress(kind);
  const first = rules[0]?.resource;
  const isChanged = ground.scope.hasBase && ground.scope.orderCauseOf(kind) === "commit";
  if (!isReordered(rules, live)) {
    const moved = movedAlone(ground, kind);
    if (moved === undefined) return {};
    return isChanged ? { left: already(address, moved) } : { refused: unbounded(address, moved) };
  }
  if (isChanged) return { refused: conflict(address, first) };
  const edits = orderEdits(rules, live);
  if (edits === undefined) return { refused: mixed(kind, first) };
  return { adopted: [...edits.keys()].map((file) => ({ address, what: "reordered", file })), edits };
};
