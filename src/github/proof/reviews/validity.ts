import type { Account, Facts, PullFacts, Review } from "../facts.ts";
import { pullOf } from "../pull-of-commit.ts";
import { known, type Read, unknown } from "../read.ts";
import type { Objection } from "../step.ts";
import { short } from "../words.ts";
import { type Hand, handOf, handsOf } from "./hands.ts";
import { lastPushers } from "./pushers.ts";

/** What an approval is measured by. */
export interface Measure {
  readonly pull: PullFacts;
  /** Milliseconds; when the plan that is to be approved was published. */
  readonly publishedAt: number;
  readonly hands: readonly Hand[];
  readonly pushers: readonly Account[];
}

/** Everything needed to judge approvals; or what is missing. */
export const measureOf = (facts: Facts): Read<Measure> => {
  const pull = pullOf(facts);
  const plan = facts.plan.ok ? facts.plan.value.chosen : null;
  if (pull === undefined || plan === null) return unknown("there is no plan to approve yet");
  const publishedAt = Date.parse(plan.publishedAt);
  if (Number.isNaN(publishedAt)) return unknown("nobody knows when the plan was published");
  if (!facts.commits.ok) return facts.commits;
  const { list, total } = facts.commits.value;
  if (list.length !== total)
    return unknown(
      `the pull request has ${total} commits, and GitHub lists ${list.length}: not all of their authors are known`,
    );
  if (!list.some(({ sha }) => sha === pull.head)) return unknown("the head moved while its commits were read");
  if (!facts.pushes.ok) return facts.pushes;
  const pushers = lastPushers(facts.pushes.value, list, pull.head);
  if (!pushers.ok) return pushers;
  return known({ pull, publishedAt, hands: handsOf(pull, list, pushers.value), pushers: pushers.value });
};

const anotherPerson = "somebody else with write access";

/** Why an approval does not count, apart from its author's rights; undefined when it does. */
export const objectionTo = ({ account, commit, at }: Review, measure: Measure): Objection | undefined => {
  if (account === null) return { reason: "an account that no longer exists approved" };
  const who = `"${account.login}"`;
  if (account.type !== "User")
    return { reason: `${who} is not a person`, short: "approved by a program only", who: anotherPerson };
  const hand = handOf(account, measure.hands);
  if (hand !== undefined)
    return { reason: `${who} ${hand.did}`, short: "approved by its own authors only", who: anotherPerson };
  if (commit !== measure.pull.head)
    return {
      reason: `${who} approved ${commit === null ? "a commit that is gone" : short(commit)}, not the head`,
      short: "approved before the last push (approve again)",
      who: `${who}: approve again`,
    };
  // The same second is not later.
  if (!(Date.parse(at ?? "") > measure.publishedAt))
    return {
      reason: `${who} approved before this plan was published`,
      short: "approved before this plan (approve again)",
      who: `${who}: look at the plan and approve again`,
    };
  return undefined;
};

/** GitHub's coarse word: `maintain` shows as `write`, `triage` as `read`, and custom roles as what they contain. */
const mayWrite = ["admin", "write"];

/** Whether an account may write now; null when that could not be read. */
export const canWrite = ({ id }: Account, { permissions }: Facts): boolean | null => {
  const permission = permissions[id];
  return permission?.ok === true ? mayWrite.includes(permission.value) : null;
};
