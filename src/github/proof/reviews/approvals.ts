import type { Account, Facts, Review } from "../facts.ts";
import { known, type Read } from "../read.ts";
import type { Objection } from "../step.ts";
import { decisions } from "./decisive.ts";
import { canWrite, measureOf, objectionTo } from "./validity.ts";

export interface Approver {
  readonly id: number;
  readonly login: string;
  readonly at: string;
}

/** What the reviews come to. */
export interface Approvals {
  readonly valid: readonly Approver[];
  /** Why others do not count. */
  readonly objections: readonly Objection[];
  /** Open requests for changes of people who may write. */
  readonly blocking: readonly Account[];
  /** How many are needed. */
  readonly needed: number;
}

const accountsOf = (reviews: readonly Review[]): readonly Account[] =>
  reviews.flatMap(({ account }) => (account === null ? [] : [account]));

/** Those whose rights decide something: only these are asked for. */
export const accountsToAsk = (facts: Facts): readonly Account[] => {
  if (!facts.reviews.ok) return [];
  const [latest, measure] = [decisions(facts.reviews.value), measureOf(facts)];
  return accountsOf(
    latest.filter(
      (review) =>
        review.state === "CHANGES_REQUESTED" ||
        (review.state === "APPROVED" && measure.ok && objectionTo(review, measure.value) === undefined),
    ),
  );
};

const rightsProblem = (account: Account, facts: Facts): Objection | undefined => {
  const may = canWrite(account, facts);
  if (may === true) return undefined;
  return {
    reason: `"${account.login}" ${may === null ? "has rights that could not be read" : "has no write access"}`,
    short: "approved by nobody with write access",
    who: "somebody else with write access",
  };
};

/**
 * A program that pushed last did so for somebody, and nobody knows for whom: a workflow on any branch can push with its
 * token. That somebody may be among those who approve, so one more is needed.
 */
const neededOf = (required: number, pushers: readonly Account[]): number =>
  required > 0 && pushers.some(({ type }) => type !== "User") ? required + 1 : required;

/** Judges the latest decision of everybody. */
export const approvalsOf = (facts: Facts): Read<Approvals> => {
  if (!facts.reviews.ok) return facts.reviews;
  if (!facts.approvals.ok) return facts.approvals;
  const measure = measureOf(facts);
  if (!measure.ok) return measure;
  const latest = decisions(facts.reviews.value);
  const judged = latest
    .filter(({ state }) => state === "APPROVED")
    .map((review) => ({
      review,
      objection:
        objectionTo(review, measure.value) ??
        (review.account === null ? undefined : rightsProblem(review.account, facts)),
    }));
  return known({
    valid: judged.flatMap(({ review: { account, at }, objection }) =>
      account === null || at === null || objection !== undefined ? [] : [{ id: account.id, login: account.login, at }],
    ),
    objections: judged.flatMap(({ objection }) => (objection === undefined ? [] : [objection])),
    // Rights that could not be read block: a no is heard in doubt.
    blocking: accountsOf(latest.filter(({ state }) => state === "CHANGES_REQUESTED")).filter(
      (account) => canWrite(account, facts) !== false,
    ),
    needed: neededOf(facts.approvals.value.required, measure.value.pushers),
  });
};
