import { code } from "../../plan/render/safe.ts";
import { shortHash } from "../../plan/render/words.ts";
import { type Place, pullUrl, runUrl } from "../place.ts";
import type { DigestChange } from "./decide.ts";

/**
 * UTF-16 units of a whole comment. GitHub's error speaks of 65,536 characters; what is measured differs, upwards (INFERRED:
 * bytes are not what counts).
 */
export const bodyLimit = 60_000;

/** Where a plan comes from. */
export interface PlanOrigin {
  readonly pull: number;
  readonly head: string;
  readonly run?: number;
  readonly artifact?: number;
}

const artifactUrl = (place: Place, run: number, artifact: number): string =>
  `${runUrl(place, run)}/artifacts/${artifact}`;

/** Where all of it is, and who says whether it may be merged. */
export const planLinks = (place: Place, { pull, head, run, artifact }: PlanOrigin): string => {
  const made = `Made for ${code(head.slice(0, 12))}`;
  const from = run === undefined ? made : `${made} by [this run](${runUrl(place, run)})`;
  const whole = run === undefined || artifact === undefined ? [] : [`[artifact](${artifactUrl(place, run, artifact)})`];
  const ready = `[what is missing before the merge](${pullUrl(place, pull)}/checks): check ${code("zerodrift/ready")}`;
  return [from, ...whole, ready].join(" · ");
};

/** The first line of a page: the one that may never be lost. */
const firstLine = (page: string): string => page.split("\n", 1)[0]?.slice(0, 2_000) ?? "";

/**
 * A page of the plan job with its links. It was made to fit; one that does not is not cut inside, it is not shown.
 */
export const composeBody = (page: string, links: string, limit: number = bodyLimit): string => {
  const whole = `${page.trimEnd()}\n\n---\n\n${links}\n`;
  if (whole.length <= limit) return whole;
  return `${firstLine(page)}\n\nThe rest does not fit into a comment; it is in the artifact.\n\n---\n\n${links}\n`;
};

/** A plan that is another one than was shown: nobody has approved it. */
export const changedText = ({ from, to }: DigestChange, page: string, head: string): string =>
  `${[
    "**The plan changed. Earlier approvals no longer count:** please look at it again, in the comment above.",
    `Now, at ${code(head.slice(0, 12))}: ${firstLine(page).replace(/^#+ /, "")}`,
    `Digest ${code(shortHash(from))} → ${code(shortHash(to))}`,
  ].join("\n\n")}\n`;

/** What is told where the plan job left nothing. */
export const failedText = (reason: string): string =>
  `### NO PLAN, the plan job failed\n\n${reason} Nothing was written to the tenant. Look at the log of the run, mend the cause, and run the job again.\n`;
