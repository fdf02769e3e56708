import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Double, startDouble } from "../../support/github/double.ts";
import { meet, smallScene } from "../../support/github/meet.ts";
import { gitEnvironment } from "../../support/repository.ts";

let github: Double;
let folder: string;
beforeEach(async () => {
  github = await startDouble();
  folder = mkdtempSync(join(tmpdir(), "zerodrift-double-"));
});
afterEach(async () => {
  await github.stop();
  rmSync(folder, { recursive: true });
});

const facts = (sha: string): readonly string[] => github.git("log", "-1", "--format=%P|%an|%cn|%T", sha).split("|");

describe("a merge", () => {
  test("with a merge commit has both parents and is GitHub's", async () => {
    const { pull, head, base } = smallScene(github);
    const merged = github.merge(pull, { by: "lee" });
    expect(facts(merged).slice(0, 3)).toEqual([`${base} ${head}`, "lee", "GitHub"]);
    expect(github.tip("main")).toBe(merged);
    const { rest, at } = meet(github);
    const { data } = await rest.pulls.get({ ...at, pull_number: pull });
    expect(data).toMatchObject({
      merged: true,
      merge_commit_sha: merged,
      merged_by: { login: "lee" },
      state: "closed",
    });
    expect(data.base.sha).toBe(base);
    expect((await rest.repos.listActivities({ ...at, activity_type: "pr_merge" })).data).toMatchObject([
      { before: base, after: merged, actor: { login: "lee" } },
    ]);
    expect(github.violations).toEqual([]);
  });

  test("by squash is one commit of the author on the base", () => {
    const { pull, base, head } = smallScene(github);
    github.commit({ branch: "rules", by: "kim", files: { "policies/c.yaml": "c: 1\n" } });
    const merged = github.merge(pull, { by: "lee", method: "squash" });
    expect(facts(merged).slice(0, 3)).toEqual([base, "kim", "GitHub"]);
    expect(facts(merged)[3]).toBe(facts(github.pull(pull).headSha)[3]);
    expect(merged).not.toBe(head);
  });

  test("by rebase rewrites every commit, and the last one is the merge commit", async () => {
    const { pull, head } = smallScene(github);
    const second = github.commit({ branch: "rules", by: "kim", files: { "policies/c.yaml": "c: 1\n" } });
    const tip = github.commit({ branch: "main", by: "lee", files: { "README.md": "two\n" } });
    const merged = github.merge(pull, { by: "lee", method: "rebase" });
    const [parent = ""] = facts(merged);
    expect([head, second]).not.toContain(merged);
    expect(facts(merged).slice(1, 3)).toEqual(["kim", "lee"]);
    expect(facts(parent)[0]).toBe(tip);
    const { rest, at } = meet(github);
    for (const commit_sha of [merged, parent]) {
      const { data } = await rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha });
      expect(data).toMatchObject([{ number: pull, merge_commit_sha: merged }]);
    }
  });

  test("with a conflict cannot be done, and says so before", async () => {
    const { pull } = smallScene(github);
    github.commit({ branch: "main", files: { "policies/b.yaml": "b: 2\n" } });
    const { rest, at } = meet(github);
    const { data } = await rest.pulls.get({ ...at, pull_number: pull });
    expect(data).toMatchObject({ mergeable: false, merge_commit_sha: null, mergeable_state: "dirty" });
    expect(() => github.merge(pull)).toThrow("conflict");
  });

  test("is found by its commit late, as often as told", async () => {
    const { pull } = smallScene(github);
    const commit_sha = github.merge(pull);
    github.settings({ lag: 2 });
    const { rest, at } = meet(github);
    const counts: number[] = [];
    for (const _ of [1, 2, 3])
      counts.push((await rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha })).data.length);
    expect(counts).toEqual([0, 0, 1]);
  });

  test("of a pull request with the same head closes both", () => {
    const { pull } = smallScene(github);
    const twin = github.open({ branch: "rules", by: "kim" });
    const merged = github.merge(pull);
    expect(github.pull(twin).merged?.commit).toBe(merged);
  });
});

describe("pull requests", () => {
  test("follow a push, by force too, and keep the commit of each review", async () => {
    const { pull, head, base } = smallScene(github);
    github.review(pull, "lee", "APPROVED");
    const forced = github.commit({ branch: "rules", by: "kim", from: base, files: { "policies/d.yaml": "d: 1\n" } });
    const { rest, at } = meet(github);
    expect((await rest.pulls.get({ ...at, pull_number: pull })).data.head.sha).toBe(forced);
    expect((await rest.pulls.listReviews({ ...at, pull_number: pull })).data).toMatchObject([{ commit_id: head }]);
    const { data } = await rest.repos.listActivities({ ...at, ref: "refs/heads/rules", per_page: 1 });
    expect(data).toMatchObject([{ activity_type: "force_push", before: head, after: forced }]);
  });

  test("lose approvals on a push where the rules say so", () => {
    const { pull } = smallScene(github);
    github.rules("main", [{ type: "pull_request", parameters: { dismiss_stale_reviews_on_push: true } }]);
    const review = github.review(pull, "lee", "APPROVED");
    github.commit({ branch: "rules", by: "kim", files: { "policies/c.yaml": "c: 1\n" } });
    expect(review.state).toBe("DISMISSED");
  });

  test("are brought up to date by whoever clicks", () => {
    const { pull, head } = smallScene(github);
    const tip = github.commit({ branch: "main", files: { "README.md": "two\n" } });
    const updated = github.updateBranch(pull, "lee");
    expect(facts(updated).slice(0, 3)).toEqual([`${head} ${tip}`, "lee", "GitHub"]);
    expect(github.pull(pull).headSha).toBe(updated);
    expect(github.world.activities.at(-1)).toMatchObject({ type: "push", after: updated, actor: { login: "lee" } });
  });

  test("of a deleted fork have no repository", async () => {
    smallScene(github);
    const head = github.commit({ branch: "main", fork: "mallory", files: { "policies/x.yaml": "x: 1\n" } });
    const pull = github.open({ branch: "main", fork: "mallory" });
    const { rest, at } = meet(github);
    expect((await rest.pulls.get({ ...at, pull_number: pull })).data.head).toMatchObject({
      sha: head,
      label: "mallory:main",
      repo: { fork: true, full_name: "mallory/policies" },
    });
    github.deleteFork("mallory");
    expect((await rest.pulls.get({ ...at, pull_number: pull })).data.head.repo).toBeNull();
    expect(github.violations).toEqual([]);
  });

  test("nobody approves their own", () => {
    const { pull } = smallScene(github);
    expect(() => github.review(pull, "kim", "APPROVED")).toThrow("of their own");
  });
});

describe("deployments", () => {
  const record = { task: "zerodrift-apply", environment: "ledger", auto_merge: false };

  test("wait for checks unless no context is required", async () => {
    const { head } = smallScene(github);
    const { rest, at } = meet(github);
    await rest.checks.create({ ...at, name: "zerodrift/ready", head_sha: head, conclusion: "failure" });
    await expect(rest.repos.createDeployment({ ...at, ...record, ref: head })).rejects.toMatchObject({
      facts: { status: 409 },
    });
    const { status } = await rest.repos.createDeployment({ ...at, ...record, ref: head, required_contexts: [] });
    expect(status).toBe(201);
  });

  test("merge the default branch unless told not to", async () => {
    smallScene(github);
    github.commit({ branch: "main", files: { "README.md": "two\n" } });
    const { rest, at } = meet(github);
    const { status } = await rest.repos.createDeployment({ ...at, ref: "rules", required_contexts: [] });
    expect(status).toBe(202);
    expect(github.deployments()).toEqual([]);
  });

  test.each([
    [true, "inactive"],
    [false, "success"],
  ])("with auto_inactive %s leave the earlier one %s", async (auto_inactive, state) => {
    const { head } = smallScene(github);
    const { rest, at } = meet(github);
    const earlier = github.deployment({ sha: head, environment: "ledger", statuses: [{ state: "success" }] });
    const later = github.deployment({ sha: head, environment: "ledger" });
    await rest.repos.createDeploymentStatus({ ...at, deployment_id: later.id, state: "success", auto_inactive });
    expect(earlier.statuses.at(-1)?.state).toBe(state);
  });

  test("describe a status in 140 characters", async () => {
    const { head } = smallScene(github);
    const { rest, at } = meet(github);
    const { id } = github.deployment({ sha: head, environment: "ledger" });
    const say = (length: number) =>
      rest.repos.createDeploymentStatus({
        ...at,
        deployment_id: id,
        state: "failure",
        description: "x".repeat(length),
      });
    expect((await say(140)).status).toBe(201);
    await expect(say(141)).rejects.toMatchObject({ facts: { status: 422 } });
  });
});

describe("lists", () => {
  test("come in small pages with links, whatever was asked for", async () => {
    const { pull } = smallScene(github);
    for (const text of ["1", "2", "3", "4", "5"]) github.comment(pull, "lee", text);
    github.settings({ pageSizeCap: 2 });
    github.forget();
    const { rest, at, paginate } = meet(github);
    const found = await paginate(rest.issues.listComments, { ...at, issue_number: pull, per_page: 100 });
    expect(found.map(({ body }) => body)).toEqual(["1", "2", "3", "4", "5"]);
    expect(github.requests.map(({ query }) => query.page)).toEqual([undefined, "2", "3"]);
  });

  test("of activities are walked by cursor", async () => {
    smallScene(github);
    for (const text of ["2", "3", "4"]) github.commit({ branch: "rules", by: "kim", files: { x: text } });
    github.settings({ pageSizeCap: 2 });
    const { rest, at, paginate } = meet(github);
    const found = await paginate(rest.repos.listActivities, { ...at, ref: "refs/heads/rules", per_page: 100 });
    expect(found.map(({ activity_type }) => activity_type)).toEqual(["push", "push", "push", "branch_creation"]);
    github.clock.advance(2 * 86_400_000);
    expect((await rest.repos.listActivities({ ...at, time_period: "day" })).data).toEqual([]);
    expect(github.violations).toEqual([]);
  });
});

describe("faults", () => {
  test.each([
    ["a bad gateway", { status: 502 }],
    ["a secondary limit", "secondary-limit"],
    ["a lost answer", "drop-after"],
    ["a lost request", "drop-before"],
  ] as const)("%s is survived by a read", async (_, answer) => {
    smallScene(github);
    github.fault({ method: "GET", path: /\/pulls$/, times: 2, answer });
    const { rest, at } = meet(github);
    expect((await rest.pulls.list(at)).data).toHaveLength(1);
    expect(github.requests).toHaveLength(3);
  });

  test("a lost answer leaves what was written", async () => {
    const { pull } = smallScene(github);
    github.fault({ method: "POST", path: /\/comments$/, answer: "drop-after" });
    const { rest, at } = meet(github);
    await expect(rest.issues.createComment({ ...at, issue_number: pull, body: "once" })).rejects.toMatchObject({
      facts: { outcome: "unknown" },
    });
    expect(github.comments(pull)).toMatchObject([{ body: "once" }]);
  });

  test("the hour's requests come to an end", async () => {
    smallScene(github);
    github.settings({ rateLimit: 2 });
    const { rest, at } = meet(github);
    const { headers } = await rest.pulls.list(at);
    expect(headers).toMatchObject({ "x-ratelimit-limit": "2", "x-ratelimit-remaining": "1" });
    await rest.pulls.list(at);
    const { status, headers: said } = await fetch(`${github.url}/api/repos/acme/policies`, {
      headers: { authorization: `Bearer ${github.token({})}`, "user-agent": "test" },
    });
    expect([status, said.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
  });

  test("a fault waits for its turn", async () => {
    smallScene(github);
    github.fault({ path: /\/pulls$/, skip: 1, answer: { status: 404 } });
    const { rest, at } = meet(github);
    await rest.pulls.list(at);
    await expect(rest.pulls.list(at)).rejects.toMatchObject({ facts: { status: 404 } });
    await rest.pulls.list(at);
    expect(github.requests.map(({ status }) => status)).toEqual([200, 404, 200]);
  });

  test("an artifact's link works once, and not when it has expired", async () => {
    const { base } = smallScene(github);
    const run = github.run({ path: ".github/workflows/zerodrift-plan.yml", event: "workflow_run", sha: base });
    const artifact = github.artifact({ run, name: "plan", files: { "plan.json": "{}" } });
    const { rest, at } = meet(github);
    const asked = { ...at, artifact_id: artifact.id, archive_format: "zip" };
    const { url } = await rest.actions.downloadArtifact(asked);
    expect((await fetch(url)).status).toBe(403);
    github.clock.advance(91 * 86_400_000);
    await expect(rest.actions.downloadArtifact(asked)).rejects.toMatchObject({ facts: { status: 410 } });
  });
});

describe("Git over HTTP", () => {
  const run = promisify(execFile);
  const git = async (token: string, ...args: readonly string[]): Promise<string> => {
    const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
    const config = ["-c", `http.extraheader=AUTHORIZATION: basic ${basic}`];
    const env = { ...process.env, ...gitEnvironment, GIT_TERMINAL_PROMPT: "0" };
    return (await run("git", [...config, ...args], { cwd: folder, env })).stdout.trim();
  };
  const url = (): string => `${github.url}/acme/policies.git`;

  test("clones, and fetches a commit of a fork that no branch has any more", async () => {
    smallScene(github);
    const lost = github.commit({ branch: "x", fork: "mallory", files: { "policies/x.yaml": "x: 1\n" } });
    github.commit({ branch: "x", fork: "mallory", from: github.tip("main"), files: { y: "1" } });
    const token = github.token({ contents: "read" });
    await git(token, "clone", "--quiet", url(), "copy");
    const inside = ["-C", "copy"];
    expect(await git(token, ...inside, "rev-parse", "HEAD")).toBe(github.tip("main"));
    expect(await git(token, ...inside, "for-each-ref", "refs/forks")).toBe("");
    await git(token, ...inside, "fetch", "--quiet", "origin", lost);
    expect(await git(token, ...inside, "cat-file", "-p", `${lost}:policies/x.yaml`)).toBe("x: 1");
    expect(await git(token, ...inside, "ls-remote", "origin", "refs/pull/1/head")).toContain(github.pull(1).headSha);
    expect(github.requests.every(({ surface, status }) => surface === "git" && status === 200)).toBe(true);
  });

  test.each([
    ["no right to contents", () => github.token({ actions: "read" }), "403"],
    ["a token that nobody issued", () => "ghs_none", "Authentication failed|could not read"],
  ])("refuses %s", async (_, token, said) => {
    smallScene(github);
    await expect(git(token(), "ls-remote", url())).rejects.toThrow(new RegExp(said));
  });

  test("takes no push", async () => {
    smallScene(github);
    const token = github.token({ contents: "write" });
    await git(token, "clone", "--quiet", url(), "copy");
    await expect(git(token, "-C", "copy", "push", "origin", "HEAD:refs/heads/other")).rejects.toThrow("403");
  });
});

describe("GraphQL", () => {
  const query = `mutation ($id: ID!) {
    minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) { minimizedComment { isMinimized } }
  }`;

  test("minimizes a comment", async () => {
    const { pull } = smallScene(github);
    const comment = github.comment(pull, "github-actions[bot]", "old");
    const { graphql, rest, at } = meet(github, { "pull-requests": "write" });
    const { data } = await rest.issues.listComments({ ...at, issue_number: pull });
    expect(await graphql(query, { id: data[0]?.node_id })).toEqual({
      minimizeComment: { minimizedComment: { isMinimized: true } },
    });
    expect(comment.minimized).toBe("OUTDATED");
    expect(github.violations).toEqual([]);
  });

  test("needs the right, and a query that the schema knows", async () => {
    const { pull } = smallScene(github);
    github.comment(pull, "lee", "old");
    const { graphql, rest, at } = meet(github, { "pull-requests": "read" });
    const { data } = await rest.issues.listComments({ ...at, issue_number: pull });
    await expect(graphql(query, { id: data[0]?.node_id })).rejects.toThrow("not accessible");
    expect(github.violations).toEqual([]);
    await expect(graphql("{ nobody }")).rejects.toThrow("nobody");
    expect(github.violations).toHaveLength(1);
  });
});

describe("event payloads", () => {
  test("hold the state and keep the shape of the published examples", () => {
    const { pull, head, base } = smallScene(github);
    github.review(pull, "lee", "APPROVED");
    expect(github.event("pull_request_review", { pull, actor: "lee" })).toMatchObject({
      action: "submitted",
      review: { state: "approved", commit_id: head },
      pull_request: { number: pull, head: { sha: head } },
      repository: { full_name: "acme/policies" },
      sender: { login: "lee" },
    });
    const run = github.run({
      path: ".github/workflows/zerodrift-check.yml",
      event: "pull_request",
      branch: "rules",
      sha: head,
    });
    expect(github.event("workflow_run", { run })).toMatchObject({
      action: "completed",
      workflow_run: { id: run.id, head_sha: head, pull_requests: [{ number: pull }] },
      workflow: { path: ".github/workflows/zerodrift-check.yml" },
    });
    const merged = github.merge(pull);
    expect(github.event("push")).toMatchObject({ ref: "refs/heads/main", before: base, after: merged, forced: false });
    expect(github.event("pull_request", { pull, action: "closed" })).toMatchObject({
      action: "closed",
      pull_request: { merged: true, merge_commit_sha: merged },
    });
    expect(github.event("workflow_dispatch", { inputs: { pr: "1" } })).toMatchObject({ inputs: { pr: "1" } });
  });
});
