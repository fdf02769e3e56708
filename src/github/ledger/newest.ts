import type { GitHub } from "../client.ts";
import { environmentName, recordTask } from "../names.ts";

/**
 * The newest record of a tenant, whoever made it; null: none. One request: two answers that differ say that an apply began
 * in between.
 */
export const newestRecord = async (github: GitHub, tenant: string): Promise<number | null> => {
  const { data } = await github.rest.repos.listDeployments({
    ...github.at,
    task: recordTask,
    environment: environmentName(tenant, "ledger"),
    per_page: 1,
  });
  return data[0]?.id ?? null;
};
