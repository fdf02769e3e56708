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

/** A reason that ends in the names of fields (`allows more: groups`) leaves them to the detail, which says more. */
const splitReason = (
  reason: string,
  paths: readonly string[],
): { readonly words: string; readonly named: readonly string[] } => {
  const at = reason.lastIndexOf(": ");
  const named = at < 0 ? [] : reason.slice(at + 2).split(", ");
  return named.length > 0 && named.every((name) => paths.includes(name))
    ? { words: reason.slice(0, at), named }
    : { words: reason, named: [] };
};

const reasonOf = ({ action, impact, impactReason, impactTold, fields }: Change): ReturnType<typeof splitReason> => {
  const isSafeDelete = action === "delete" && impact !== "broadens" && impact !== "unknown";
  const fallback = isSafeDelete ? "" : impact === "broadens" ? "lets more traffic through" : "its effect is not known";
  if (impactTold && impactReason !== undefined)
    return { words: action === "delete" && !isSafeDelete ? `is deleted: ${impactReason}` : impactReason, named: [] };
  const { words, named } = splitReason(
    impactReason ?? fallback,
    fields.map(({ path }) => path),
  );
  // Some reasons say so themselves.
  const isSaid = isSafeDelete || words === "" || words.endsWith("is deleted");
  return { words: action === "delete" && !isSaid ? `is deleted, ${words}` : words, named };
};

const risksOf = (change: Change): readonly Risk[] => {
  const address = visible(change.address);
  const { words, named } = reasonOf(change);
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
    ...(word === undefined ? [] : [of(word, words, change.impactTold ? "" : tell(change, named))]),
    ...(change.unsafePrefix === undefined
      ? []
      : [of("unsafe", `for a moment more may pass than before or after: ${change.unsafePrefix}`, "")]),
  ];
};

/** All that somebody should have read before agreeing, the worst first. */
export const risks = (plan: Plan): readonly Risk[] =>
  plan.changes.flatMap(risksOf).toSorted((a, b) => order.indexOf(a.word) - order.indexOf(b.word));
