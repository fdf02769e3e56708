/** In one order, whatever order the service answers in: of several entries the first one is told. */
export const byKey = <V>(entries: ReadonlyMap<string, V>): ReadonlyMap<string, V> =>
  new Map([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Two objects that meet in one or more entries: the first entry is told, the others are counted. */
export interface Meeting<K, T> {
  readonly one: K;
  readonly other: K;
  readonly first: T;
  readonly more: number;
}

/** Collects entries in which objects meet, one result for each pair. */
export interface Meetings<K, T> {
  add(one: K, other: K, entry: T): void;
  all(): readonly Meeting<K, T>[];
}

/** An object that meets everybody is told with its first few partners. */
const manyPartners = 3;

export const collectMeetings = <K, T>(): Meetings<K, T> => {
  const found = new Map<K, Map<K, Meeting<K, T>>>();
  return {
    add(one, other, entry) {
      const partners = found.get(one) ?? new Map<K, Meeting<K, T>>();
      found.set(one, partners);
      const known = partners.get(other);
      if (known !== undefined) partners.set(other, { ...known, more: known.more + 1 });
      else if (partners.size < manyPartners) partners.set(other, { one, other, first: entry, more: 0 });
    },
    all: () => [...found.values()].flatMap((partners) => [...partners.values()]),
  };
};

/** ` and 2 more` behind what is told. */
export const andMore = (more: number): string => (more === 0 ? "" : ` and ${more} more`);
