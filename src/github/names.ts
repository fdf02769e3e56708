/**
 * What the flow is called at GitHub. Workflows, environments and templates use the same names; renaming one here renames
 * nothing there.
 */

/** Workflows whose runs are proof of anything, by their path on the default branch. */
export const workflows = {
  check: ".github/workflows/zerodrift-check.yml",
  signal: ".github/workflows/zerodrift-signal.yml",
  plan: ".github/workflows/zerodrift-plan.yml",
  ready: ".github/workflows/zerodrift-ready.yml",
  apply: ".github/workflows/zerodrift-apply.yml",
  execute: ".github/workflows/zerodrift-execute.yml",
  drift: ".github/workflows/zerodrift-drift.yml",
} as const;

export type WorkflowName = keyof typeof workflows;

/** Checks on the head commit of a pull request. */
export const checks = { plan: "zerodrift/plan", ready: "zerodrift/ready" } as const;

export const labels = {
  noChange: "zerodrift/no-change",
  change: "zerodrift/change",
  destroy: "zerodrift/destroy",
  highRisk: "zerodrift/high-risk",
  /** Of the drift issue. */
  drift: "zerodrift-drift",
} as const;

export type EnvironmentRole = "plan" | "apply" | "gate" | "ledger";

/** The environment of a tenant: `zerodrift-acme-plan`. */
export const environmentName = (tenant: string, role: EnvironmentRole): string => `zerodrift-${tenant}-${role}`;

/** The task of our records; jobs with an `environment:` make deployments of their own, with another. */
export const recordTask = "zerodrift-apply";

/** The artifact of a plan, named after the head commit it is for. */
export const planArtifact = (head: string): string => `zerodrift-plan-${head}`;

/** The artifact of a drift scan, named after what it came to. */
export const driftArtifact = (state: string): string => `zerodrift-drift-${state}`;

/** What an apply run leaves of its result, also when GitHub cannot be told. */
export const resultArtifact = "zerodrift-result";
