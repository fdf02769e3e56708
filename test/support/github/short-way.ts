import { workflows } from "../../../src/github/names.ts";
import type { Event, Host } from "../actions/host.ts";
import type { RunResult } from "../actions/result.ts";
import { runJob } from "../actions/run-job.ts";
import { runWorkflow } from "../actions/run-workflow.ts";
import { readWorkflow } from "../actions/workflow.ts";
import { type Files, type Played, playedOf, type Story } from "./story.ts";
import { moment } from "./world.ts";

/** Pull requests that are planned, approved, merged and applied by the real workflows, without those that only look. */
export interface ShortWay {
  plan(pull: number): Promise<Played>;
  /** Opened by kim, planned, approved by lee. */
  approved(branch: string, files: Files): Promise<number>;
  /** Merged by lee; nothing runs yet. */
  merge(pull: number): string;
  apply(commit: string): Promise<Played>;
  /** The apply workflow started by hand. */
  resume(): Promise<Played>;
  /** Somebody presses "Re-run all jobs". */
  again(run: RunResult): Promise<Played>;
  /** Somebody presses "Re-run failed jobs" after `apply` was the one that failed. */
  applyAgain(run: RunResult): Promise<Played>;
}

/** Another attempt of a run, as GitHub starts it. */
const attemptOf = (story: Story, { id }: RunResult): Host => ({
  ...story.host,
  async startRun() {
    const run = story.host.runOf(id);
    run.attempt += 1;
    Object.assign(run, { status: "in_progress", conclusion: null, updatedAt: moment(story.github.world) });
    return { id, attempt: run.attempt, number: run.number };
  },
});

export const shortWay = (story: Story): ShortWay => {
  const { github, host } = story;
  const events = new Map<number, Event>();
  const onMain = (name: string, payload: object, actor: string, sha = github.tip("main")): Event => ({
    name,
    payload: payload as Event["payload"],
    sha,
    ref: "refs/heads/main",
    actor,
  });
  const go = async (event: Event, path: string, at: Host = host): Promise<Played> => {
    const run = await runWorkflow(at, event, path, story.runner());
    events.set(run.id, event);
    return playedOf([run]);
  };
  const byHand = (inputs: Readonly<Record<string, string>>): Event =>
    onMain("workflow_dispatch", github.event("workflow_dispatch", { inputs, actor: "ada" }), "ada");
  const plan: ShortWay["plan"] = (pull) =>
    go(byHand({ pr: String(pull), head_sha: github.pull(pull).headSha }), workflows.plan);
  return {
    plan,
    async approved(branch, files) {
      github.commit({ branch, by: "kim", files: files as Record<string, string> });
      const pull = github.open({ branch, by: "kim", title: branch });
      await plan(pull);
      github.review(pull, "lee", "APPROVED");
      return pull;
    },
    merge: (pull) => github.merge(pull, { by: "lee", method: "squash" }),
    apply: (commit) =>
      go(
        onMain("push", github.event("push", { branch: "main", after: commit, actor: "lee" }), "lee", commit),
        workflows.apply,
      ),
    resume: () => go(byHand({}), workflows.apply),
    again: (run) => go(events.get(run.id)!, run.path, attemptOf(story, run)),
    async applyAgain(run) {
      const at = attemptOf(story, run);
      const event = events.get(run.id)!;
      const file = readWorkflow("execute", (await host.workflowFiles(event.sha)).get(workflows.execute)!);
      const started = await at.startRun({ path: run.path, name: run.name, event });
      const job = file.jobs.apply!;
      const done = await runJob(
        { host: at, event, options: story.runner(), workflow: file, run: started },
        {
          id: "execute / apply",
          job,
          permissions: job.permissions ?? {},
          contexts: {
            inputs: { commit: event.sha },
            needs: { verify: { result: "success", outputs: { work: "true" } } },
          },
          seesSecrets: true,
          env: {},
        },
      );
      await host.finishRun(run.id, done.result);
      return playedOf([{ ...run, attempt: started.attempt, conclusion: done.result, jobs: [done] }]);
    },
  };
};
