/**
 * The longest increasing subsequence that comes first: of all longest ones, the one whose first difference from the
 * others takes the earlier entry.
 *
 * @param values live positions in declared order; equal values cannot both be kept
 * @returns indexes into `values`, ascending
 */
export const firstLongestIncreasing = (values: readonly number[]): readonly number[] => {
  const from = lengthsFrom(values);
  let left = Math.max(0, ...from);
  let last = Number.NEGATIVE_INFINITY;
  const kept: number[] = [];
  for (const [index, value] of values.entries()) {
    if (from[index] !== left || value <= last) continue;
    kept.push(index);
    last = value;
    left -= 1;
  }
  return kept;
};

/** For each index the length of the longest increasing run that starts there, in O(n log n). */
const lengthsFrom = (values: readonly number[]): readonly number[] => {
  const lengths = new Array<number>(values.length).fill(0);
  // heads[k]: the largest value that starts an increasing run of length k + 1 to the right; descending in k.
  const heads: number[] = [];
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const value = values[index]!;
    let low = 0;
    let high = heads.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (heads[middle]! > value) low = middle + 1;
      else high = middle;
    }
    heads[low] = value;
    lengths[index] = low + 1;
  }
  return lengths;
};
