import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import { type Call, type Handler, notFound, ok, paged, refusal } from "./answers.ts";
import { readCommit } from "./commits.ts";
import { type Body, node, page, repoApi, repository, simpleUser, time } from "./objects.ts";
import { type Artifact, type Fork, moment, nextId, type Run, type User, type World } from "./world.ts";

const day = 86_400_000;

const pullsOf = (world: World, run: Run): readonly Body[] =>
  // Empty for runs of forks.
  run.fork !== null
    ? []
    : [...world.pulls.values()]
        .filter((pull) => pull.issue.state === "open" && pull.headSha === run.sha && pull.head.fork === null)
        .map((pull) => {
          const repo = { id: world.repositoryId, url: repoApi(world), name: world.repo };
          return {
            id: pull.id,
            number: pull.issue.number,
            url: `${repoApi(world)}/pulls/${pull.issue.number}`,
            head: { ref: pull.head.ref, sha: pull.headSha, repo },
            base: { ref: pull.base, sha: pull.baseSha, repo },
          };
        });

export const runBody = (world: World, run: Run): Body => {
  const url = `${repoApi(world)}/actions/runs/${run.id}`;
  const { tree, message, author, committer } = readCommit(world, run.sha);
  const { date: _author, ...by } = author;
  const { date: _committer, ...from } = committer;
  return {
    id: run.id,
    name:
      run.path
        .split("/")
        .at(-1)
        ?.replace(/\.ya?ml$/, "") ?? "",
    node_id: node("WorkflowRun", run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.path,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.id,
    check_suite_node_id: node("CheckSuite", run.id),
    url,
    html_url: `${page(world)}/actions/runs/${run.id}`,
    pull_requests: pullsOf(world, run),
    created_at: time(run.createdAt),
    updated_at: time(run.updatedAt),
    run_started_at: time(run.createdAt),
    actor: simpleUser(world, run.actor),
    triggering_actor: simpleUser(world, run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repoApi(world)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${repoApi(world)}/actions/workflows/${run.workflowId}`,
    head_commit: { id: run.sha, tree_id: tree, message, timestamp: author.date, author: by, committer: from },
    repository: repository(world),
    head_repository: repository(world, run.fork),
    display_title: message.split("\n")[0],
    referenced_workflows: [],
  };
};

const isExpired = (world: World, { expired, createdAt }: Artifact): boolean =>
  expired || world.now > createdAt.getTime() + 90 * day;

export const artifactBody = (world: World, artifact: Artifact): Body => {
  const url = `${repoApi(world)}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: node("Artifact", artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: isExpired(world, artifact),
    digest: artifact.digest,
    created_at: time(artifact.createdAt),
    updated_at: time(artifact.createdAt),
    expires_at: time(new Date(artifact.createdAt.getTime() + 90 * day)),
    workflow_run: {
      id: artifact.run.id,
      repository_id: world.repositoryId,
      head_repository_id: artifact.run.fork?.id ?? world.repositoryId,
      head_branch: artifact.run.branch ?? "",
      head_sha: artifact.run.sha,
    },
  };
};

/** `>=2026-01-01`, `a..b`, `*..b`: how GitHub writes ranges of time. */
const isWithin = (at: Date, range: string | null): boolean => {
  if (range === null) return true;
  const [from = "", to = ""] = range.includes("..")
    ? range.split("..")
    : /^>/.test(range)
      ? [range.replace(/^>=?/, "")]
      : /^</.test(range)
        ? ["", range.replace(/^<=?/, "")]
        : [range, `${range.slice(0, 10)}T23:59:59Z`];
  const after = from === "" || from === "*" || at >= new Date(from);
  return after && (to === "" || to === "*" || at <= new Date(to));
};

const runsIn = (call: Call, runs: readonly Run[]): ReturnType<Handler> => {
  const { world, query } = call;
  const says = (key: string, value: string | null): boolean => !query.has(key) || query.get(key) === value;
  const status = query.get("status");
  const found = runs
    .filter((run) => says("event", run.event) && says("branch", run.branch) && says("head_sha", run.sha))
    .filter((run) => says("actor", run.actor.login) && isWithin(run.createdAt, query.get("created")))
    .filter((run) => status === null || run.status === status || run.conclusion === status)
    .sort((one, other) => other.id - one.id);
  return paged(
    call,
    found,
    (run) => runBody(world, run),
    (workflow_runs, total_count) => ({ total_count, workflow_runs }),
  );
};

const artifactsIn = (call: Call, artifacts: readonly Artifact[]): ReturnType<Handler> => {
  const name = call.query.get("name");
  const found = artifacts
    .filter((artifact) => name === null || artifact.name === name)
    .sort((one, other) => other.id - one.id);
  return paged(
    call,
    found,
    (each) => artifactBody(call.world, each),
    (list, total_count) => ({ total_count, artifacts: list }),
  );
};

const artifactOf = ({ world, path }: Call): Artifact | undefined =>
  world.artifacts.find(({ id }) => id === path.artifact_id);

/** The zip waits outside of the API, for one download. */
const download: Handler = (call) => {
  const artifact = artifactOf(call);
  if (artifact === undefined) return notFound();
  if (isExpired(call.world, artifact)) return refusal(410, "Artifact has expired");
  const path = `/_blobs/${artifact.id}-${nextId(call.world)}.zip`;
  call.world.blobs.set(path, artifact.zip);
  return { status: 302, headers: { location: `${call.world.url}${path}` } };
};

/** Handlers by operation. */
export const actionEndpoints: Readonly<Record<string, Handler>> = {
  "actions/list-workflow-runs-for-repo": (call) => runsIn(call, call.world.runs),
  "actions/list-workflow-runs": (call) => {
    const asked = call.path.workflow_id;
    const [path] =
      [...call.world.workflows].find(([name, id]) => id === asked || name === `.github/workflows/${asked}`) ?? [];
    if (path === undefined) return notFound();
    return runsIn(
      call,
      call.world.runs.filter((run) => run.path === path),
    );
  },
  "actions/get-workflow-run": ({ world, path }) => {
    const run = world.runs.find(({ id }) => id === path.run_id);
    return run === undefined ? notFound() : ok(runBody(world, run));
  },
  "actions/list-workflow-run-artifacts": (call) => {
    const run = call.world.runs.find(({ id }) => id === call.path.run_id);
    if (run === undefined) return notFound();
    return artifactsIn(
      call,
      call.world.artifacts.filter((artifact) => artifact.run === run),
    );
  },
  "actions/list-artifacts-for-repo": (call) => artifactsIn(call, call.world.artifacts),
  "actions/get-artifact": (call) => {
    const artifact = artifactOf(call);
    return artifact === undefined ? notFound() : ok(artifactBody(call.world, artifact));
  },
  "actions/download-artifact": download,
};

export interface RunOptions {
  /** Of the workflow file, from the top of the repository. */
  readonly path: string;
  readonly event: string;
  readonly branch?: string | null;
  readonly sha: string;
  readonly status?: string;
  readonly conclusion?: string | null;
  readonly attempt?: number;
  readonly createdAt?: Date;
}

export const addRun = (
  world: World,
  options: RunOptions & { readonly actor: User; readonly fork: Fork | null },
): Run => {
  const { path, event, sha, actor, fork, status = "completed", attempt = 1 } = options;
  const workflowId = world.workflows.get(path) ?? nextId(world);
  world.workflows.set(path, workflowId);
  const at = options.createdAt ?? moment(world);
  const run: Run = {
    id: nextId(world),
    number: world.runs.filter((each) => each.path === path).length + 1,
    path,
    workflowId,
    event,
    branch: options.branch === undefined ? world.defaultBranch : options.branch,
    sha,
    fork,
    actor,
    status,
    conclusion: options.conclusion === undefined ? (status === "completed" ? "success" : null) : options.conclusion,
    attempt,
    createdAt: at,
    updatedAt: at,
  };
  world.runs.push(run);
  return run;
};

export type ArtifactFiles = Readonly<Record<string, string | Uint8Array>>;

export const addArtifact = (
  world: World,
  { run, name, files, createdAt }: { run: Run; name: string; files: ArtifactFiles | Uint8Array; createdAt?: Date },
): Artifact => {
  const bytes = (content: string | Uint8Array): Uint8Array =>
    typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  const zip =
    files instanceof Uint8Array
      ? files
      : zipSync(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, bytes(content)])));
  const artifact: Artifact = {
    id: nextId(world),
    name,
    run,
    zip,
    digest: `sha256:${createHash("sha256").update(zip).digest("hex")}`,
    createdAt: createdAt ?? moment(world),
    expired: false,
  };
  world.artifacts.push(artifact);
  return artifact;
};
