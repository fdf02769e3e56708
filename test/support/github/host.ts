import { environmentName, workflows } from "../../../src/github/names.ts";
import type { DeploymentEnvironment, Event, Host } from "../actions/host.ts";
import type { RunResult } from "../actions/result.ts";
import type { Double } from "./double.ts";
import { moment, nextId, type Run } from "./world.ts";

/** What the environments of a tenant hold. */
export interface TenantAccess {
  readonly tenant: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  /** Asks the reviewers of the gate; absent: there are none. */
  readonly gate?: () => Promise<"approved" | "rejected">;
}

/** Workflows run at the double: what they do to GitHub stands there, and what they ask is judged there. */
export interface DoubleHost extends Host {
  /** The event that GitHub sends when a run is over. */
  completed(run: RunResult): Promise<Event>;
  /** Sets a secret of the repository itself. */
  secret(name: string, value: string): void;
  /** The run as the double keeps it. */
  runOf(id: number): Run;
}

const isOurs = (path: string): boolean => /^\.github\/workflows\/zerodrift-[a-z]+\.yml$/.test(path);

export const hostAt = (github: Double, access: TenantAccess): DoubleHost => {
  const { world } = github;
  // GitHub knows the workflows of the default branch, also those that never ran.
  for (const path of Object.values(workflows)) world.workflows.set(path, nextId(world));
  const secrets: Record<string, string> = {};
  const caches = new Map<string, Uint8Array>();
  const runOf = (id: number): Run => {
    const run = world.runs.find((one) => one.id === id);
    if (run === undefined) throw new Error(`no run ${id}`);
    return run;
  };
  const artifactsOf = (runId: number, name: string) =>
    world.artifacts.filter((artifact) => artifact.run.id === runId && artifact.name === name);
  const environments: Readonly<Record<string, DeploymentEnvironment>> = {
    [environmentName(access.tenant, "plan")]: { branches: ["main"], secrets: access.secrets, vars: access.vars },
    [environmentName(access.tenant, "apply")]: { branches: ["main"], secrets: access.secrets, vars: access.vars },
    [environmentName(access.tenant, "gate")]: {
      branches: ["main"],
      secrets: {},
      vars: {},
      ...(access.gate === undefined ? {} : { review: access.gate }),
    },
  };
  return {
    repository: { fullName: `${github.owner}/${github.repo}`, id: world.repositoryId, defaultBranch: "main" },
    apiUrl: `${github.url}/api`,
    serverUrl: github.url,
    cloneUrl: `${github.url}/${github.owner}/${github.repo}.git`,
    secrets,
    vars: {},
    secret(name, value) {
      secrets[name] = value;
    },
    runOf,
    async workflowFiles(sha) {
      const paths = github.git("ls-tree", "-r", "--name-only", sha, ".github/workflows").split("\n").filter(isOurs);
      return new Map(paths.map((path) => [path, `${github.git("show", `${sha}:${path}`)}\n`]));
    },
    environment: (name) => environments[name],
    async startRun({ path, event }) {
      const pull = world.pulls.get(Number(/^refs\/pull\/(\d+)\//.exec(event.ref)?.[1] ?? 0));
      const run = github.run({
        path,
        event: event.name,
        status: "in_progress",
        by: event.actor,
        sha: pull?.headSha ?? event.sha,
        branch: pull?.head.ref ?? event.ref.replace(/^refs\/(?:heads|tags)\//, ""),
        ...(pull?.head.fork ? { fork: pull.head.fork.owner.login } : {}),
      });
      return { id: run.id, attempt: run.attempt, number: run.number };
    },
    async finishRun(id, conclusion) {
      Object.assign(runOf(id), { status: "completed", conclusion, updatedAt: moment(world) });
    },
    startJob: async () => nextId(world),
    finishJob: async () => undefined,
    mintToken: async ({ permissions }) =>
      github.token(
        Object.fromEntries(
          Object.entries(permissions).flatMap(([name, right]) => (right === "none" ? [] : [[name, right]])),
        ),
      ),
    async putArtifact(runId, { name, zip, overwrite }) {
      const there = artifactsOf(runId, name);
      if (there.length > 0 && !overwrite) throw new Error("(409) Conflict: an artifact with this name already exists");
      for (const old of there) world.artifacts.splice(world.artifacts.indexOf(old), 1);
      const { id, digest } = github.artifact({ run: runOf(runId), name, files: zip });
      return { id, digest };
    },
    getArtifact: async (runId, name) => artifactsOf(runId, name).at(-1)?.zip,
    async getCache(key, prefixes) {
      const exact = caches.get(key);
      if (exact !== undefined) return { key, zip: exact };
      const near = [...caches].filter(([own]) => prefixes.some((prefix) => own.startsWith(prefix))).at(-1);
      return near === undefined ? undefined : { key: near[0], zip: near[1] };
    },
    async putCache(key, zip) {
      if (!caches.has(key)) caches.set(key, zip);
    },
    async completed({ id }) {
      const payload = github.event("workflow_run", { run: runOf(id) });
      const sha = github.tip("main");
      return {
        name: "workflow_run",
        payload: payload as Event["payload"],
        sha,
        ref: "refs/heads/main",
        actor: "github-actions[bot]",
      };
    },
  };
};
