import { visible } from "../../diagnostics/visible.ts";
import type { Allowance } from "../../model/acknowledgement.ts";
import type { Change } from "../../model/change.ts";
import type { Consent, Plan } from "../../model/plan.ts";
import { tell } from "./tell.ts";

export type RiskWord = "opens" | "unsafe" | "unknown" | "deletes" | "undoes" | "takes";

/** One sentence of the list that is read before anything else. */
export interface Risk {
  readonly word: RiskWord;
  readonly address: string;
  /** Words of our own, with few from the tenant. */
  readonly reason: string;
  /** Names and values. */
  readonly detail: string;
  /** What somebody wrote in Git to allow it, and where. */
  readonly agreed?: string;
}

/** The worst first. */
const order: readonly RiskWord[] = ["opens", "unsafe", "unknown", "deletes", "undoes", "takes"];

const allowing: Readonly<Record<RiskWord, Allowance>> = {
  opens: "broadening",
  unknown: "broadening",
  unsafe: "unsafe-prefix",
  deletes: "delete",
  undoes: "overwrite-drift",
  takes: "takeover",
};

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

const keyOf = (address: string, allows: Allowance): string => `${allows} ${address}`;

const agreedIn = ({ given }: Consent): string | undefined =>
  given === null ? undefined : visible(`${given.reason} (${given.source.file}:${given.source.line})`);

/** What only Git's history makes a risk stands in no change. */
const consentRisk = (word: RiskWord, { address, what }: Consent): Risk => ({
  word,
  address: visible(address),
  reason: visible(what),
  detail: "",
});

/** All that somebody should have read before agreeing, the worst first. */
export const risks = (plan: Plan): readonly Risk[] => {
  const consents = new Map(plan.consents.map((one) => [keyOf(visible(one.address), one.allows), one]));
  const ofChanges = plan.changes.flatMap(risksOf);
  const told = new Set(ofChanges.map(({ word, address }) => keyOf(address, allowing[word])));
  const ofConsents = order.flatMap((word) =>
    word === "unknown"
      ? []
      : plan.consents
          .filter(({ address, allows }) => allows === allowing[word] && !told.has(keyOf(visible(address), allows)))
          .map((one) => consentRisk(word, one)),
  );
  return [...ofChanges, ...ofConsents]
    .map((risk): Risk => {
      const consent = consents.get(keyOf(risk.address, allowing[risk.word]));
      const agreed = consent === undefined ? undefined : agreedIn(consent);
      // A delete that has to be agreed to is more than a delete.
      const reason =
        risk.word === "deletes" && risk.reason === "" && consent !== undefined ? visible(consent.what) : risk.reason;
      return { ...risk, reason, ...(agreed === undefined ? {} : { agreed }) };
    })
    .toSorted((a, b) => order.indexOf(a.word) - order.indexOf(b.word));
};
