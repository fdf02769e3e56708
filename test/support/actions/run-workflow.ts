import { fillText, holds, type Scope } from "./expression.ts";
import type { Conclusion, Event, Host, Permissions } from "./host.ts";
import type { JobResult, RunResult } from "./result.ts";
import { githubContext, legsOf, type RunnerOptions, type Running, runJob } from "./run-job.ts";
import type { Value } from "./value.ts";
import { type Concurrency, type Job, needsOf, readWorkflow, type Workflow } from "./workflow.ts";

/** What later jobs see of one that is over. */
interface Past {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  /** This job and all it needed, directly or not. */
  readonly line: readonly Conclusion[];
}

/** One workflow file at work, the called one included. */
interface Level {
  readonly file: Workflow;
  readonly files: ReadonlyMap<string, string>;
  readonly inputs: Readonly<Record<string, Value>>;
  /** `execute / ` for the jobs of a called workflow. */
  readonly prefix: string;
  readonly seesSecrets: boolean;
  /** Of the calling job: the most its jobs may ask for. */
  readonly limit?: Permissions;
  readonly concurrency?: Concurrency;
}

const ranks = { none: 0, read: 1, write: 2 };

const permissionsOf = (job: Job, { file, limit }: Level, id: string): Permissions => {
  const asked = job.permissions ?? file.permissions;
  if (asked === undefined)
    throw new Error(`${file.path}: job ${id} leaves its permissions to the repository's setting`);
  const beyond = Object.entries(asked).filter(
    ([name, right]) => limit !== undefined && ranks[right] > ranks[limit[name] ?? "none"],
  );
  if (beyond.length > 0)
    throw new Error(`${file.path}: job ${id} asks for ${beyond.map(([name]) => name)}, its caller was given less`);
  return asked;
};

const worst = (results: readonly Conclusion[]): Conclusion =>
  (["failure", "cancelled", "success"] as const).find((one) => results.includes(one)) ?? "skipped";

const skipped = (id: string, job: Job, permissions: Permissions): JobResult => ({
  id,
  name: job.name ?? id,
  result: "skipped",
  outputs: {},
  log: "",
  summary: "",
  steps: [],
  artifacts: [],
  permissions,
});

/** Jobs in an order in which each comes after those it needs. */
const inOrder = (jobs: Readonly<Record<string, Job>>): readonly string[] => {
  const ordered: string[] = [];
  const visit = (id: string, path: readonly string[]): void => {
    const job = jobs[id];
    if (job === undefined || path.includes(id)) throw new Error(`needs: ${[...path, id].join(" → ")} cannot be`);
    for (const need of needsOf(job)) if (!ordered.includes(need)) visit(need, [...path, id]);
    if (!ordered.includes(id)) ordered.push(id);
  };
  for (const id of Object.keys(jobs)) visit(id, []);
  return ordered;
};

const call = (job: Job, permissions: Permissions, scope: Scope, level: Level, id: string): Level => {
  const path = job.uses?.replace(/^\.\//, "") ?? "";
  const text = level.files.get(path);
  if (text === undefined) throw new Error(`${level.file.path}: ${job.uses} is not there`);
  const file = readWorkflow(path, text);
  const trigger = file.on.workflow_call;
  if (trigger === undefined) throw new Error(`${path} cannot be called`);
  const given = job.with ?? {};
  for (const [name, { required }] of Object.entries(trigger?.inputs ?? {}))
    if (required === true && !(name in given)) throw new Error(`${path}: the input ${name} is required`);
  return {
    file,
    files: level.files,
    inputs: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fillText(value, scope)])),
    prefix: `${level.prefix}${id} / `,
    seesSecrets: level.seesSecrets && job.secrets === "inherit",
    limit: permissions,
    ...(job.concurrency === undefined ? {} : { concurrency: job.concurrency }),
  };
};

const runJobs = async (running: Running, level: Level): Promise<readonly JobResult[]> => {
  const { file, prefix } = level;
  const past = new Map<string, Past>();
  const results: JobResult[] = [];
  for (const id of inOrder(file.jobs)) {
    const job = file.jobs[id]!;
    const needed = needsOf(job).map((need) => [need, past.get(need)!] as const);
    const line = needed.flatMap(([, one]) => one.line);
    const scope: Scope = {
      contexts: {
        github: githubContext(running),
        inputs: level.inputs,
        vars: running.host.vars,
        needs: Object.fromEntries(needed.map(([need, { result, outputs }]) => [need, { result, outputs }])),
      },
      status: {
        success: line.every((one) => one === "success"),
        failure: line.includes("failure"),
        cancelled: false,
      },
    };
    const permissions = permissionsOf(job, level, id);
    const done = holds(job.if, scope)
      ? await runDue(running, level, { id, job, permissions, scope })
      : [skipped(`${prefix}${id}`, job, permissions)];
    results.push(...done);
    const found = worst(done.map(({ result }) => result));
    // A job that may fail counts as one that has not.
    const result = job["continue-on-error"] === true && found === "failure" ? "success" : found;
    past.set(id, { result, outputs: done.at(-1)?.outputs ?? {}, line: [...line, result] });
  }
  return results;
};

interface Due {
  readonly id: string;
  readonly job: Job;
  readonly permissions: Permissions;
  readonly scope: Scope;
}

const runDue = async (
  running: Running,
  level: Level,
  { id, job, permissions, scope }: Due,
): Promise<readonly JobResult[]> => {
  if (job.uses !== undefined) return runJobs(running, call(job, permissions, scope, level, id));
  const concurrency = job.concurrency ?? level.concurrency ?? level.file.concurrency;
  const done: JobResult[] = [];
  for (const leg of legsOf(job, scope))
    done.push(
      await runJob(running, {
        id: `${level.prefix}${id}`,
        job,
        permissions,
        contexts: { ...scope.contexts, matrix: leg },
        seesSecrets: level.seesSecrets,
        env: level.file.env ?? {},
        ...(concurrency === undefined ? {} : { concurrency }),
      }),
    );
  return done;
};

/** Jobs of a matrix that may fail do not make their run fail. */
const concludes = (file: Workflow, jobs: readonly JobResult[]): Conclusion =>
  worst(
    jobs.map(({ id, result }) =>
      file.jobs[id]?.["continue-on-error"] === true && result === "failure" ? "success" : result,
    ),
  );

/** Runs one workflow for an event as GitHub would, jobs one after the other. */
export const runWorkflow = async (
  host: Host,
  event: Event,
  path: string,
  options: RunnerOptions,
): Promise<RunResult> => {
  const files = await host.workflowFiles(event.sha);
  const text = files.get(path);
  if (text === undefined) throw new Error(`there is no ${path} at ${event.sha}`);
  const file = readWorkflow(path, text);
  const run = await host.startRun({ path, name: file.name, event });
  const inputs = event.name === "workflow_dispatch" ? ((event.payload.inputs ?? {}) as Record<string, Value>) : {};
  const running: Running = { host, event, options, workflow: file, run };
  const jobs = await runJobs(running, { file, files, inputs, prefix: "", seesSecrets: true });
  const conclusion = concludes(file, jobs);
  await host.finishRun(run.id, conclusion);
  return { id: run.id, attempt: run.attempt, path, name: file.name, conclusion, jobs };
};
