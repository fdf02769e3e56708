import { createRequire } from "node:module";
import { runBody } from "./actions.ts";
import { tipOf } from "./acts.ts";
import { readCommit } from "./commits.ts";
import { type Body, page, repository, simpleUser, time } from "./objects.ts";
import { fullPullBody, reviewBody } from "./pulls.ts";
import { type Pull, type Review, type Run, userOf, type World } from "./world.ts";

export interface EventOptions {
  readonly action?: string;
  readonly actor?: string;
  readonly pull?: number;
  /** By default the newest of the pull request. */
  readonly review?: Review;
  readonly run?: Run;
  /** Of a push. */
  readonly branch?: string;
  readonly before?: string;
  readonly after?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly workflow?: string;
}

interface Examples {
  readonly name: string;
  readonly examples: readonly Body[];
}

const examples = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly Examples[];

/** The published example that fits best. */
const exampleOf = (name: string, action: string | undefined): Body => {
  const known = examples.find((each) => each.name === name)?.examples ?? [];
  return structuredClone(known.find((each) => each.action === action) ?? known[0] ?? {});
};

const usual: Readonly<Record<string, string>> = {
  pull_request: "opened",
  pull_request_review: "submitted",
  workflow_run: "completed",
};

const withPull = (world: World, options: EventOptions): Pull => {
  const pull = world.pulls.get(options.pull ?? 0);
  if (pull === undefined) throw new Error("the event needs a pull request");
  return pull;
};

const pushOf = (world: World, { branch = world.defaultBranch, before, after }: EventOptions): Body => {
  const sha = after ?? tipOf(world, branch)!;
  const { tree, message, author, committer, parents } = readCommit(world, sha);
  const from = before ?? parents[0] ?? "0".repeat(40);
  const head = {
    id: sha,
    tree_id: tree,
    distinct: true,
    message,
    timestamp: author.date,
    url: `${page(world)}/commit/${sha}`,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
    added: [],
    removed: [],
    modified: [],
  };
  const compare = `${page(world)}/compare/${from.slice(0, 12)}...${sha.slice(0, 12)}`;
  return {
    ref: `refs/heads/${branch}`,
    before: from,
    after: sha,
    created: /^0+$/.test(from),
    deleted: false,
    forced: false,
    base_ref: null,
    compare,
    commits: [head],
    head_commit: head,
  };
};

const parts: Readonly<Record<string, (world: World, options: EventOptions) => Body>> = {
  pull_request: (world, options) => {
    const pull = withPull(world, options);
    return { number: pull.issue.number, pull_request: fullPullBody(world, pull) };
  },
  pull_request_review: (world, options) => {
    const pull = withPull(world, options);
    const review = options.review ?? pull.reviews.at(-1)!;
    const { state, ...rest } = reviewBody(world, pull, review);
    // Lower case here, upper case in REST.
    return { pull_request: fullPullBody(world, pull), review: { ...rest, state: String(state).toLowerCase() } };
  },
  workflow_run: (world, { run }) => {
    if (run === undefined) throw new Error("the event needs a run");
    const body = runBody(world, run);
    const { name, path, workflow_id: id, workflow_url: url } = body;
    return {
      workflow_run: body,
      workflow: {
        id,
        name,
        path,
        url,
        state: "active",
        created_at: time(run.createdAt),
        updated_at: time(run.createdAt),
      },
    };
  },
  push: pushOf,
  workflow_dispatch: (world, { inputs = {}, branch = world.defaultBranch, workflow }) => ({
    inputs,
    ref: `refs/heads/${branch}`,
    ...(workflow === undefined ? {} : { workflow }),
  }),
  schedule: (_world, { workflow }) => ({ schedule: "17 2 * * *", ...(workflow === undefined ? {} : { workflow }) }),
};

/** The payload of an event, as the runner writes it to GITHUB_EVENT_PATH: a published example with this state over it. */
export const eventOf = (world: World, name: string, options: EventOptions): Body => {
  const make = parts[name];
  if (make === undefined) throw new Error(`no event ${name}`);
  const action = options.action ?? usual[name];
  return {
    ...exampleOf(name, action),
    ...(action === undefined ? {} : { action }),
    ...make(world, options),
    repository: repository(world),
    sender: simpleUser(world, userOf(world, options.actor ?? world.owner)),
  };
};
