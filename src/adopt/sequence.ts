/** One entry of a document's list: a resource at the place it has, or one that is new. */
export type Entry<T> =
  | { readonly place: number; readonly id: string | undefined }
  | { readonly fresh: T; readonly id: string };

/** The entries of one document, with the ids of their live objects; what is not live has none. */
export type Lists<T> = readonly (readonly Entry<T>[])[];

interface At {
  readonly list: number;
  readonly entry: number;
}

/** The entry whose rule stands lowest above the given one, or, for want of one, highest below it. */
const neighbour = <T>(
  lists: Lists<T>,
  rank: number,
  rankOf: (id: string) => number,
): (At & { readonly side: 0 | 1 }) | undefined => {
  let above: (At & { readonly rank: number }) | undefined;
  let below: (At & { readonly rank: number }) | undefined;
  for (const [list, entries] of lists.entries()) {
    for (const [entry, { id }] of entries.entries()) {
      if (id === undefined) continue;
      const own = rankOf(id);
      if (own < rank && (above === undefined || own > above.rank)) above = { list, entry, rank: own };
      if (own > rank && (below === undefined || own < below.rank)) below = { list, entry, rank: own };
    }
  }
  return above !== undefined ? { ...above, side: 1 } : below !== undefined ? { ...below, side: 0 } : undefined;
};

/** Puts new rules beside their live neighbours, whichever document holds them; without one, last in the last document. */
export const insert = <T>(
  lists: Lists<T>,
  added: readonly { readonly fresh: T; readonly id: string }[],
  rankOf: (id: string) => number,
): Lists<T> => {
  const filled = lists.map((entries) => [...entries]);
  for (const one of added) {
    const found = neighbour(filled, rankOf(one.id), rankOf);
    if (found === undefined) filled.at(-1)?.push(one);
    else filled[found.list]?.splice(found.entry + found.side, 0, one);
  }
  return filled;
};

/** The order of the tenant; what is not live stays behind the entry it stood behind. */
export const inLiveOrder = <T>(entries: readonly Entry<T>[], rankOf: (id: string) => number): readonly Entry<T>[] => {
  const groups: { readonly rank: number; readonly entries: Entry<T>[] }[] = [{ rank: -1, entries: [] }];
  for (const entry of entries) {
    if (entry.id === undefined) groups.at(-1)?.entries.push(entry);
    else groups.push({ rank: rankOf(entry.id), entries: [entry] });
  }
  return groups.toSorted((a, b) => a.rank - b.rank).flatMap((group) => group.entries);
};

/** Whether the lists, one after the other, are in the order of the tenant. */
export const isInLiveOrder = <T>(lists: Lists<T>, rankOf: (id: string) => number): boolean => {
  const ranks = lists.flat().flatMap(({ id }) => (id === undefined ? [] : [rankOf(id)]));
  return ranks.every((rank, index) => index === 0 || (ranks[index - 1] ?? 0) < rank);
};
