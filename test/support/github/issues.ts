import { openIssue } from "./acts.ts";
import { type Answer, type Call, created, type Handler, invalid, notFound, ok, paged, refusal } from "./answers.ts";
import { association, type Body, labelBody, labelsOf, node, page, repoApi, simpleUser, time } from "./objects.ts";
import { type Comment, type Issue, type Label, moment, nextId, type User, type World } from "./world.ts";

const mostText = 65_536;

const pathOf = ({ isPull }: Issue): string => (isPull ? "pull" : "issues");

const reactions = (url: string): Body => ({
  url: `${url}/reactions`,
  total_count: 0,
  ...Object.fromEntries(
    ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"].map((name) => [name, 0]),
  ),
});

export const issueBody = (world: World, issue: Issue): Body => {
  const url = `${repoApi(world)}/issues/${issue.number}`;
  const html = `${page(world)}/${pathOf(issue)}/${issue.number}`;
  const pull = world.pulls.get(issue.number);
  return {
    id: issue.id,
    node_id: node("Issue", issue.id),
    url,
    repository_url: repoApi(world),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: simpleUser(world, issue.user),
    labels: labelsOf(world, issue),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: issue.comments.length,
    closed_at: issue.closedAt === null ? null : time(issue.closedAt),
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    author_association: association(world, issue.user),
    reactions: reactions(url),
    ...(pull === undefined
      ? {}
      : {
          pull_request: {
            url: `${repoApi(world)}/pulls/${issue.number}`,
            html_url: html,
            diff_url: `${html}.diff`,
            patch_url: `${html}.patch`,
            merged_at: pull.merged === null ? null : time(pull.merged.at),
          },
        }),
  };
};

export const commentBody = (world: World, issue: Issue, comment: Comment): Body => {
  const url = `${repoApi(world)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: node("IssueComment", comment.id),
    url,
    html_url: `${page(world)}/${pathOf(issue)}/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${repoApi(world)}/issues/${issue.number}`,
    body: comment.body,
    user: simpleUser(world, comment.user),
    created_at: time(comment.createdAt),
    updated_at: time(comment.updatedAt),
    author_association: association(world, comment.user),
    reactions: reactions(url),
    minimized: comment.minimized === null ? null : { reason: comment.minimized.toLowerCase() },
  };
};

const withIssue =
  (act: (call: Call, issue: Issue) => Answer): Handler =>
  (call) => {
    const issue = call.world.issues.get(Number(call.path.issue_number));
    return issue === undefined ? notFound() : act(call, issue);
  };

const tooLong = (resource: string, body: unknown): Answer | undefined =>
  typeof body === "string" && body.length > mostText
    ? invalid(resource, "body", "body is too long (maximum is 65536 characters)")
    : undefined;

export const addComment = (world: World, issue: Issue, user: User, body: string): Comment => {
  const at = moment(world);
  const comment: Comment = { id: nextId(world), user, body, createdAt: at, updatedAt: at, minimized: null };
  issue.comments.push(comment);
  issue.updatedAt = at;
  return comment;
};

export const commentWith = (world: World, id: number): readonly [Issue, Comment] | undefined => {
  for (const issue of world.issues.values()) {
    const comment = issue.comments.find((each) => each.id === id);
    if (comment !== undefined) return [issue, comment];
  }
  return undefined;
};

const updateComment: Handler = ({ world, path, body }) => {
  const found = commentWith(world, Number(path.comment_id));
  if (found === undefined) return notFound();
  const refused = tooLong("IssueComment", body.body);
  if (refused !== undefined) return refused;
  const [issue, comment] = found;
  Object.assign(comment, { body: body.body, updatedAt: moment(world) });
  return ok(commentBody(world, issue, comment));
};

/** Labels named anywhere come into being when they are first used. */
const labelNamed = (world: World, name: string): Label => {
  const known = world.labels.get(name.toLowerCase());
  if (known !== undefined) return known;
  const label: Label = { id: nextId(world), name, color: "ededed", description: null };
  world.labels.set(name.toLowerCase(), label);
  return label;
};

const namesIn = (labels: unknown): readonly string[] =>
  ((labels ?? []) as readonly (string | { readonly name: string })[]).map((label) =>
    typeof label === "string" ? label : label.name,
  );

export const addLabels = (world: World, issue: Issue, names: readonly string[]): void => {
  for (const name of names) issue.labels.add(labelNamed(world, name).name);
};

const removeLabel = (call: Call, issue: Issue): Answer => {
  const label = call.world.labels.get(String(call.path.name).toLowerCase());
  if (label === undefined || !issue.labels.delete(label.name)) return notFound("Label does not exist");
  return ok(labelsOf(call.world, issue));
};

const createLabel: Handler = ({ world, body }) => {
  const name = String(body.name);
  if (world.labels.has(name.toLowerCase())) return invalid("Label", "name", "already exists", "already_exists");
  if (name.length > 50) return invalid("Label", "name", "is too long (maximum is 50 characters)");
  if (body.color !== undefined && !/^[0-9a-f]{6}$/i.test(body.color))
    return invalid("Label", "color", "is invalid", "invalid");
  if ((body.description ?? "").length > 100)
    return invalid("Label", "description", "description is too long (maximum is 100 characters)");
  const label: Label = {
    id: nextId(world),
    name,
    color: body.color ?? "ededed",
    description: body.description ?? null,
  };
  world.labels.set(name.toLowerCase(), label);
  return created(labelBody(world, label));
};

const createIssue: Handler = ({ world, body, actor }) => {
  if (world.settings.hasIssues === false) return refusal(410, "Issues has been disabled in this repository.");
  const refused = tooLong("Issue", body.body);
  if (refused !== undefined) return refused;
  const issue = openIssue(world, { title: String(body.title), body: body.body ?? null, user: actor, isPull: false });
  addLabels(world, issue, namesIn(body.labels));
  return created(issueBody(world, issue));
};

const updateIssue = ({ world, body, actor }: Call, issue: Issue): Answer => {
  const refused = tooLong("Issue", body.body);
  if (refused !== undefined) return refused;
  const at = moment(world);
  if (body.title != null) issue.title = String(body.title);
  if (body.body !== undefined) issue.body = body.body;
  if (body.labels !== undefined) {
    issue.labels.clear();
    addLabels(world, issue, namesIn(body.labels));
  }
  if (body.state !== undefined && body.state !== issue.state) {
    const isClosed = body.state === "closed";
    issue.state = body.state;
    issue.closedAt = isClosed ? at : null;
    issue.closedBy = isClosed ? actor : null;
    issue.stateReason = body.state_reason ?? (isClosed ? "completed" : "reopened");
  } else if (body.state_reason != null) issue.stateReason = body.state_reason;
  issue.updatedAt = at;
  return ok(issueBody(world, issue));
};

const listIssues: Handler = (call) => {
  const { world, query } = call;
  if (world.settings.hasIssues === false) return refusal(410, "Issues has been disabled in this repository.");
  const state = query.get("state") ?? "open";
  const labels = (query.get("labels") ?? "").split(",").filter(Boolean);
  const creator = query.get("creator");
  const since = query.get("since");
  const key = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const found = [...world.issues.values()]
    .filter((issue) => state === "all" || issue.state === state)
    .filter((issue) => labels.every((name) => issue.labels.has(world.labels.get(name.toLowerCase())?.name ?? name)))
    .filter((issue) => creator === null || issue.user.login === creator)
    .filter((issue) => since === null || issue.updatedAt >= new Date(since))
    .sort((one, other) => one[key].getTime() - other[key].getTime() || one.number - other.number);
  return paged(call, query.get("direction") === "asc" ? found : found.reverse(), (issue) => issueBody(world, issue));
};

/** Handlers by operation. */
export const issueEndpoints: Readonly<Record<string, Handler>> = {
  "issues/list-for-repo": listIssues,
  "issues/create": createIssue,
  "issues/get": withIssue(({ world }, issue) => ok(issueBody(world, issue))),
  "issues/update": withIssue(updateIssue),
  "issues/list-comments": withIssue((call, issue) => {
    const since = call.query.get("since");
    const found = issue.comments.filter(({ updatedAt }) => since === null || updatedAt >= new Date(since));
    return paged(call, found, (comment) => commentBody(call.world, issue, comment));
  }),
  "issues/create-comment": withIssue(({ world, body, actor }, issue) => {
    const refused = tooLong("IssueComment", body.body);
    return refused ?? created(commentBody(world, issue, addComment(world, issue, actor, body.body)));
  }),
  "issues/update-comment": updateComment,
  "issues/list-labels-on-issue": withIssue((call, issue) => paged(call, labelsOf(call.world, issue), (label) => label)),
  "issues/add-labels": withIssue(({ world, body }, issue) => {
    addLabels(world, issue, namesIn(body.labels));
    return ok(labelsOf(world, issue));
  }),
  "issues/remove-label": withIssue(removeLabel),
  "issues/create-label": createLabel,
  "issues/get-label": ({ world, path }) => {
    const label = world.labels.get(String(path.name).toLowerCase());
    return label === undefined ? notFound() : ok(labelBody(world, label));
  },
};
