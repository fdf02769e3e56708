import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fill, fillText, type Scope } from "./expression.ts";
import type { Conclusion, DeploymentEnvironment, Event, Host, Permissions } from "./host.ts";
import type { JobResult } from "./result.ts";
import { runSteps, type StepHooks } from "./run-steps.ts";
import { isFromFork } from "./triggers.ts";
import type { Value } from "./value.ts";
import type { Concurrency, Job, Workflow } from "./workflow.ts";

type Table = Readonly<Record<string, string>>;

/** What a test gives the runner. */
export interface RunnerOptions extends Pick<StepHooks, "prepare"> {
  /** An empty folder; jobs work below it. The caller removes it. */
  readonly folder: string;
  /** The command line that `npx --no-install zerodrift` starts: a JavaScript file. */
  readonly cli: string;
  /** More environment for every step, beneath what the workflow sets: a clock rate, the address of a tenant. */
  readonly env?: Table;
  /** Before a step of a job (`execute / apply`) starts; "lost" takes its machine away. */
  readonly beforeStep?: (job: string, step: string) => Promise<"lost" | undefined>;
}

/** A run in progress. */
export interface Running {
  readonly host: Host;
  readonly event: Event;
  readonly options: RunnerOptions;
  readonly workflow: Workflow;
  readonly run: { readonly id: number; readonly attempt: number; readonly number: number };
}

/** A job about to start: conditions hold, the matrix is taken apart. */
export interface DueJob {
  readonly id: string;
  readonly job: Job;
  readonly permissions: Permissions;
  readonly contexts: Readonly<Record<string, Value>>;
  /** A called workflow sees secrets only with `secrets: inherit`, those of its environments included. */
  readonly seesSecrets: boolean;
  readonly concurrency?: Concurrency;
  /** Of the workflow file. */
  readonly env: Table;
}

const none: DeploymentEnvironment = { secrets: {}, vars: {} };

/** Why an environment keeps a job out; undefined: it does not. */
const keptOut = async (
  name: string,
  { branches, review }: DeploymentEnvironment,
  { event, run }: Running,
): Promise<string | undefined> => {
  const branch = event.ref.replace(/^refs\/heads\//, "");
  if (branches !== undefined && !branches.includes(branch))
    return `${branch} is not allowed to deploy to ${name} due to environment protection rules.`;
  return (await review?.(run.id)) === "rejected" ? `A reviewer rejected the deployment to ${name}.` : undefined;
};

const onlyReading = (permissions: Permissions): Permissions =>
  Object.fromEntries(Object.entries(permissions).map(([name, right]) => [name, right === "none" ? right : "read"]));

/** npx finds the tool in node_modules; here it finds the one under test. */
const writeNpx = (folder: string, cli: string): void => {
  mkdirSync(folder, { recursive: true });
  const lines = [
    "#!/bin/sh",
    'if [ "$1 $2" != "--no-install zerodrift" ]; then echo "npx $* is not known here" >&2; exit 1; fi',
    "shift 2",
    `exec "${process.execPath}" "${cli}" "$@"`,
  ];
  writeFileSync(join(folder, "npx"), `${lines.join("\n")}\n`);
  chmodSync(join(folder, "npx"), 0o755);
};

const baseEnvironment = ({ host, event, run, workflow, options }: Running, job: string, home: string): Table => ({
  ...options.env,
  PATH: [join(home, "bin"), dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
  HOME: home,
  LANG: "C.UTF-8",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  CI: "true",
  GITHUB_ACTIONS: "true",
  GITHUB_ACTOR: event.actor,
  GITHUB_API_URL: host.apiUrl,
  GITHUB_SERVER_URL: host.serverUrl,
  GITHUB_REPOSITORY: host.repository.fullName,
  GITHUB_REPOSITORY_ID: String(host.repository.id),
  GITHUB_EVENT_NAME: event.name,
  GITHUB_EVENT_PATH: join(home, "event.json"),
  GITHUB_SHA: event.sha,
  GITHUB_REF: event.ref,
  GITHUB_REF_NAME: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ""),
  GITHUB_RUN_ID: String(run.id),
  GITHUB_RUN_ATTEMPT: String(run.attempt),
  GITHUB_RUN_NUMBER: String(run.number),
  GITHUB_WORKFLOW: workflow.name,
  GITHUB_JOB: job,
  GITHUB_WORKSPACE: join(home, "work"),
  RUNNER_TEMP: join(home, "temp"),
});

/** The `github` context. */
export const githubContext = ({ host, event, run, workflow }: Running): Readonly<Record<string, Value>> => ({
  actor: event.actor,
  event: event.payload,
  event_name: event.name,
  ref: event.ref,
  ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ""),
  repository: host.repository.fullName,
  run_attempt: String(run.attempt),
  run_id: String(run.id),
  sha: event.sha,
  workflow: workflow.name,
});

const fillTable = (table: Table, scope: Scope): Table =>
  Object.fromEntries(Object.entries(table).map(([key, text]) => [key, fillText(text, scope)]));

const isWell = { success: true, failure: false, cancelled: false };

/** Runs one job on a machine of its own: an empty folder, a token, the secrets of its environment. */
export const runJob = async (running: Running, due: DueJob): Promise<JobResult> => {
  const { host, event, options, run } = running;
  const { job, contexts } = due;
  const early: Scope = { contexts, status: isWell };
  const name = fillText(job.name ?? due.id, early);
  const environment = job.environment === undefined ? undefined : fillText(job.environment, early);
  const permissions = isFromFork(event) ? onlyReading(due.permissions) : due.permissions;
  const about = {
    id: due.id,
    name,
    permissions,
    ...(environment === undefined ? {} : { environment }),
    ...(due.concurrency === undefined
      ? {}
      : { concurrency: { ...due.concurrency, group: fillText(due.concurrency.group, early) } }),
  };
  const jobId = await host.startJob(run.id, { name, ...(environment === undefined ? {} : { environment }) });
  const finish = async (result: Conclusion, rest: Omit<JobResult, keyof typeof about | "result">) => {
    await host.finishJob(run.id, jobId, result);
    return { ...about, ...rest, result };
  };

  const settings = environment === undefined ? none : (host.environment(environment) ?? none);
  const refusal = environment === undefined ? undefined : await keptOut(environment, settings, running);
  if (refusal !== undefined)
    return finish("failure", { outputs: {}, log: `${refusal}\n`, summary: "", steps: [], artifacts: [] });

  const home = mkdtempSync(join(options.folder, "job-"));
  const workspace = join(home, "work");
  mkdirSync(workspace);
  writeNpx(join(home, "bin"), options.cli);
  writeFileSync(join(home, "event.json"), JSON.stringify(event.payload));
  const token = await host.mintToken({ runId: run.id, jobId, permissions });
  const known = {
    ...contexts,
    github: { ...githubContext(running), job: due.id, token },
    vars: { ...host.vars, ...settings.vars },
    secrets: due.seesSecrets && !isFromFork(event) ? { ...host.secrets, ...settings.secrets } : {},
  };
  const { beforeStep } = options;
  const { result, steps, byId, log, summary, artifacts } = await runSteps(job.steps ?? [], {
    host,
    event,
    contexts: known,
    place: { runId: run.id, workspace, token, env: baseEnvironment(running, due.id, home) },
    env: fillTable({ ...due.env, ...job.env }, { contexts: known, status: isWell }),
    temp: join(home, "temp"),
    prepare: options.prepare,
    ...(beforeStep === undefined ? {} : { beforeStep: (step: string) => beforeStep(due.id, step) }),
  });
  const answered: Scope = {
    contexts: { ...known, steps: Object.fromEntries(Object.entries(byId).map(([id, one]) => [id, { ...one }])) },
    status: isWell,
  };
  return finish(result, { outputs: fillTable(job.outputs ?? {}, answered), log, summary, steps, artifacts });
};

/** The entries of a matrix; one without any is an error, as at GitHub. */
export const legsOf = (job: Job, scope: Scope): readonly Readonly<Record<string, Value>>[] => {
  const axes = Object.entries(job.strategy?.matrix ?? {});
  return axes.reduce<readonly Readonly<Record<string, Value>>[]>(
    (legs, [axis, given]) => {
      const values = typeof given === "string" ? fill(given, scope) : given;
      if (!Array.isArray(values) || values.length === 0)
        throw new Error(`Matrix vector '${axis}' does not contain any values`);
      return legs.flatMap((leg) => (values as readonly Value[]).map((value) => ({ ...leg, [axis]: value })));
    },
    [{}],
  );
};
