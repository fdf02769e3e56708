import type { Draft } from "../draft.ts";
import type { Verdict } from "./verdict.ts";

const neutral = { stricter: {}, looser: {}, neutral: {}, impact: "neutral" } as const;

/**
 * A change of what decides over no traffic is safe at any time. What rules share is made before them and deleted after
 * them, as everywhere.
 */
export const besideTraffic = (draft: Draft): Verdict => {
  const isRule = draft.kind.order !== undefined;
  if (draft.isDelete) return { ...neutral, removal: isRule ? "looser" : "cleanup" };
  if (draft.live === undefined) return { ...neutral, [isRule ? "looser" : "stricter"]: draft.differing };
  return { ...neutral, neutral: draft.differing };
};
