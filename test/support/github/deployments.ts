import { tipOf } from "./acts.ts";
import { type Answer, type Call, created, type Handler, invalid, notFound, ok, paged, refusal } from "./answers.ts";
import { type Body, node, page, repoApi, simpleUser, time } from "./objects.ts";
import { type Deployment, moment, nextId, type Status, type User, userOf, type World } from "./world.ts";

export const deploymentBody = (world: World, deployment: Deployment): Body => {
  const url = `${repoApi(world)}/deployments/${deployment.id}`;
  const last = deployment.statuses.at(-1);
  return {
    url,
    id: deployment.id,
    node_id: node("Deployment", deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: simpleUser(world, deployment.creator),
    created_at: time(deployment.createdAt),
    updated_at: time(last?.createdAt ?? deployment.createdAt),
    statuses_url: `${url}/statuses`,
    repository_url: repoApi(world),
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
    performed_via_github_app: null,
  };
};

export const statusBody = (world: World, deployment: Deployment, status: Status): Body => {
  const url = `${repoApi(world)}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: node("DeploymentStatus", status.id),
    state: status.state,
    creator: simpleUser(world, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: "",
    created_at: time(status.createdAt),
    updated_at: time(status.createdAt),
    deployment_url: url,
    repository_url: repoApi(world),
    performed_via_github_app: null,
  };
};

const fine = ["success", "neutral", "skipped"];

const openChecks = (world: World, sha: string): readonly string[] =>
  world.checks.filter((check) => check.sha === sha && !fine.includes(check.conclusion ?? "")).map(({ name }) => name);

const conflict = (message: string, contexts: readonly string[] = []): Answer =>
  refusal(409, message, {
    errors: [{ resource: "Deployment", field: "required_contexts", code: "invalid", contexts }],
  });

const isBehind = (world: World, sha: string): boolean => {
  const tip = tipOf(world, world.defaultBranch);
  return tip !== undefined && !world.store.isAncestor(tip, sha);
};

const create: Handler = ({ world, body, actor }) => {
  const branch = tipOf(world, body.ref);
  const sha = branch ?? world.store.find(`${body.ref}^{commit}`);
  if (sha === undefined) return refusal(422, `No ref found for: ${body.ref}`);
  if (body.auto_merge !== false && isBehind(world, sha)) {
    // INFERRED: something that is no branch cannot take the merge, which is a conflict.
    if (branch === undefined) return conflict(`Conflict merging ${world.defaultBranch} into ${body.ref}.`);
    return { status: 202, body: { message: `Auto-merged ${world.defaultBranch} into ${body.ref} on deployment.` } };
  }
  const open = openChecks(world, sha);
  const required = body.required_contexts as readonly string[] | null | undefined;
  const blocking =
    required == null ? open : required.filter((name) => open.includes(name) || !isKnown(world, sha, name));
  if (blocking.length > 0) return conflict(`Conflict: Commit status checks failed for ${body.ref}.`, blocking);
  const environment = body.environment ?? "production";
  const deployment: Deployment = {
    id: nextId(world),
    sha,
    ref: body.ref,
    task: body.task ?? "deploy",
    environment,
    payload: body.payload ?? {},
    description: body.description ?? null,
    creator: actor,
    isTransient: body.transient_environment ?? false,
    isProduction: body.production_environment ?? environment === "production",
    createdAt: moment(world),
    statuses: [],
  };
  world.deployments.push(deployment);
  return created(deploymentBody(world, deployment));
};

const isKnown = (world: World, sha: string, name: string): boolean =>
  world.checks.some((check) => check.sha === sha && check.name === name);

export const addStatus = (
  world: World,
  deployment: Deployment,
  {
    state,
    description = "",
    logUrl = "",
    creator,
  }: { state: string; description?: string; logUrl?: string; creator: User },
): Status => {
  const { environment } = deployment;
  const status = { id: nextId(world), state, description, creator, environment, logUrl, createdAt: moment(world) };
  deployment.statuses.push(status);
  return status;
};

/** A success makes earlier ones of the same environment inactive, unless told not to. */
const retireOthers = (world: World, current: Deployment, creator: User): void => {
  for (const other of world.deployments) {
    if (other.id === current.id || other.environment !== current.environment) continue;
    if (other.isTransient || other.isProduction || other.statuses.at(-1)?.state !== "success") continue;
    addStatus(world, other, { state: "inactive", creator });
  }
};

const withDeployment =
  (act: (call: Call, deployment: Deployment) => Answer): Handler =>
  (call) => {
    const found = call.world.deployments.find(({ id }) => id === call.path.deployment_id);
    return found === undefined ? notFound() : act(call, found);
  };

const createStatus = ({ world, body, actor }: Call, deployment: Deployment): Answer => {
  const { state, description = "" } = body;
  if (description.length > 140)
    return invalid("DeploymentStatus", "description", "description is too long (maximum is 140 characters)");
  const status = addStatus(world, deployment, {
    state,
    description,
    logUrl: body.log_url ?? body.target_url ?? `${page(world)}/deployments/${deployment.environment}`,
    creator: actor,
  });
  if (state === "success" && body.auto_inactive !== false) retireOthers(world, deployment, actor);
  return created(statusBody(world, deployment, status));
};

const list: Handler = (call) => {
  const { world, query } = call;
  const says = (key: string, value: string): boolean => !query.has(key) || query.get(key) === value;
  const found = world.deployments
    .filter(({ sha, ref }) => says("sha", sha) && says("ref", ref))
    .filter(({ task, environment }) => says("task", task) && says("environment", environment))
    .toReversed();
  return paged(call, found, (deployment) => deploymentBody(world, deployment));
};

/** Handlers by operation. */
export const deploymentEndpoints: Readonly<Record<string, Handler>> = {
  "repos/list-deployments": list,
  "repos/create-deployment": create,
  "repos/get-deployment": withDeployment(({ world }, deployment) => ok(deploymentBody(world, deployment))),
  "repos/list-deployment-statuses": withDeployment((call, deployment) =>
    paged(call, deployment.statuses.toReversed(), (status) => statusBody(call.world, deployment, status)),
  ),
  "repos/create-deployment-status": withDeployment(createStatus),
};

export interface DeploymentOptions {
  readonly sha: string;
  readonly environment: string;
  readonly task?: string;
  readonly payload?: unknown;
  readonly creator?: string;
  readonly createdAt?: Date;
  readonly statuses?: readonly { readonly state: string; readonly description?: string }[];
}

/** A deployment as something else than a command under test left it. */
export const addDeployment = (world: World, options: DeploymentOptions): Deployment => {
  const creator = userOf(world, options.creator ?? "github-actions[bot]");
  const { sha, environment, task = "deploy", payload = {}, statuses = [] } = options;
  const deployment: Deployment = {
    id: nextId(world),
    sha,
    ref: sha,
    task,
    environment,
    payload,
    description: null,
    creator,
    isTransient: false,
    isProduction: environment === "production",
    createdAt: options.createdAt ?? moment(world),
    statuses: [],
  };
  world.deployments.push(deployment);
  for (const status of statuses) addStatus(world, deployment, { ...status, creator });
  return deployment;
};
