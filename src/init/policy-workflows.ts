import { workflowFiles } from "./templates.ts";

/** How the jobs that talk to the tenant log in; from their environment, in the names of the vendor's SDKs. */
export const credentials: readonly string[] = [
  "ZSCALER_CLIENT_ID: ${{ secrets.ZSCALER_CLIENT_ID }}",
  "ZSCALER_CLIENT_SECRET: ${{ secrets.ZSCALER_CLIENT_SECRET }}",
  "ZSCALER_VANITY_DOMAIN: ${{ vars.ZSCALER_VANITY_DOMAIN }}",
  "ZSCALER_CLOUD: ${{ vars.ZSCALER_CLOUD }}",
  "ZSCALER_CUSTOMER_ID: ${{ vars.ZSCALER_CUSTOMER_ID }}",
];

/** Where the workflows of a policy repository run. */
export interface Home {
  readonly tenant: string;
  /** The default branch. */
  readonly branch: string;
}

/** The workflows of a policy repository, by path: the tool comes from its lockfile, the tenant is a real one. */
export const policyWorkflows = ({ tenant, branch }: Home): ReadonlyMap<string, string> =>
  workflowFiles({
    words: {
      tenant,
      branch,
      install: "npm ci --ignore-scripts --no-audit --no-fund",
      zerodrift: "npx --no-install zerodrift",
    },
    blocks: { credentials, "restore state": [], "seed state": [], "save state": [] },
  });
