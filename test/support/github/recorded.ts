import { environmentName, recordTask, workflows } from "../../../src/github/names.ts";
import type { Story } from "./story.ts";

const digest = `sha256:${"0".repeat(64)}`;

/** As if main, as it is, had been applied by a run long ago: a story then begins with a base. */
export const recordMain = ({ github }: Story): string => {
  const sha = github.tip("main");
  const { id } = github.run({ path: workflows.apply, event: "push", sha, branch: "main", conclusion: "success" });
  github.deployment({
    sha,
    task: recordTask,
    environment: environmentName("acme", "ledger"),
    payload: {
      version: 1,
      digest,
      head: sha,
      pull: 999,
      base: null,
      artifact: { id: 1, runId: 1 },
      approvers: ["lee"],
      run: { id, attempt: 1 },
    },
    statuses: [
      { state: "in_progress", description: "applying" },
      { state: "success", description: "applied and activated" },
    ],
  });
  return sha;
};
