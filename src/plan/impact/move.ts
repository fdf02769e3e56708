import { meaningOf } from "../../kinds/meaning.ts";
import type { Specs } from "../../kinds/specs.ts";
import type { Impact } from "../../model/change.ts";
import type { Domain } from "../domain.ts";
import type { OrderView } from "../order-change.ts";
import { isApart } from "./apart.ts";
import { decidesInstead } from "./strictness.ts";
import { impactOf, type Tendency } from "./tendency.ts";

/**
 * What a move does to traffic. It matters only past a rule that is on, decides otherwise and can match the same flow:
 * what both match is decided by the one that stands above afterwards.
 */
export const moveImpact = ({ kind, listing, judged }: Domain, view: OrderView, key: string, specs: Specs): Impact => {
  const own = judged.get(key)?.draft.after;
  if (own === undefined || !meaningOf(kind, own).on) return "neutral";
  const live = new Map(listing.objects.map((object) => [object.id, object]));
  const position = new Map(view.after.map((one, index) => [one, index]));
  const tendencies = view.passed(key).map((other): Tendency => {
    const object = live.get(other);
    const spec = judged.get(other)?.draft.after ?? (object === undefined ? {} : specs.of(kind, object));
    if (!meaningOf(kind, spec).on || isApart(kind, own, spec)) return "same";
    const isAbove = position.get(key)! < position.get(other)!;
    return isAbove ? decidesInstead(kind, spec, own) : decidesInstead(kind, own, spec);
  });
  return impactOf(tendencies);
};
