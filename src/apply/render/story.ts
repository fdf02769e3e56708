import type { Plan } from "../../model/plan.ts";
import type { ApplyResult, Outcome } from "../../model/result.ts";
import { count } from "./words.ts";

/** What a run is told with besides its result. */
export interface ApplyContext {
  readonly tenant: string;
  /** What to type after a failure. */
  readonly nextCommand?: string;
  readonly plan?: Plan;
  /** How long the run took. */
  readonly seconds?: number;
}

/** A result sorted by what a reader wants to know: what broke, what is live, what waits, what is left. */
export interface Story {
  /** The first line without the tenant's name. */
  readonly headline: string;
  readonly isFailure: boolean;
  readonly failed: readonly Outcome[];
  /** Why the run stopped, unless a failed change says the same. */
  readonly why?: string;
  readonly live: readonly Outcome[];
  readonly staged: readonly Outcome[];
  /** One sentence on what waits in ZIA. */
  readonly waiting: string;
  readonly unfinished: readonly Outcome[];
  /** What to type, and what that does. */
  readonly next?: { readonly command: string; readonly note?: string };
}

const isZia = ({ address }: Outcome): boolean => address.startsWith("zia/");
const isFinished = ({ status }: Outcome): boolean => status === "done" || status === "converged";
const isChange = ({ action }: Outcome): boolean => action !== "reorder";

const isFailureOf = ({ outcomes, activation, problem }: ApplyResult): boolean =>
  problem !== undefined ||
  activation.zia === "withheld" ||
  activation.zia === "failed" ||
  outcomes.some((one) => !isFinished(one));

const activationWords: Readonly<Record<ApplyResult["activation"]["zia"], string | undefined>> = {
  active: "ZIA activated",
  "not-needed": undefined,
  withheld: "ZIA NOT activated",
  failed: "ZIA activation FAILED",
};

const progress = ({ outcomes, summary }: ApplyResult): string => {
  const changes = outcomes.filter(isChange);
  const finished = changes.filter(isFinished).length;
  if (changes.length === 0) return "nothing to write";
  if (finished === changes.length && outcomes.every(isFinished)) return `all ${count(finished, "change")} written`;
  if (finished === 0 && summary.writes === 0)
    return `STOPPED before the first write of ${count(changes.length, "change")}`;
  return `STOPPED after ${finished} of ${count(changes.length, "change")}`;
};

const headlineOf = (result: ApplyResult, seconds: number | undefined): string => {
  const activation = activationWords[result.activation.zia];
  const time = seconds === undefined ? [] : [`${Math.max(1, Math.round(seconds))} s`];
  if (isFailureOf(result)) return [progress(result), ...(activation === undefined ? [] : [activation])].join("; ");
  const changes = result.outcomes.filter(isChange);
  const already = changes.filter(({ status }) => status === "converged").length;
  const applied =
    changes.length === 0
      ? "nothing to write"
      : `applied ${changes.length} of ${count(changes.length, "change")}${already === 0 ? "" : ` (${already} were there already)`}`;
  return [applied, ...(activation === undefined ? [] : [activation]), ...time].join(", ");
};

const waitingOf = ({ staged, activation }: ApplyResult, own: readonly Outcome[]): string => {
  if (activation.zia === "failed")
    return "not known: ZIA did not confirm the activation, so changes may be live or still wait";
  if (staged === null) return "nothing";
  if (staged.by === "unknown") return "changes that somebody else made wait in ZIA; they are left alone";
  return own.length === 0
    ? "changes of ours wait in ZIA and have no effect before the activation"
    : `${count(own.length, "change")} of this run ${own.length === 1 ? "waits" : "wait"} in ZIA, without effect before the activation`;
};

const nextOf = ({ activation, outcomes }: ApplyResult, command: string | undefined): Story["next"] => {
  if (command !== undefined) return { command };
  return activation.zia === "withheld" && outcomes.every(isFinished)
    ? { command: "zerodrift plan", note: "shows what differs by now" }
    : { command: "zerodrift apply plan.json", note: "goes on where this run stopped" };
};

export const storyOf = (result: ApplyResult, context: ApplyContext): Story => {
  const { outcomes, activation, problem } = result;
  const finished = outcomes.filter(isFinished);
  const isFailure = isFailureOf(result);
  const failed = outcomes.filter(({ status }) => status === "failed");
  const staged = activation.zia === "active" ? [] : finished.filter(isZia);
  const isTold = failed.some(({ error }) => error === problem);
  return {
    headline: headlineOf(result, context.seconds),
    isFailure,
    failed,
    ...(problem === undefined || isTold ? {} : { why: problem }),
    live: activation.zia === "active" ? finished : finished.filter((one) => !isZia(one)),
    staged,
    waiting: waitingOf(result, staged.filter(isChange)),
    unfinished: outcomes.filter(({ status }) => status === "skipped"),
    ...(isFailure ? { next: nextOf(result, context.nextCommand) } : {}),
  };
};
