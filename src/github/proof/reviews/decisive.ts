import type { Review } from "../facts.ts";

/** Words, and drafts: neither takes an earlier decision back. */
const undecided = ["COMMENTED", "PENDING"];

const isAfter = (one: Review, other: Review): boolean => {
  const [left, right] = [Date.parse(one.at ?? ""), Date.parse(other.at ?? "")];
  return left === right ? one.id > other.id : left > right;
};

/**
 * The latest decision of every account. A dismissed review keeps its place and time and loses its meaning; what the
 * account said before it does not come back.
 */
export const decisions = (reviews: readonly Review[]): readonly Review[] => {
  const latest = new Map<number, Review>();
  for (const review of reviews) {
    if (review.account === null || review.at === null || undecided.includes(review.state)) continue;
    const before = latest.get(review.account.id);
    if (before === undefined || isAfter(review, before)) latest.set(review.account.id, review);
  }
  return [...latest.values()];
};
