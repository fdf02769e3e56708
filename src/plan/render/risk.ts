import { visible } from "../../diagnostics/visible.ts";
import type { Change } from "../../model/change.ts";
import type { Plan } from "../../model/plan.ts";
import { tell } from "./tell.ts";

export type RiskWord = "opens" | "unsafe" | "unknown" | "deletes";

/** One sentence of the list that is read before anything else. */
export interface Risk {
  readonly word: RiskWord;
  readonly address: string;
  /** Words of our own, with few from the tenant. */
  readonly reason: string;
  /** Names and values. */
  readonly detail: string;
}

const order: readonly RiskWord[] = ["opens", "unsafe", "unknown", "deletes"];

const reasonOf = ({ action, impact, impactReason }: Change): string => {
  const reason = impactReason ?? (impact === "broadens" ? "lets more traffic through" : "its effect is not known");
  if (action !== "delete") return reason;
  return impactReason === undefined && impact !== "broadens" ? "is deleted" : `is deleted: ${reason}`;
};

const risksOf = (change: Change): readonly Risk[] => {
  const address = visible(change.address);
  const of = (word: RiskWord, reason: string, detail: string): Risk => ({
    word,
    address,
    reason: visible(reason),
    detail,
  });
  const word: RiskWord | undefined =
    change.impact === "broadens"
      ? "opens"
      : change.action === "delete"
        ? "deletes"
        : change.impact === "unknown"
          ? "unknown"
          : undefined;
  return [
    ...(word === undefined ? [] : [of(word, reasonOf(change), tell(change))]),
    ...(change.unsafePrefix === undefined
      ? []
      : [of("unsafe", `for a moment more may pass than before or after: ${change.unsafePrefix}`, "")]),
  ];
};

/** All that somebody should have read before agreeing, the worst first. */
export const risks = (plan: Plan): readonly Risk[] =>
  plan.changes.flatMap(risksOf).toSorted((a, b) => order.indexOf(a.word) - order.indexOf(b.word));
