import type { Verdict } from "./judge.ts";

const approvals = [7, 8];

/** Whether approvals are all that is missing: these can still be given, and the steps are looked at anew in every run. */
const lacksOnlyApprovals = ({ steps }: Verdict): boolean =>
  steps.every(({ state, number }) => state !== "unmet" || approvals.includes(number));

/** How every refusal ends: what is live, and two ways on. */
export const waysOn = (verdict: Verdict, pull: number | undefined): readonly string[] => {
  const brought = pull === undefined ? "this commit" : `#${pull}`;
  const canWait = lacksOnlyApprovals(verdict);
  return [
    "The tenant was not written to.",
    ...(canWait ? ["Once the missing approval is given, run this again."] : []),
    `${canWait ? "Otherwise open" : "Open"} a new pull request: changing a comment in one policy file will do. It is planned from the tenant as it is then, together with what ${brought} brought.`,
    `Or revert ${brought}.`,
  ];
};
