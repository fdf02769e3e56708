import type { Kind } from "../kinds/kind.ts";
import { type KindName, productOf } from "../model/address.ts";
import { kindOfDomain } from "../model/domain.ts";
import type { LiveState } from "../model/live.ts";
import { type KindStates, kindStates, type Moment, type Surprise, surprises } from "./expected.ts";
import type { Reread, RunInput } from "./input.ts";
import { type Ledger, sequenceIds } from "./ledger.ts";

export const describe = (found: readonly Surprise[]): string => {
  const named = found.slice(0, 5).map(({ kind, name, what }) => `${kind}:${name} ${what}`);
  return `somebody else wrote to ZIA meanwhile (${named.join("; ")}${found.length > 5 ? `; and ${found.length - 5} more` : ""})`;
};

export interface Watch {
  readonly kinds: readonly Kind[];
  readonly states: ReadonlyMap<KindName, KindStates>;
}

/** What the states of a run follow from. */
export type Watched = Pick<RunInput, "plan" | "steps" | "live" | "nameOf" | "kindOf" | "restore">;

/** Every kind that was read, with the states it may be in if nobody but this run writes. */
export const watchOf = (input: Watched, only: (name: KindName) => boolean): Watch => {
  const kinds = [...input.live.listings.keys()].filter(only).map(input.kindOf);
  const moved = new Set(
    input.plan.changes
      .filter(({ fields, id }) => id !== null && fields.some(({ path }) => path === "position"))
      .map(({ id }) => id!),
  );
  return {
    kinds,
    states: new Map(
      kinds.map((kind) => [
        kind.name,
        kindStates({
          kind,
          listing: input.live.listings.get(kind.name)!,
          steps: input.steps,
          moved,
          nameOf: input.nameOf,
          restore: input.restore,
        }),
      ]),
    ),
  };
};

/** What neither the reading nor our own writes explain. */
export const foreign = ({ live, nameOf }: Reread, watch: Watch, moment: Moment): readonly Surprise[] =>
  watch.kinds.flatMap((kind) => {
    const listing = live.listings.get(kind.name);
    const states = watch.states.get(kind.name);
    return listing === undefined || states === undefined ? [] : surprises(kind, states, listing, moment, nameOf);
  });

/**
 * Rules that do not stand where the plan puts them. Part of the renumbering we play through is inferred, so the result
 * is looked at before it goes live.
 */
export const misplaced = (input: RunInput, ledger: Ledger, live: LiveState): readonly string[] =>
  [...input.finalOrders].flatMap(([name, keys]) => {
    const kind = input.kindOf(kindOfDomain(name));
    const listing = live.listings.get(kind.name);
    if (listing === undefined || kind.order === undefined || productOf(kind.name) !== "zia") return [];
    const orders = new Map(listing.objects.map(({ id, wire }) => [id, Number(wire[kind.order?.key ?? ""])]));
    const names = new Map(listing.objects.map((object) => [object.id, object.name]));
    const ids = sequenceIds(keys, ledger).filter((id) => orders.has(id));
    return ids
      .filter((id, index) => index > 0 && orders.get(id)! < orders.get(ids[index - 1]!)!)
      .map((id) => names.get(id) ?? id);
  });

export const isWritableZia =
  (input: RunInput) =>
  (name: KindName): boolean =>
    productOf(name) === "zia" && input.kindOf(name).writable;
