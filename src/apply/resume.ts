import type { PlannedRequest } from "../model/plan.ts";

const isSame = (a: PlannedRequest, b: PlannedRequest): boolean =>
  a.phase === b.phase &&
  a.method === b.method &&
  a.address === b.address &&
  a.operation === b.operation &&
  (a.path === b.path || a.path.includes("{") || b.path.includes("{"));

/** Whether what remains is part of what was planned, in the planned order. */
export const isSubsequence = (remaining: readonly PlannedRequest[], planned: readonly PlannedRequest[]): boolean => {
  let at = 0;
  for (const request of remaining) {
    while (at < planned.length && !isSame(planned[at]!, request)) at += 1;
    if (at === planned.length) return false;
    at += 1;
  }
  return true;
};
