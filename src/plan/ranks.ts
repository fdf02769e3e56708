import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Listing } from "../model/live.ts";
import type { Step } from "../model/step.ts";
import type { Domain } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { placeAt, type RuleList, without } from "./rule-list.ts";

const lowest = 7;

/** Admin rank of every rule as it will be: existing ones keep theirs, new ones take a declared neighbour's. */
export const ranksOf = (
  kind: Kind,
  listing: Listing,
  declared: readonly (readonly [string, Draft])[],
): ReadonlyMap<string, number> => {
  const key = kind.order?.rank;
  if (key === undefined) return new Map();
  const ranks = new Map<string, number>(listing.objects.map(({ id, wire }) => [id, Number(wire[key] ?? lowest)]));
  for (const [rule, draft] of declared) {
    if (typeof draft.resource.spec.rank === "number") ranks.set(rule, draft.resource.spec.rank);
  }
  for (const [index, [rule]] of declared.entries()) {
    if (ranks.has(rule)) continue;
    const above = declared.slice(0, index).reverse();
    const neighbour = [...above, ...declared.slice(index + 1)].find(([key]) => ranks.has(key));
    ranks.set(rule, neighbour === undefined ? lowest : (ranks.get(neighbour[0]) ?? lowest));
  }
  return ranks;
};

/** A rule that the service would refuse, with the one it may not stand above or below. */
interface Broken {
  readonly upper: string;
  readonly lower: string;
}

type RankOf = (key: string) => number;

/** The service refuses to put a rule of worse rank above one of better rank. [vendor help, provider] */
const brokenBy = (list: RuleList, key: string, rankOf: RankOf): Broken | undefined => {
  const own = list.find((slot) => slot.key === key);
  if (own === undefined) return undefined;
  const above = list.filter(({ order }) => order < own.order).findLast((slot) => rankOf(slot.key) > rankOf(key));
  if (above !== undefined) return { upper: above.key, lower: key };
  const below = list.find((slot) => slot.order > own.order && rankOf(slot.key) < rankOf(key));
  return below === undefined ? undefined : { upper: key, lower: below.key };
};

/** Rules that are placed or get another rank; what others hold against theirs is the tenant's own matter. */
const isTouched = ({ moves, judged, kind }: Domain, key: string): boolean => {
  const draft = judged.get(key)?.draft;
  return (
    draft !== undefined && (draft.live === undefined || moves.has(key) || (kind.order?.rank ?? "") in draft.differing)
  );
};

/** Whether the order that is to be reached is one the service takes. */
export const checkRanks = (domain: Domain, nameOf: (key: string) => string): readonly Diagnostic[] => {
  if (domain.kind.order?.rank === undefined) return [];
  const rankOf: RankOf = (key) => domain.ranks.get(key) ?? lowest;
  const list = domain.arrangement.final;
  for (const { key } of list.filter((slot) => isTouched(domain, slot.key))) {
    const broken = brokenBy(list, key, rankOf);
    if (broken === undefined) continue;
    const { upper, lower } = broken;
    return [
      {
        severity: "error",
        code: "rank-conflict",
        message: `"${nameOf(upper)}" (rank ${rankOf(upper)}) would stand above "${nameOf(lower)}" (rank ${rankOf(lower)})`,
        source: domain.judged.get(key)!.draft.resource.source,
        hint: "rules of a better (lower) rank stand above those of a worse one; change the order or the rank",
      },
    ];
  }
  return [];
};

/** Ranks hold after every single write, too: each one is refused on its own. */
export const checkRankSteps = (
  { arrangement, kind, listing, judged }: Domain,
  steps: readonly Step[],
  nameOf: (key: string) => string,
): readonly Diagnostic[] => {
  const key = kind.order?.rank;
  if (key === undefined) return [];
  const ranks = new Map<string, number>(listing.objects.map(({ id, wire }) => [id, Number(wire[key] ?? lowest)]));
  let list = arrangement.list;
  for (const step of steps) {
    const rule = step.id ?? step.address;
    if (step.verb === "delete") {
      if (list.some((slot) => slot.key === rule)) list = without(list, rule);
      continue;
    }
    const rank = typeof step.set.rank === "number" ? step.set.rank : step.rank;
    if (rank !== undefined) ranks.set(rule, rank);
    const isThere = list.some((slot) => slot.key === rule && slot.order === step.order);
    if (step.order !== undefined && !isThere) list = placeAt(list, rule, step.order);
    else if (rank === undefined) continue;
    const broken = brokenBy(list, rule, (other) => ranks.get(other) ?? lowest);
    if (broken === undefined) continue;
    return [
      {
        severity: "error",
        code: "rank-conflict",
        message: `on the way, "${nameOf(broken.upper)}" would stand above "${nameOf(broken.lower)}" against their ranks`,
        ...(judged.get(rule) === undefined ? {} : { source: judged.get(rule)!.draft.resource.source }),
        hint: "change the ranks in a plan of their own, then the rest",
      },
    ];
  }
  return [];
};
