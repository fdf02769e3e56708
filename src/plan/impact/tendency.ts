import type { Relation } from "../../kinds/field.ts";
import type { Impact } from "../../model/change.ts";

/** What one part of a change does: less passes or more is looked at (`stricter`), or the opposite. */
export type Tendency = "same" | "stricter" | "looser" | "unknown";

/** What all parts do together. */
export const impactOf = (tendencies: readonly Tendency[]): Impact => {
  if (tendencies.includes("looser")) return "broadens";
  if (tendencies.includes("unknown")) return "unknown";
  return tendencies.includes("stricter") ? "narrows" : "neutral";
};

/** What it does when a user of this sort matches more or less. */
export const tendencyOf = (relation: Relation, use: "allow" | "guarded" | "block"): Tendency => {
  if (relation === "equal") return "same";
  if (relation === "both") return "looser";
  switch (use) {
    case "allow":
      return relation === "wider" ? "looser" : "stricter";
    case "block":
      return relation === "wider" ? "stricter" : "looser";
    // What it lets go of may pass unguarded below, and what it takes on may have been blocked there.
    case "guarded":
      return "looser";
  }
};
