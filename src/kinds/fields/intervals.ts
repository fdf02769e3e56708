/** Closed intervals [from, to] over integers; the algebra behind ports and IP addresses. */
export type Interval = readonly [bigint, bigint];

/** Sorted, touching ones joined. */
export const merge = (intervals: readonly Interval[]): readonly Interval[] => {
  const sorted = [...intervals].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const merged: [bigint, bigint][] = [];
  for (const [from, to] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1n) last[1] = to > last[1] ? to : last[1];
    else merged.push([from, to]);
  }
  return merged;
};

export const intersect = (a: readonly Interval[], b: readonly Interval[]): readonly Interval[] => {
  const shared: Interval[] = [];
  for (const [from, to] of merge(a)) {
    for (const [start, end] of merge(b)) {
      const low = from > start ? from : start;
      const high = to < end ? to : end;
      if (low <= high) shared.push([low, high]);
    }
  }
  return merge(shared);
};

/** Every number of a is in b. */
export const isWithin = (a: readonly Interval[], b: readonly Interval[]): boolean => {
  const around = merge(b);
  return merge(a).every(([from, to]) => around.some(([start, end]) => start <= from && to <= end));
};

/** The numbers of a that are not in b. */
export const subtract = (a: readonly Interval[], b: readonly Interval[]): readonly Interval[] => {
  let left = merge(a);
  for (const [start, end] of b) {
    left = left.flatMap(([from, to]): readonly Interval[] => {
      if (end < from || start > to) return [[from, to]];
      const below: readonly Interval[] = from < start ? [[from, start - 1n]] : [];
      return end < to ? [...below, [end + 1n, to]] : below;
    });
  }
  return left;
};
