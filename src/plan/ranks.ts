import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Listing } from "../model/live.ts";
import type { Draft } from "./draft.ts";

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
