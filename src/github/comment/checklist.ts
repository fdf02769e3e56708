import type { Change } from "../../model/change.ts";
import type { Plan } from "../../model/plan.ts";
import { count } from "../../plan/render/words.ts";
import { writesZia } from "../../plan/render/writes.ts";

/** Addresses that earlier merges left to this plan. */
type Earlier = ReadonlySet<string>;
type Question = readonly [ask: (number: number) => string, number: (plan: Plan, earlier: Earlier) => number];

const changes =
  (is: (change: Change, earlier: Earlier) => boolean) =>
  ({ changes: all }: Plan, earlier: Earlier): number =>
    all.filter((change) => is(change, earlier)).length;

const moves = ({ action, fields }: Change): boolean =>
  action === "update" && fields.some(({ path }) => path === "position");

/** What a colleague has to answer before approving, the worst first; asked only where it applies. */
const questions: readonly Question[] = [
  [
    (number) => `${count(number, "change opens", "changes open")} access: who gets in, and where, is meant`,
    changes(({ impact }) => impact === "broadens"),
  ],
  [
    (number) =>
      `${count(number, "change has", "changes have")} an effect nobody could compute: I know what ${number === 1 ? "it does" : "they do"}`,
    changes(({ impact }) => impact === "unknown"),
  ],
  [
    (number) => `${count(number, "change lets", "changes let")} more through for a moment: that is acceptable`,
    changes(({ unsafePrefix }) => unsafePrefix !== undefined),
  ],
  [
    (number) => `${count(number, "object is", "objects are")} deleted: nobody needs ${number === 1 ? "it" : "them"}`,
    changes(({ action }) => action === "delete"),
  ],
  [
    (number) =>
      `${count(number, "object is", "objects are")} taken over from the portal: whoever made ${number === 1 ? "it" : "them"} knows`,
    changes(({ takeover }) => takeover),
  ],
  [
    (number) =>
      `${count(number, "change undoes", "changes undo")} what somebody did in the portal: it was no emergency that goes on`,
    changes(({ cause }) => cause === "drift"),
  ],
  [
    (number) =>
      `${count(number, "rule moves", "rules move")}: the new order is right, also for the rules that are passed`,
    changes(moves),
  ],
  [
    (number) =>
      `${count(number, "change was", "changes were")} merged earlier and never applied: I approve that as well`,
    changes(({ cause, address }, earlier) => cause === "earlier-commit" || earlier.has(address)),
  ],
  [
    () => "ZIA holds staged changes of somebody else: they are activated or discarded before the merge",
    (plan) => (plan.staged?.by === "unknown" && writesZia(plan) ? 1 : 0),
  ],
];

/** The questions of a plan, as a list to tick; empty when there is nothing special to ask. */
export const checklist = (plan: Plan, earlier: Earlier): readonly string[] =>
  questions.flatMap(([ask, numberIn]) => {
    const number = numberIn(plan, earlier);
    return number === 0 ? [] : [`- [ ] ${ask(number)}`];
  });
