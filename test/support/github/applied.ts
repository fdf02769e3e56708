import { rmSync } from "node:fs";
import { environmentName, recordTask, workflows } from "../../../src/github/names.ts";
import { type Doc, openScene, yamlOf } from "../scene.ts";
import { openStory, type Story, type StoryOptions } from "./story.ts";
import type { Run } from "./world.ts";

const hash = `sha256:${"0".repeat(64)}`;

/** Where a story puts its documents; a pull request changes this one file. */
export const all = "policies/all.yaml";

/** What a pull request changes when its documents shall be these. */
export const documents = (docs: readonly Doc[]): { readonly [all]: string } => ({ [all]: yamlOf(docs) });

/** A record as the apply of a commit leaves it, or, in progress, as it stands while its run goes on. */
export const recordOf = ({ github }: Story, commit: string, state: "success" | "in_progress" = "success"): Run => {
  const run = github.run({ path: workflows.apply, event: "push", sha: commit, status: "in_progress", by: "ada" });
  github.deployment({
    sha: commit,
    environment: environmentName("acme", "ledger"),
    task: recordTask,
    payload: {
      version: 1,
      digest: hash,
      head: commit,
      pull: 1,
      base: null,
      artifact: { id: 1, runId: 1 },
      approvers: ["lee"],
      run: { id: run.id, attempt: 1 },
    },
    statuses: [{ state, description: state === "success" ? "applied and activated" : "applying" }],
  });
  if (state === "success")
    Object.assign(run, { status: "completed", conclusion: "success", updatedAt: github.clock.now() });
  return run;
};

/** A story in which the default branch has been applied: the tenant holds it, and the record says so. */
export const openApplied = async (docs: readonly Doc[], options: StoryOptions = {}): Promise<Story> => {
  const story = await openStory({ ...options, policies: documents(docs) });
  const scene = await openScene({ sandbox: story.sandbox, documents: docs });
  await scene.settle();
  rmSync(scene.folder, { recursive: true, force: true });
  recordOf(story, story.github.tip("main"));
  await story.forget();
  return story;
};
