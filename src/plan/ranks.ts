import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Listing } from "../model/live.ts";
import type { Step } from "../model/step.ts";
import type { Domain } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { placeAt, type RuleList } from "./rule-list.ts";

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

/** The service refuses a rule of worse rank above one of better rank. [vendor help, provider] */
export const checkRanks = (
  after: readonly string[],
  ranks: ReadonlyMap<string, number>,
  nameOf: (key: string) => string,
  draftOf: (key: string) => Draft | undefined,
): readonly Diagnostic[] => {
  for (const [index, key] of after.entries()) {
    const next = after[index + 1];
    if (next === undefined) continue;
    const [rank, below] = [ranks.get(key) ?? lowest, ranks.get(next) ?? lowest];
    if (rank <= below) continue;
    const draft = draftOf(key) ?? draftOf(next);
    return [
      {
        severity: "error",
        code: "rank-conflict",
        message: `"${nameOf(key)}" (rank ${rank}) would stand above "${nameOf(next)}" (rank ${below})`,
        ...(draft === undefined ? {} : { source: draft.resource.source }),
        hint: "rules of a better (lower) rank stand above those of a worse one; change the order or the rank",
      },
    ];
  }
  return [];
};

/** The first pair that stands in an order the service refuses. */
const brokenPair = (list: RuleList, ranks: ReadonlyMap<string, number>): readonly [string, string] | undefined => {
  const at = list.findIndex(({ key }, index) => {
    const next = list[index + 1];
    return next !== undefined && (ranks.get(key) ?? lowest) > (ranks.get(next.key) ?? lowest);
  });
  return at < 0 ? undefined : [list[at]!.key, list[at + 1]!.key];
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
  if (brokenPair(list, ranks) !== undefined) return [];
  for (const step of steps) {
    const rule = step.id ?? step.address;
    const rank = typeof step.set.rank === "number" ? step.set.rank : step.rank;
    if (rank !== undefined) ranks.set(rule, rank);
    const isThere = list.some((slot) => slot.key === rule && slot.order === step.order);
    if (step.order !== undefined && !isThere) list = placeAt(list, rule, step.order);
    const broken = brokenPair(list, ranks);
    if (broken === undefined) continue;
    return [
      {
        severity: "error",
        code: "rank-conflict",
        message: `on the way, "${nameOf(broken[0])}" would stand above "${nameOf(broken[1])}" against their ranks`,
        ...(judged.get(rule) === undefined ? {} : { source: judged.get(rule)!.draft.resource.source }),
        hint: "change the ranks in a plan of their own, then the rest",
      },
    ];
  }
  return [];
};
