import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseMarker } from "../../../src/github/comment/marker.ts";
import { checks, labels, workflows } from "../../../src/github/names.ts";
import { policyWorkflows } from "../../../src/init/policy-workflows.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/server.ts";
import type { Event } from "../actions/host.ts";
import { play } from "../actions/play.ts";
import type { JobResult, RunResult } from "../actions/result.ts";
import type { RunnerOptions } from "../actions/run-job.ts";
import { runWorkflow } from "../actions/run-workflow.ts";
import { cliFile } from "../cli.ts";
import { type Control, controlOf, everything, isWrite, type RequestEntry, root, type Wire } from "../scene.ts";
import { type Double, startDouble } from "./double.ts";
import { type DoubleHost, hostAt } from "./host.ts";

/** Everything that an event led to, in the order it ran. */
export interface Played {
  readonly runs: readonly RunResult[];
  /** The jobs of a workflow, by their id. */
  job(workflow: keyof typeof workflows, id: string): JobResult | undefined;
  /** How the newest run of a workflow ended; undefined: it did not run. */
  ended(workflow: keyof typeof workflows): string | undefined;
  /** All that the jobs printed and wrote on the pages of their runs. */
  readonly text: string;
}

export type Files = Readonly<Record<string, string | null>>;

/** A policy repository at GitHub, its tenant, and people who work with both. */
export interface Story {
  readonly github: Double;
  readonly host: DoubleHost;
  readonly sandbox: Sandbox;
  readonly control: Control;
  /** The next jobs run with this. */
  hook(beforeStep: RunnerOptions["beforeStep"]): void;
  env(more: Readonly<Record<string, string>>): void;
  read(path: string, at?: string): string;
  /** A branch with changed files, and its pull request: opened, checked, planned and judged. */
  open(options: { branch: string; files: Files; by?: string; title?: string; fork?: string }): Promise<Opened>;
  /** More commits on a branch, and what follows. */
  push(pull: number, files: Files, by?: string): Promise<Played>;
  review(pull: number, login: string, state?: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED"): Promise<Played>;
  /** What follows when something happened to a pull request by an act of the double. */
  follow(pull: number, event: "pull_request" | "pull_request_review", action: string, by: string): Promise<Played>;
  merge(pull: number, options?: { by?: string; method?: "merge" | "squash" | "rebase" }): Promise<Merged>;
  /** A push to the default branch, whoever made it. */
  pushed(commit: string, by?: string): Promise<Played>;
  dispatch(workflow: keyof typeof workflows, inputs?: Readonly<Record<string, string>>, by?: string): Promise<Played>;
  nightly(): Promise<Played>;
  /** The plan comment of a pull request, and the comment with the result. */
  comment(pull: number): string | undefined;
  comments(pull: number): readonly string[];
  check(
    pull: number,
    name: keyof typeof checks,
  ): { conclusion: string | null; title: string; summary: string; text: string } | undefined;
  labels(pull: number): readonly string[];
  drift(): readonly { number: number; state: string; body: string }[];
  /** Writes that reached the tenant since `forget`. */
  writes(): Promise<readonly RequestEntry[]>;
  forget(): Promise<void>;
  /** Somebody in the portal, who publishes what was changed. */
  portal(method: "POST" | "PATCH" | "DELETE", body: Wire): Promise<void>;
  objects(kind: string): Promise<readonly Wire[]>;
  /** States of the ledger, newest first: `success`, `in_progress`, … with the description. */
  ledger(): readonly { commit: string; state: string; description: string }[];
  /** What the next jobs run with, for those who start workflows one by one. */
  runner(): RunnerOptions;
  close(): Promise<void>;
}

export interface Opened {
  readonly pull: number;
  readonly head: string;
  readonly played: Played;
}

export interface Merged {
  readonly commit: string;
  readonly played: Played;
}

const configuration = `tenant: acme
connection: {cloud: production}
policies: policies
products: [zms, zpa, zia]
approvals: {required: 1}
`;

const repositoryPolicies = (): Files =>
  Object.fromEntries(
    readdirSync(join(root, "policies"), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.ya?ml$/.test(file))
      .map((file) => [`policies/${file}`, readFileSync(join(root, "policies", file), "utf8")]),
  );

export interface StoryOptions {
  /** Documents of the default branch; those of this repository when absent. */
  readonly policies?: Files;
  readonly configuration?: string;
  readonly seed?: string;
  /** What the environments allow to be written. */
  readonly allow?: readonly string[];
  /** This very repository, with its own workflows, on the embedded tenant that its runs hand on. */
  readonly isOwn?: true;
}

/** The workflows of this repository as they are committed. */
const ownWorkflows = (): Files =>
  Object.fromEntries(Object.values(workflows).map((path) => [path, readFileSync(join(root, path), "utf8")]));

/** What `npm ci` makes of a checkout of this repository: the tool, built. */
const linkTool = (workspace: string): void => {
  for (const name of ["dist", "node_modules"]) symlinkSync(join(root, name), join(workspace, name));
};

const rules = [
  {
    type: "pull_request",
    ruleset_source_type: "Repository",
    ruleset_source: "acme/policies",
    ruleset_id: 1,
    parameters: {
      allowed_merge_methods: ["merge", "squash", "rebase"],
      dismiss_stale_reviews_on_push: true,
      require_code_owner_review: false,
      require_last_push_approval: true,
      required_approving_review_count: 1,
      required_review_thread_resolution: false,
    },
  },
  {
    type: "required_status_checks",
    ruleset_source_type: "Repository",
    ruleset_source: "acme/policies",
    ruleset_id: 1,
    parameters: {
      required_status_checks: [{ context: checks.ready }],
      strict_required_status_checks_policy: true,
    },
  },
  { type: "non_fast_forward", ruleset_source_type: "Repository", ruleset_source: "acme/policies", ruleset_id: 1 },
];

/** The same, of runs that somebody started one by one. */
export const playedOf = (runs: readonly RunResult[]): Played => {
  const of = (workflow: keyof typeof workflows) => runs.filter(({ path }) => path === workflows[workflow]);
  return {
    runs,
    job: (workflow, id) =>
      of(workflow)
        .flatMap(({ jobs }) => jobs)
        .filter((job) => job.id === id)
        .at(-1),
    ended: (workflow) => of(workflow).at(-1)?.conclusion,
    text: runs.flatMap(({ jobs }) => jobs.flatMap(({ log, summary }) => [log, summary])).join("\n"),
  };
};

/** Opens a story: main holds policies that are not applied yet, kim and lee may write, mallory may read. */
export const openStory = async (options: StoryOptions = {}): Promise<Story> => {
  const sandbox = await startSandbox({ seed: options.seed ?? "acme" });
  const github = await startDouble({ owner: "acme", repo: "policies" });
  const folder = mkdtempSync(join(tmpdir(), "zerodrift-story-"));
  const control = controlOf(sandbox.url);
  let beforeStep: RunnerOptions["beforeStep"];
  let env: Readonly<Record<string, string>> = {};
  for (const login of ["kim", "lee", "ada"]) github.user(login, "write");
  github.user("mallory", "read");
  github.rules("main", rules);
  github.commit({
    branch: "main",
    by: "ada",
    message: "Start",
    files: {
      ...(options.isOwn === true
        ? ownWorkflows()
        : Object.fromEntries(policyWorkflows({ tenant: "acme", branch: "main" }))),
      "zerodrift.yaml": options.configuration ?? configuration,
      "package.json": '{"name": "acme-policies", "private": true}\n',
      ...(options.policies ?? repositoryPolicies()),
    } as Record<string, string>,
  });
  const host = hostAt(github, {
    tenant: "acme",
    secrets:
      options.isOwn === true
        ? {}
        : { ZSCALER_CLIENT_ID: sandbox.clientId, ZSCALER_CLIENT_SECRET: sandbox.clientSecret },
    vars: {
      ZSCALER_VANITY_DOMAIN: sandbox.vanityDomain,
      ZSCALER_CUSTOMER_ID: sandbox.customerId,
      ZSCALER_CLOUD: "production",
      ZERODRIFT_WRITE_ALLOW: (options.allow ?? everything).join(","),
    },
  });
  const runner = () => ({
    folder,
    cli: cliFile,
    prepare: options.isOwn === true ? linkTool : () => undefined,
    env: {
      ...(options.isOwn === true ? {} : { ZERODRIFT_API_URL: sandbox.url }),
      ZERODRIFT_CLOCK_RATE: "2000",
      ...env,
    },
    ...(beforeStep === undefined ? {} : { beforeStep }),
    completed: (run: RunResult) => host.completed(run),
  });
  const event = (name: string, payload: object, sha: string, ref: string, actor: string): Event => ({
    name,
    payload: payload as Event["payload"],
    sha,
    ref,
    actor,
  });
  const onMain = (name: string, payload: object, actor: string): Event =>
    event(name, payload, github.tip("main"), "refs/heads/main", actor);
  const go = async (one: Event): Promise<Played> => playedOf(await play(host, one, runner()));
  const ofPull = (name: string, pull: number, actor: string, action?: string): Promise<Played> =>
    go(
      event(
        name,
        github.event(name, { pull, actor, ...(action === undefined ? {} : { action }) }),
        github.pull(pull).headSha,
        `refs/pull/${pull}/merge`,
        actor,
      ),
    );
  const pushed: Story["pushed"] = (commit, by = "ada") =>
    go(
      event("push", github.event("push", { branch: "main", after: commit, actor: by }), commit, "refs/heads/main", by),
    );
  const bodies = (pull: number): readonly string[] => github.comments(pull).map(({ body }) => body);
  return {
    github,
    host,
    sandbox,
    control,
    hook(next) {
      beforeStep = next;
    },
    env(more) {
      env = { ...env, ...more };
    },
    read: (path, at = "main") => `${github.git("show", `${at}:${path}`)}\n`,
    async open({ branch, files, by = "kim", title = branch, fork }) {
      const head = github.commit({
        branch,
        by,
        files: files as Record<string, string>,
        ...(fork === undefined ? {} : { fork }),
      });
      const pull = github.open({ branch, by, title, ...(fork === undefined ? {} : { fork }) });
      return { pull, head, played: await ofPull("pull_request", pull, by, "opened") };
    },
    async push(pull, files, by = "kim") {
      const { head } = github.pull(pull);
      const fork = head.fork === null ? {} : { fork: head.fork.owner.login };
      github.commit({ branch: head.ref, by, files: files as Record<string, string>, ...fork });
      return ofPull("pull_request", pull, by, "synchronize");
    },
    async review(pull, login, state = "APPROVED") {
      github.review(pull, login, state);
      return ofPull("pull_request_review", pull, login, "submitted");
    },
    follow: (pull, name, action, by) => ofPull(name, pull, by, action),
    async merge(pull, { by = "lee", method = "squash" } = {}) {
      const commit = github.merge(pull, { by, method });
      return { commit, played: await pushed(commit, by) };
    },
    pushed,
    async dispatch(workflow, inputs = {}, by = "ada") {
      const one = onMain("workflow_dispatch", github.event("workflow_dispatch", { inputs, actor: by }), by);
      const first = await runWorkflow(host, one, workflows[workflow], runner());
      return playedOf([first, ...(await play(host, await host.completed(first), { ...runner() }, 1))]);
    },
    async nightly() {
      const one = onMain("schedule", github.event("schedule", {}), "ada");
      return playedOf([await runWorkflow(host, one, workflows.drift, runner())]);
    },
    comment: (pull) => bodies(pull).find((body) => parseMarker(body, "plan") !== undefined),
    comments: bodies,
    check(pull, name) {
      const found = github.check(github.pull(pull).headSha, checks[name]);
      if (found === undefined) return undefined;
      const { conclusion, output } = found as unknown as {
        conclusion: string | null;
        output: { title: string | null; summary: string | null; text: string | null };
      };
      return { conclusion, title: output.title ?? "", summary: output.summary ?? "", text: output.text ?? "" };
    },
    labels: (pull) => github.labels(pull),
    drift: () =>
      github
        .issues()
        .filter(({ number }) => github.labels(number).includes(labels.drift))
        .map(({ number, state, body }) => ({ number, state, body: body ?? "" })),
    async writes() {
      const { requests } = await control("GET", "requests");
      return (requests as readonly RequestEntry[]).filter(isWrite);
    },
    async forget() {
      await control("DELETE", "requests");
      github.forget();
    },
    async portal(method, body) {
      await control(method, "objects", { actor: "j.doe@acme.example", ...body });
      await control("POST", "activate", { actor: "j.doe@acme.example" });
    },
    objects: async (kind) => (await control("GET", `objects?kind=${encodeURIComponent(kind)}&view=staged`)).objects,
    ledger: () =>
      github
        .deployments()
        .filter(({ task }) => task === "zerodrift-apply")
        .toReversed()
        .map(({ sha, statuses }) => ({
          commit: sha,
          state: statuses.at(-1)?.state ?? "",
          description: statuses.at(-1)?.description ?? "",
        })),
    runner,
    async close() {
      await Promise.all([sandbox.close(), github.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
