import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import type { ApplyOptions } from "./apply-session.ts";
import type { Environment } from "./outcome.ts";
import { openProven, type Proven } from "./proven.ts";
import type { Refusal } from "./refuse.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";
import { type Approval, approvalOf } from "./write-gate.ts";

/** What an apply works with before it looks at the tenant. */
export interface Opened {
  readonly workspace: Workspace;
  readonly approval: Approval;
  readonly proven?: Proven;
}

const needsPlan: Refusal = {
  title: "a proof is for one plan",
  reasons: ["no plan file is given beside --proof"],
  next: "zerodrift apply approved/plan.json --proof approved/proof.json",
};

/** The working tree and what a person says of the approval; or, with a proof, the merged commit and who approved it. */
export const openForApply = async (
  options: ApplyOptions,
  environment: Environment,
): Promise<Checked<Opened> | { readonly refusal: Refusal }> => {
  const { proof, planFile } = options;
  if (proof === undefined) {
    const workspace = await openWorkspace(options, environment);
    if (!workspace.ok) return workspace;
    return checked({ workspace: workspace.value, approval: approvalOf(options.approvedBy, environment) }, []);
  }
  if (planFile === undefined) return { refusal: needsPlan };
  const read = await openProven({ ...options, proof, planFile }, environment);
  if (!read.ok) return "refusal" in read ? { refusal: read.refusal } : read;
  const { workspace, approvedBy: by } = read.proven;
  return checked({ workspace, approval: { by, skipsConfirmation: true }, proven: read.proven }, []);
};
