import type { Event, Host } from "./host.ts";
import type { RunResult } from "./result.ts";
import type { RunnerOptions } from "./run-job.ts";
import { runWorkflow } from "./run-workflow.ts";
import { isTriggered } from "./triggers.ts";
import { readWorkflow } from "./workflow.ts";

/** GitHub starts at most three levels of runs by `workflow_run`. */
const deepest = 3;

/** The `workflow_run` event, action completed, that GitHub sends when a run is over. */
export type Completed = (run: RunResult) => Promise<Event>;

/** Plays an event to its end: every workflow it starts, and those that these start in turn. Runs in that order. */
export const play = async (
  host: Host,
  event: Event,
  options: RunnerOptions & { readonly completed: Completed },
  level = 0,
): Promise<readonly RunResult[]> => {
  if (level > deepest) return [];
  const files = [...(await host.workflowFiles(event.sha))].map(([path, text]) => readWorkflow(path, text));
  const runs: RunResult[] = [];
  for (const { path } of files.filter((file) => isTriggered(file, event)))
    runs.push(await runWorkflow(host, event, path, options));
  const later: RunResult[] = [];
  for (const run of runs) later.push(...(await play(host, await options.completed(run), options, level + 1)));
  return [...runs, ...later];
};
