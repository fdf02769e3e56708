import type { Facts } from "../facts.ts";
import { type Approvals, approvalsOf } from "../reviews/approvals.ts";
import { unnamedCoAuthors } from "../reviews/hands.ts";
import { met, type Objection, type StepResult, unmet } from "../step.ts";
import { names } from "../words.ts";

const name = { number: 7, title: "Approvals" };

const blocked = ({ blocking }: Approvals): Objection => {
  const who = names(blocking.map(({ login }) => login));
  return {
    reason: `${who} ${blocking.length === 1 ? "asks" : "ask"} for changes`,
    short: "changes requested",
    who: `${who}: approve, or dismiss the review`,
  };
};

const missing = ({ valid, objections, needed }: Approvals, required: number): Objection => {
  const [first] = objections;
  const extra = needed > required ? "; one more than usual, because a program pushed last" : "";
  const count = `${valid.length} of ${needed} ${needed === 1 ? "approval" : "approvals"}${extra}`;
  return {
    reason: [count, ...objections.map(({ reason }) => reason)].join("; "),
    short: first?.short ?? (valid.length === 0 ? "not approved yet" : "one more approval needed"),
    who: first?.who ?? "somebody with write access who had no hand in the change",
  };
};

const coAuthorWarnings = ({ commits }: Facts): readonly string[] =>
  commits.ok
    ? [...new Set(unnamedCoAuthors(commits.value.list).map(({ name: author }) => author))].map(
        (author) => `the co-author "${author}" cannot be connected with an account: see that it is nobody who approved`,
      )
    : [];

/** Enough people who had no hand in it approved exactly this plan, and nobody objects. */
export const reviewsStep = (facts: Facts): StepResult => {
  const approvals = approvalsOf(facts);
  if (!approvals.ok || !facts.approvals.ok) {
    const reason = approvals.ok ? "the approvals that are needed could not be read" : approvals.reason;
    return unmet(name, { reason, short: "approvals cannot be judged" });
  }
  const { valid, blocking, needed } = approvals.value;
  if (blocking.length > 0) return unmet(name, blocked(approvals.value));
  if (valid.length < needed) return unmet(name, missing(approvals.value, facts.approvals.value.required));
  return met(
    name,
    valid.length === 0 ? "no approval is asked for" : `approved by ${names(valid.map(({ login }) => login))}`,
    coAuthorWarnings(facts),
  );
};
