import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { driftArtifact, environmentName, planArtifact, resultArtifact, workflows } from "../../src/github/names.ts";
import { policyWorkflows } from "../../src/init/policy-workflows.ts";
import type { Event } from "../support/actions/host.ts";
import { isTriggered } from "../support/actions/triggers.ts";
import { type Job, needsOf, readWorkflow, type Step, type Workflow } from "../support/actions/workflow.ts";

const written = policyWorkflows({ tenant: "acme", branch: "main" });
const policy = [...written].map(([path, text]) => readWorkflow(path, text));
const own = Object.values(workflows).map((path) => readWorkflow(path, readFileSync(path, "utf8")));
const both = [
  ["of a policy repository", policy],
  ["of this repository", own],
] as const;

const event = (name: string, payload: Event["payload"] = {}, ref = "refs/heads/main"): Event => ({
  name,
  payload,
  sha: "0".repeat(40),
  ref,
  actor: "jo",
});
const finished = (name: string): Event => event("workflow_run", { action: "completed", workflow_run: { name } });
const pull = "refs/pull/7/merge";

const events: readonly (readonly [what: string, event: Event, started: readonly string[]])[] = [
  ["a pull request is opened", event("pull_request", { action: "opened" }, pull), ["zerodrift-check"]],
  ["a pull request is pushed to", event("pull_request", { action: "synchronize" }, pull), ["zerodrift-check"]],
  ["a pull request gets another base", event("pull_request", { action: "edited" }, pull), ["zerodrift-check"]],
  ["a pull request is reopened", event("pull_request", { action: "reopened" }, pull), ["zerodrift-check"]],
  ["a pull request is labelled", event("pull_request", { action: "labeled" }, pull), []],
  ["a pull request is closed", event("pull_request", { action: "closed" }, pull), []],
  ["a review is submitted", event("pull_request_review", { action: "submitted" }, pull), ["zerodrift-signal"]],
  ["a review is dismissed", event("pull_request_review", { action: "dismissed" }, pull), ["zerodrift-signal"]],
  ["somebody comments", event("issue_comment", { action: "created" }), []],
  ["the check is over", finished("zerodrift-check"), ["zerodrift-plan"]],
  ["the signal is over", finished("zerodrift-signal"), ["zerodrift-ready"]],
  ["the plan is over", finished("zerodrift-plan"), ["zerodrift-ready"]],
  ["the apply is over", finished("zerodrift-apply"), ["zerodrift-plan", "zerodrift-ready"]],
  ["ready is over", finished("zerodrift-ready"), []],
  ["the drift scan is over", finished("zerodrift-drift"), []],
  ["a run of another name is over", finished("zerodrift-check-2"), []],
  [
    "the check has only begun",
    event("workflow_run", { action: "requested", workflow_run: { name: "zerodrift-check" } }),
    [],
  ],
  ["something is merged", event("push"), ["zerodrift-ready", "zerodrift-apply"]],
  ["a branch is pushed", event("push", {}, "refs/heads/topic"), []],
  ["a tag named like the branch is pushed", event("push", {}, "refs/tags/main"), []],
  ["the night comes", event("schedule", { schedule: "17 2 * * *" }), ["zerodrift-drift"]],
  ["somebody starts apply", event("workflow_dispatch", { workflow: workflows.apply }), ["zerodrift-apply"]],
  ["somebody starts execute", event("workflow_dispatch", { workflow: workflows.execute }), []],
  ["pull_request_target", event("pull_request_target", { action: "opened" }), []],
];

describe.each(both)("the workflows %s", (_, files) => {
  test.each(events)("%s", (_what, happened, started) => {
    expect(files.filter((file) => isTriggered(file, happened)).map(({ name }) => name)).toEqual(started);
  });

  const jobs = files.flatMap((file) =>
    Object.entries(file.jobs).map(([id, job]) => ({ file, id, job, at: `${file.name} ${id}` })),
  );
  const steps = jobs.flatMap(({ at, job }) => (job.steps ?? []).map((step) => ({ at, step })));
  const where = (is: (job: Job, file: Workflow) => boolean) =>
    jobs.filter(({ job, file }) => is(job, file)).map(({ at }) => at);
  const stepsWhere = (is: (step: Step) => boolean) => steps.filter(({ step }) => is(step)).map(({ at }) => at);

  test("are named after their files, and start from no right at all", () => {
    expect(files.map(({ path }) => path)).toEqual(Object.values(workflows));
    expect(files.map(({ name }) => `.github/workflows/${name}.yml`)).toEqual(Object.values(workflows));
    expect(files.map(({ permissions }) => permissions)).toEqual(files.map(() => ({})));
  });

  test("give each job exactly these rights", () => {
    const rights = ({ permissions = {} }: Job) =>
      Object.entries(permissions)
        .map(([name, right]) => `${name}: ${right}`)
        .join(", ");
    expect(Object.fromEntries(jobs.map(({ at, job }) => [at, rights(job)]))).toEqual({
      "zerodrift-check validate": "contents: read",
      "zerodrift-signal wake": "",
      "zerodrift-plan resolve": "contents: read, pull-requests: read, actions: read, deployments: read",
      "zerodrift-plan plan": "contents: read, pull-requests: read, actions: read, deployments: read",
      "zerodrift-plan publish": "contents: read, pull-requests: write, checks: write, actions: read",
      "zerodrift-ready resolve": "contents: read, pull-requests: read, actions: read",
      "zerodrift-ready ready": "contents: read, pull-requests: read, actions: read, deployments: read, checks: write",
      "zerodrift-apply resolve": "contents: read, pull-requests: read, actions: read, deployments: read",
      "zerodrift-apply gate": "",
      "zerodrift-apply execute": "contents: read, pull-requests: write, actions: read, deployments: write",
      "zerodrift-execute verify": "contents: read, pull-requests: read, actions: read, deployments: write",
      "zerodrift-execute apply": "contents: read, deployments: write",
      "zerodrift-execute report": "contents: read, pull-requests: write, deployments: write",
      "zerodrift-drift scan": "contents: read, deployments: read, actions: read",
      "zerodrift-drift report": "contents: read, issues: write",
    });
  });

  test("let three jobs see a tenant, and none of them in a run of a pull request", () => {
    expect(
      Object.fromEntries(jobs.flatMap(({ at, job }) => (job.environment === undefined ? [] : [[at, job.environment]]))),
    ).toEqual({
      "zerodrift-plan plan": environmentName("acme", "plan"),
      "zerodrift-apply gate": environmentName("acme", "gate"),
      "zerodrift-execute apply": environmentName("acme", "apply"),
      "zerodrift-drift scan": environmentName("acme", "plan"),
    });
    expect(
      where(
        (job, { on }) =>
          job.environment !== undefined && Object.keys(on).some((name) => name.startsWith("pull_request")),
      ),
    ).toEqual([]);
  });

  test("keep the token where it is needed: in the steps that talk to GitHub, out of .git/config, out of `npm ci`", () => {
    const holders = stepsWhere(({ env = {} }) =>
      Object.values(env).some((text) => /github\.token|secrets\./.test(text)),
    );
    const talkers = stepsWhere(({ run = "" }) =>
      /\b(?:github (?:resolve|plan|publish|ready|verify|report|drift)|apply approved)\b/.test(run),
    );
    expect(holders).toEqual(talkers);
    expect(holders.length).toBe(11);
    expect(where(({ env }) => env !== undefined)).toEqual([]);
    expect(files.filter(({ env }) => env !== undefined)).toEqual([]);
    expect(
      stepsWhere(
        ({ uses = "", with: given }) =>
          uses.startsWith("actions/checkout@") && given?.["persist-credentials"] !== "false",
      ),
    ).toEqual([]);
  });

  test("put no expression into a shell", () => {
    expect(stepsWhere(({ run = "" }) => run.includes("${{"))).toEqual([]);
  });

  test("never check out anything but the default branch where there are rights or secrets", () => {
    const refs = steps.flatMap(({ at, step }) => (step.with?.ref === undefined ? [] : [[at, step.with.ref]]));
    expect([...new Set(refs.map(([, ref]) => ref))]).toEqual(["${{ inputs.commit }}"]);
    expect(refs.every(([at]) => at?.startsWith("zerodrift-execute "))).toBe(true);
  });

  test("bound every job, and never filter by path", () => {
    expect(where((job) => job.uses === undefined && job["timeout-minutes"] === undefined)).toEqual([]);
  });

  test("cancel no plan and no apply", () => {
    const queues = jobs.flatMap(({ at, job: { concurrency } }) =>
      concurrency === undefined ? [] : [[at, concurrency] as const],
    );
    expect(Object.fromEntries(queues)).toEqual({
      "zerodrift-plan plan": {
        group: "zerodrift-plan-${{ matrix.pull.number }}",
        "cancel-in-progress": false,
        queue: "max",
      },
      "zerodrift-ready ready": { group: "zerodrift-ready-${{ matrix.pull.number }}", "cancel-in-progress": true },
      "zerodrift-apply execute": { group: "zerodrift-apply", "cancel-in-progress": false, queue: "max" },
    });
  });

  test("tell a failed plan and close a lost apply", () => {
    const always = jobs.filter(({ job }) => /always\(\)|cancelled\(\)/.test(String(job.if ?? "")));
    expect(always.map(({ at, job }) => [at, needsOf(job)])).toEqual([
      ["zerodrift-plan publish", ["resolve", "plan"]],
      ["zerodrift-execute report", ["verify", "apply"]],
    ]);
  });

  test("name artifacts as the program does, and keep plans longer than approvals last", () => {
    const uploads = steps.flatMap(({ step }) =>
      step.uses?.startsWith("actions/upload-artifact@") ? [step.with ?? {}] : [],
    );
    expect(uploads.map(({ name }) => name)).toEqual([
      planArtifact("${{ matrix.pull.head }}"),
      "zerodrift-approved",
      resultArtifact,
      driftArtifact("${{ steps.scan.outputs.state }}"),
    ]);
    expect(uploads.map((given) => Number(given["retention-days"]) >= 30)).toEqual([true, true, true, true]);
  });
});

test("the tool of a policy repository comes from its lockfile, and installing it runs nothing", () => {
  const scripts = policy.flatMap(({ jobs }) =>
    Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run }) => run ?? [])),
  );
  const tools = scripts.filter((run) => run.includes("zerodrift"));
  expect(tools.filter((run) => !run.startsWith("npx --no-install zerodrift "))).toEqual([]);
  const installs = scripts.filter((run) => run.startsWith("npm"));
  expect(new Set(installs)).toEqual(new Set(["npm ci --ignore-scripts --no-audit --no-fund"]));
});
