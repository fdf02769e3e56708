import { appliedCommit, leavesNothingOut, recordApplied } from "../history/applied.ts";
import { shortName } from "../history/git.ts";
import type { Session } from "./apply-session.ts";
import type { CommandResult } from "./outcome.ts";
import { isCi } from "./write-gate.ts";

/**
 * After a complete apply, what was applied is what Git said: the next plan begins there. In CI the record is kept
 * elsewhere.
 */
export const remembered = async (session: Session, result: CommandResult): Promise<CommandResult> => {
  const { environment, workspace, prepared } = session;
  const { base, head, dirty } = prepared.plan.binding;
  if (result.exitCode !== 0 || head === null || isCi(environment)) return result;
  if (dirty) {
    environment.report("the working tree is not committed, so the base of the next plan stays where it is");
    return result;
  }
  const { cloud, customerId } = prepared.plan.tenant;
  const applied = await appliedCommit(workspace.root, { cloud, customerId });
  if (applied !== undefined && !(await leavesNothingOut(workspace.root, applied, { base, head }))) {
    environment.report(
      `the plan began after ${shortName(applied)}, which was applied last, so the base of the next plan stays there`,
    );
    return result;
  }
  const recorded = await recordApplied({ root: workspace.root, cloud, customerId, commit: head });
  environment.report(
    recorded.ok
      ? `base of the next plan: ${shortName(head)}`
      : `${shortName(head)} could not be remembered as the base of the next plan: ${recorded.reason}`,
  );
  return result;
};
