import type { Impact } from "../../model/change.ts";
import type { Spec } from "../../model/resource.ts";
import type { Draft } from "../draft.ts";
import { securityFields } from "./parts.ts";

/**
 * How the content of one change is split over the two phases, and what it means for traffic. Every value set in the
 * stricter phase only takes traffic away from the old policy, every value set in the looser phase only gives traffic
 * that the new policy has.
 */
export interface Verdict {
  readonly stricter: Spec;
  readonly looser: Spec;
  /** Fields without effect on traffic; they ride on the last write of the object. */
  readonly neutral: Spec;
  readonly impact: Impact;
  readonly reason?: string;
  /** What is not known of it, told beside the reason. */
  readonly besides?: string;
  /** One sentence when no safe order exists. */
  readonly unsafe?: string;
  /** Set when the change is neither stricter nor looser: it is written at once, between the phases. */
  readonly pivot?: Pivot;
  /** When a delete runs: with the stricter or looser writes (rules), or when all is done (objects nobody names then). */
  readonly removal?: "stricter" | "looser" | "cleanup";
}

/**
 * What the stricter phase leaves is within the old policy, and with one such change made it is within the new one: one is
 * always safe there. So are several rules that allow before and after, and several objects that join another group.
 */
export type Pivot = "allowing" | "joining" | "other";

/** The whole change in one write. */
export const atOnce = (
  phase: "stricter" | "looser",
  draft: Draft,
  neutral: Spec,
  impact: Impact,
  reason?: string,
  unsafe?: string,
): Verdict => ({
  stricter: phase === "stricter" ? securityFields(draft) : {},
  looser: phase === "looser" ? securityFields(draft) : {},
  neutral,
  impact,
  ...(reason === undefined ? {} : { reason }),
  ...(unsafe === undefined ? {} : { unsafe }),
});

/** The same, written between the phases. */
export const between = (pivot: Pivot, verdict: Verdict): Verdict => ({ ...verdict, pivot });
