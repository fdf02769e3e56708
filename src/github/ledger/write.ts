import type { GitHub } from "../client.ts";

/** Says on a record that ZIA is about to hold staged changes of its apply. */
export const markStaging = async (github: GitHub, record: number): Promise<void> => {
  await github.rest.repos.createDeploymentStatus({
    ...github.at,
    deployment_id: record,
    state: "in_progress",
    description: "staging ZIA",
    auto_inactive: false,
  });
};
