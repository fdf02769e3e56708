import { tipOf } from "./acts.ts";
import { type Answer, created, type Handler, notFound, ok, paged, refusal } from "./answers.ts";
import { type Body, node, page, repoApi, simpleUser, time } from "./objects.ts";
import { type CheckRun, moment, nextId, userOf, type World } from "./world.ts";

const appIds: Readonly<Record<string, number>> = { "github-actions": 15368 };
const appIdOf = (slug: string): number => appIds[slug] ?? 20000 + slug.length;

const appBody = (world: World, slug: string): Body => ({
  id: appIdOf(slug),
  slug,
  node_id: node("App", slug),
  owner: simpleUser(world, userOf(world, "github")),
  name: slug,
  description: "",
  external_url: "https://help.github.com/en/actions",
  html_url: `${world.url}/apps/${slug}`,
  created_at: "2018-07-30T09:30:17Z",
  updated_at: "2019-12-10T19:04:12Z",
  permissions: { checks: "write" },
  events: [],
});

export const checkBody = (world: World, check: CheckRun): Body => {
  const url = `${repoApi(world)}/check-runs/${check.id}`;
  return {
    id: check.id,
    head_sha: check.sha,
    node_id: node("CheckRun", check.id),
    external_id: check.externalId ?? "",
    url,
    html_url: `${page(world)}/runs/${check.id}`,
    details_url: check.detailsUrl ?? `${page(world)}/runs/${check.id}`,
    status: check.status,
    conclusion: check.conclusion,
    started_at: check.startedAt,
    completed_at: check.completedAt,
    output: { ...check.output, annotations_count: check.annotations.length, annotations_url: `${url}/annotations` },
    name: check.name,
    check_suite: { id: check.id },
    app: appBody(world, check.app),
    pull_requests: [],
  };
};

const write = (world: World, check: CheckRun, body: Body): void => {
  const now = time(moment(world));
  if (body.name !== undefined) check.name = body.name;
  if (body.details_url !== undefined) check.detailsUrl = body.details_url;
  if (body.external_id !== undefined) check.externalId = body.external_id;
  if (body.started_at !== undefined) check.startedAt = body.started_at;
  if (body.status !== undefined) {
    check.status = body.status;
    if (body.status !== "completed") Object.assign(check, { conclusion: null, completedAt: null });
  }
  // A conclusion completes; completed without one is refused before.
  if (body.conclusion !== undefined) {
    check.status = "completed";
    check.conclusion = body.conclusion;
    check.completedAt = body.completed_at ?? now;
  }
  if (body.output === undefined) return;
  const { title, summary, text, annotations = [] } = body.output;
  check.output = {
    title: title ?? check.output.title,
    summary: summary ?? check.output.summary,
    text: text ?? check.output.text,
  };
  // Each request adds to the annotations that are there.
  check.annotations.push(...annotations);
};

const refused = (body: Body): Answer | undefined => {
  if (body.status === "completed" && body.conclusion === undefined)
    return refusal(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.');
  return undefined;
};

const appOf = (login: string): string => login.replace("[bot]", "");

const create: Handler = ({ world, body, actor }) => {
  const wrong = refused(body);
  if (wrong !== undefined) return wrong;
  if (world.store.find(`${body.head_sha}^{commit}`) === undefined)
    return refusal(422, `No commit found for SHA: ${body.head_sha}`);
  const check: CheckRun = {
    id: nextId(world),
    sha: body.head_sha,
    app: appOf(actor.login),
    name: body.name,
    status: "queued",
    conclusion: null,
    startedAt: time(new Date(world.now)),
    completedAt: null,
    externalId: null,
    detailsUrl: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
  };
  write(world, check, body);
  world.checks.push(check);
  return created(checkBody(world, check));
};

const update: Handler = ({ world, path, body, actor }) => {
  const check = world.checks.find(({ id }) => id === path.check_run_id);
  if (check === undefined) return notFound();
  if (check.app !== appOf(actor.login))
    return refusal(
      403,
      "Invalid app_id `" +
        appIdOf(appOf(actor.login)) +
        "` - check run can only be modified by the GitHub App that created it.",
    );
  const wrong = refused(body);
  if (wrong !== undefined) return wrong;
  write(world, check, body);
  return ok(checkBody(world, check));
};

/** The newest of each name and app. */
const latest = (checks: readonly CheckRun[]): readonly CheckRun[] => [
  ...new Map(checks.map((check) => [`${check.app} ${check.name}`, check])).values(),
];

const list: Handler = (call) => {
  const { world, query } = call;
  const ref = String(call.path.ref).replace(/^heads\//, "");
  const sha = tipOf(world, ref) ?? world.store.find(`${ref}^{commit}`);
  if (sha === undefined) return refusal(422, `No commit found for SHA: ${ref}`);
  const says = (key: string, value: string): boolean => !query.has(key) || query.get(key) === value;
  const ofCommit = world.checks.filter(
    (check) => check.sha === sha && says("check_name", check.name) && says("app_id", String(appIdOf(check.app))),
  );
  const kept = query.get("filter") === "all" ? ofCommit : latest(ofCommit);
  const found = kept.filter(({ status }) => says("status", status)).toReversed();
  return paged(
    call,
    found,
    (check) => checkBody(world, check),
    (check_runs, total_count) => ({ total_count, check_runs }),
  );
};

/** Handlers by operation. */
export const checkEndpoints: Readonly<Record<string, Handler>> = {
  "checks/create": create,
  "checks/update": update,
  "checks/list-for-ref": list,
};
