/** One entry of a document's list: a resource at the place it has, or one that is new. */
export type Entry<T> =
  | { readonly place: number; readonly id: string | undefined }
  | { readonly fresh: T; readonly id: string };

/** The entries of one document, with the ids of their live objects; what is not live has none. */
export type Lists<T> = readonly (readonly Entry<T>[])[];

/** Where a live rule stands: in which of the kind's orders, and how far down. */
export interface Standing {
  readonly domain: string;
  readonly rank: number;
}

export type StandingOf = (id: string) => Standing;

interface At {
  readonly list: number;
  readonly entry: number;
  readonly rank: number;
}

/** The entry whose rule stands lowest above the given one, or, for want of one, highest below it. */
const neighbour = <T>(
  lists: Lists<T>,
  one: Standing,
  standingOf: StandingOf,
): (At & { readonly side: 0 | 1 }) | undefined => {
  let above: At | undefined;
  let below: At | undefined;
  for (const [list, entries] of lists.entries()) {
    for (const [entry, { id }] of entries.entries()) {
      if (id === undefined) continue;
      const { domain, rank } = standingOf(id);
      if (domain !== one.domain) continue;
      if (rank < one.rank && (above === undefined || rank > above.rank)) above = { list, entry, rank };
      if (rank > one.rank && (below === undefined || rank < below.rank)) below = { list, entry, rank };
    }
  }
  return above !== undefined ? { ...above, side: 1 } : below !== undefined ? { ...below, side: 0 } : undefined;
};

/** Puts new rules beside their live neighbours, whichever document holds them; without one, last in the last document. */
export const insert = <T>(
  lists: Lists<T>,
  added: readonly { readonly fresh: T; readonly id: string }[],
  standingOf: StandingOf,
): Lists<T> => {
  const filled = lists.map((entries) => [...entries]);
  for (const one of added) {
    const found = neighbour(filled, standingOf(one.id), standingOf);
    if (found === undefined) filled.at(-1)?.push(one);
    else filled[found.list]?.splice(found.entry + found.side, 0, one);
  }
  return filled;
};

/** A rule with what is not live behind it. */
interface Group<T> {
  readonly standing: Standing;
  readonly entries: Entry<T>[];
}

/**
 * The order of the tenant; what is not live stays behind the entry it stood behind. Of several orders each has the places
 * it had: how they lie between each other is the author's.
 */
export const inLiveOrder = <T>(entries: readonly Entry<T>[], standingOf: StandingOf): readonly Entry<T>[] => {
  const first: Entry<T>[] = [];
  const groups: Group<T>[] = [];
  for (const entry of entries) {
    if (entry.id !== undefined) groups.push({ standing: standingOf(entry.id), entries: [entry] });
    else (groups.at(-1)?.entries ?? first).push(entry);
  }
  const sorted = groups.toSorted((a, b) => a.standing.rank - b.standing.rank);
  const next = new Map<string, number>();
  const own = (domain: string): readonly Entry<T>[] => {
    const at = next.get(domain) ?? 0;
    next.set(domain, at + 1);
    return sorted.filter(({ standing }) => standing.domain === domain)[at]?.entries ?? [];
  };
  const isOne = groups.every(({ standing }) => standing.domain === groups[0]?.standing.domain);
  const ordered = isOne ? sorted.map((group) => group.entries) : groups.map(({ standing }) => own(standing.domain));
  return [...first, ...ordered.flat()];
};

/** Whether the lists, one after the other, hold each order as the tenant does. */
export const isInLiveOrder = <T>(lists: Lists<T>, standingOf: StandingOf): boolean => {
  const lowest = new Map<string, number>();
  return lists.flat().every(({ id }) => {
    if (id === undefined) return true;
    const { domain, rank } = standingOf(id);
    const isBelow = rank > (lowest.get(domain) ?? -1);
    lowest.set(domain, rank);
    return isBelow;
  });
};
