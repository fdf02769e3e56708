import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolve } from "../../../src/commands/github/resolve.ts";
import type { CommandResult } from "../../../src/commands/outcome.ts";
import { sha256Of as digestOf } from "../../../src/model/hash.ts";
import { artifactAnswer, ours, root, runAnswer, sha, theirs, useGitHub } from "../../github/helpers/answers.ts";

const { server } = useGitHub();
let folder = "";
let tip = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zerodrift-resolve-"));
  writeFileSync(join(folder, "zerodrift.yaml"), "tenant: acme\n");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "first");
  tip = git("rev-parse", "HEAD").trim();
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (wanted: "plan" | "ready", name: string, payload: unknown): Promise<CommandResult> => {
  const event = join(folder, "event.json");
  writeFileSync(event, JSON.stringify(payload));
  server.get(root).optionally().reply(200, { id: ours, default_branch: "main" });
  const env = {
    GITHUB_REPOSITORY: "acme/policies",
    GITHUB_TOKEN: "t",
    GITHUB_API_URL: "http://127.0.0.1:9",
    GITHUB_EVENT_NAME: name,
    ZERODRIFT_CLOCK_RATE: "1000",
  };
  return resolve(
    { for: wanted, event: "event.json", format: "json", quiet: true, verbose: false },
    {
      env,
      cwd: folder,
      now: () => 0,
      isTty: false,
      color: { out: false, err: false },
      report: () => undefined,
      detail: () => undefined,
      signal: new AbortController().signal,
    },
  );
};

const runEvent = (workflow: string, other: object = {}) => ({
  workflow_run: {
    id: 300,
    path: `.github/workflows/zerodrift-${workflow}.yml`,
    event: "pull_request",
    conclusion: "success",
    head_sha: sha("a"),
    head_branch: "topic",
    head_repository: { id: ours, owner: { login: "acme" } },
    ...other,
  },
});

const pull = (number: number, other: object = {}): object => ({
  number,
  state: "open",
  head: { sha: sha("a"), ref: "topic", repo: { id: ours } },
  base: { ref: "main" },
  user: { login: "jane", type: "User" },
  ...other,
});
const head = (digit: string, repo: object | null = { id: ours }, ref = "topic") => ({ sha: sha(digit), ref, repo });

const from = (name: string, ...pulls: readonly object[]): void => {
  server.get(`${root}/pulls`).query({ state: "open", head: name, per_page: 100 }).reply(200, pulls);
};
const open = (...pulls: readonly object[]): void => {
  server
    .get(`${root}/pulls`)
    .query({ state: "open", base: "main", sort: "updated", direction: "desc", per_page: 100 })
    .reply(200, pulls);
};
const may = (login: string, permission: string): void => {
  const answer = server.get(`${root}/collaborators/${login}/permission`);
  if (permission === "none") answer.reply(404, { message: "Not Found" });
  else answer.reply(200, { permission, role_name: permission, user: null });
};

const numbers = (result: CommandResult): readonly number[] =>
  (JSON.parse(result.outputs?.pulls ?? "null") as readonly { readonly number: number }[]).map(({ number }) => number);

const expectNothing = (result: CommandResult, word: string): void => {
  expect(result).toMatchObject({ exitCode: 0, outputs: { pulls: "[]", count: "0" } });
  expect(result.summary).toMatch(/^\*\*Nothing to (?:plan|judge)\*\*/);
  expect(result.notes).toContain(word);
};

describe("after a check, what is planned", () => {
  test("is the pull request whose head was checked", async () => {
    from("acme:topic", pull(7));
    may("jane", "write");
    const result = await run("plan", "workflow_run", runEvent("check"));
    expect(result.outputs).toEqual({ pulls: `[{"number":7,"head":"${sha("a")}"}]`, count: "1" });
    // The jobs that follow tell of it.
    expect(result.summary).toBeUndefined();
  });

  test("does not depend on how the check ended, whose file comes from the pull request", async () => {
    from("acme:topic", pull(7));
    may("jane", "admin");
    expect(numbers(await run("plan", "workflow_run", runEvent("check", { conclusion: "failure" })))).toEqual([7]);
  });

  test("is an app's pull request from a branch here", async () => {
    from("acme:topic", pull(7, { user: { login: "renovate[bot]", type: "Bot" } }));
    expect(numbers(await run("plan", "workflow_run", runEvent("check")))).toEqual([7]);
  });

  test.each<[string, readonly object[], string, string]>([
    ["when it moved on", [pull(7, { head: head("b") })], "write", "moved on to bbbbbbb"],
    ["for a fork, even of a colleague", [pull(7, { head: head("a", { id: theirs }) })], "write", "fork"],
    ["for a fork that was deleted", [pull(7, { head: head("a", null) })], "write", "fork"],
    ["for somebody who may only read", [pull(7)], "read", "may not push"],
    ["for somebody who is no collaborator", [pull(7)], "none", "may not push"],
    ["for an account that is gone", [pull(7, { user: null })], "write", "may not push"],
    ["for another base", [pull(7, { base: { ref: "release" } })], "write", "no open pull request"],
    ["where none is open", [], "write", "no open pull request"],
    [
      "of another branch, should GitHub ignore the filter",
      [pull(7, { head: head("a", { id: ours }, "other") })],
      "write",
      "no open",
    ],
  ])("is nothing %s", async (_sentence, pulls, permission, word) => {
    from("acme:topic", ...pulls);
    may("jane", permission);
    expectNothing(await run("plan", "workflow_run", runEvent("check")), word);
  });

  test.each<[string, object, string]>([
    ["of a push", { event: "push" }, '"push"'],
    ["of a branch that is gone", { head_branch: null }, "gone"],
    ["of a fork that is gone", { head_repository: null }, "gone"],
    ["of another workflow", { path: ".github/workflows/evil.yml" }, "evil.yml"],
  ])("is nothing after one %s", async (_sentence, other, word) => {
    expectNothing(await run("plan", "workflow_run", runEvent("check", other)), word);
  });

  test("of a branch called like an option is looked up as a text, and shown as code", async () => {
    const branch = "--upload-pack=<img src=x> @acme/all";
    from(`acme:${branch}`);
    const result = await run("plan", "workflow_run", runEvent("check", { head_branch: branch }));
    expectNothing(result, branch);
    expect(result.summary).toMatch(/`+[^`]*@acme\/all[^`]*`+/);
    expect(result.summary?.replace(/`[^`]*`/g, "")).not.toMatch(/<img|@acme/);
  });
});

describe("by hand, what is planned", () => {
  const dispatch = (inputs: object, ref = "refs/heads/main") => ({ ref, inputs });
  const get = (...given: readonly [object] | readonly []): void => {
    const answer = server.get(`${root}/pulls/7`);
    if (given[0] === undefined) answer.reply(404, { message: "Not Found" });
    else answer.reply(200, given[0]);
  };
  const fork = pull(7, { head: head("a", { id: theirs }) });

  test.each<[string, object, object]>([
    ["is a pull request from here", pull(7), { pr: "7" }],
    ["is a fork at the commit somebody looked at", fork, { pr: "7", head_sha: sha("a") }],
  ])("%s", async (_sentence, found, inputs) => {
    get(found);
    expect(numbers(await run("plan", "workflow_dispatch", dispatch(inputs)))).toEqual([7]);
  });

  test.each<[string, object, object, string]>([
    ["a fork without a commit: it may push meanwhile", fork, { pr: "7" }, "fork"],
    ["a fork that pushed meanwhile", fork, { pr: "7", head_sha: sha("b") }, "head of #7"],
    ["half a commit", fork, { pr: "7", head_sha: "aaaaaaa" }, "head of #7"],
    ["a closed pull request", pull(7, { state: "closed" }), { pr: "7" }, "no open"],
    ["another base", pull(7, { base: { ref: "release" } }), { pr: "7" }, "release"],
    ["a number that is none", pull(7), { pr: "7; rm -rf /" }, "no number"],
    ["nothing", pull(7), {}, "no number"],
  ])("is never %s", async (_sentence, found, inputs, word) => {
    get(found);
    const result = await run("plan", "workflow_dispatch", dispatch(inputs));
    expect(result.exitCode).toBe(1);
    expect(result.notes).toContain(word);
    expect(result.outputs).toBeUndefined();
  });

  test("is nothing on another branch, whose workflow is not the default branch's", async () => {
    const result = await run("plan", "workflow_dispatch", dispatch({ pr: "7" }, "refs/heads/evil"));
    expect(result).toMatchObject({ exitCode: 1, notes: expect.stringContaining("refs/heads/evil") });
  });
});

describe("after an apply, what is planned", () => {
  /** A plan of the pull request with this head, made from this base. */
  const planned = (digit: string, id: number, base: string | null): void => {
    const binding = {
      version: 1,
      tool: "0.1.0",
      repositoryId: ours,
      pull: id,
      head: sha(digit),
      tip,
      base,
      tenant: null,
      plan: null,
      manifest: null,
      digest: null,
      verdict: "invalid",
      counts: { changes: 0, deletes: 0, opens: 0, unknown: 0, requests: 0, seconds: 0 },
      headline: "no plan",
    };
    const zip = zipSync({ "binding.json": strToU8(JSON.stringify(binding)) });
    const name = `zerodrift-plan-${sha(digit)}`;
    const artifacts = [artifactAnswer(id, { name, digest: digestOf(zip) })];
    server.get(`${root}/actions/artifacts`).query({ name, per_page: 100 }).reply(200, { total_count: 1, artifacts });
    server.get(`${root}/actions/runs/${100 + id}`).reply(200, runAnswer(100 + id, { head_sha: tip }));
    server
      .get(`${root}/actions/artifacts/${id}/zip`)
      .reply(200, Buffer.from(zip), { "content-type": "application/zip" });
  };
  const unplanned = (digit: string): void => {
    server
      .get(`${root}/actions/artifacts`)
      .query({ name: `zerodrift-plan-${sha(digit)}`, per_page: 100 })
      .reply(200, { total_count: 0, artifacts: [] });
  };
  /** The tip was applied by run 250. */
  const applied = (): void => {
    const payload = {
      version: 1,
      digest: `sha256:${"1".repeat(64)}`,
      head: sha("e"),
      pull: 6,
      base: null,
      artifact: { id: 1, runId: 2 },
      approvers: ["joe"],
      run: { id: 250, attempt: 1 },
    };
    const creator = { login: "github-actions[bot]" };
    const record = {
      id: 1,
      sha: tip,
      ref: tip,
      task: "zerodrift-apply",
      environment: "zerodrift-acme-ledger",
      creator,
      payload,
    };
    server
      .get(`${root}/deployments`)
      .query(true)
      .reply(200, [{ ...record, created_at: "2026-11-01T10:05:00Z" }]);
    server
      .get(`${root}/deployments/1/statuses`)
      .query(true)
      .reply(200, [{ id: 1, state: "success", description: "", creator }]);
    const path = ".github/workflows/zerodrift-apply.yml";
    server.get(`${root}/actions/runs/250`).reply(200, runAnswer(250, { path, event: "push", head_sha: tip }));
  };
  const apply = () => run("plan", "workflow_run", runEvent("apply", { event: "push", head_branch: "main" }));

  test("is every pull request of ours that was planned from something older, and no other", async () => {
    applied();
    may("jane", "write");
    open(
      pull(7, { head: head("7") }),
      pull(8, { head: head("8") }),
      pull(9, { head: head("9", { id: theirs }) }),
      pull(3, { head: head("3") }),
    );
    planned("7", 7, null);
    planned("8", 8, tip);
    unplanned("3");
    const result = await apply();
    expect(numbers(result)).toEqual([7]);
  });

  test("is nothing where all start from what is applied", async () => {
    applied();
    may("jane", "write");
    open(pull(8, { head: head("8") }));
    planned("8", 8, tip);
    expectNothing(await apply(), "older");
  });
});

describe("what is judged", () => {
  const artifactsOf = (...names: readonly string[]): void => {
    const artifacts = names.map((name, index) => artifactAnswer(index, { name }));
    server
      .get(`${root}/actions/runs/300/artifacts`)
      .query({ per_page: 100 })
      .reply(200, { total_count: names.length, artifacts });
  };

  test("after a plan are the pull requests with a head it planned, also two with one head", async () => {
    artifactsOf(`zerodrift-plan-${sha("a")}`, "logs");
    open(pull(7), pull(8, { head: head("b") }), pull(9));
    expect(numbers(await run("ready", "workflow_run", runEvent("plan", { event: "workflow_run" })))).toEqual([7, 9]);
  });

  test("after a plan run that planned nothing is nothing", async () => {
    artifactsOf();
    expectNothing(await run("ready", "workflow_run", runEvent("plan", { event: "workflow_run" })), "nothing to plan");
  });

  test("after a plan run that failed before it said what for are all", async () => {
    artifactsOf();
    open(pull(7), pull(8));
    expect(numbers(await run("ready", "workflow_run", runEvent("plan", { conclusion: "failure" })))).toEqual([7, 8]);
  });

  test("after a review is its pull request, from a fork as well, at the head it has now", async () => {
    from("mallory:topic", pull(7, { head: head("b", { id: theirs }) }));
    const event = runEvent("signal", { head_repository: { id: theirs, owner: { login: "mallory" } } });
    const result = await run("ready", "workflow_run", event);
    expect(result.outputs?.pulls).toBe(`[{"number":7,"head":"${sha("b")}"}]`);
  });

  test.each<[string, string, unknown]>([
    ["an apply", "workflow_run", runEvent("apply", { event: "push" })],
    ["a push to the default branch", "push", { ref: "refs/heads/main", before: sha("1"), after: sha("2") }],
    ["a start by hand without a number", "workflow_dispatch", { ref: "refs/heads/main", inputs: { pr: "" } }],
  ])("after %s are all, and the thirty that moved last where there are more", async (_sentence, name, payload) => {
    open(...Array.from({ length: 33 }, (_, index) => pull(index + 1)));
    const result = await run("ready", name, payload);
    expect(result.outputs?.count).toBe("30");
    expect(result.notes).toContain("3 more wait");
  });

  test("after a start by hand is the one that is named", async () => {
    server.get(`${root}/pulls/7`).reply(200, pull(7));
    expect(numbers(await run("ready", "workflow_dispatch", { ref: "refs/heads/main", inputs: { pr: "7" } }))).toEqual([
      7,
    ]);
  });

  test.each<[string, string, unknown, string]>([
    ["a push to another branch", "push", { ref: "refs/heads/x", before: sha("1"), after: sha("2") }, "default branch"],
    [
      "a tag called like the default branch",
      "push",
      { ref: "refs/tags/main", before: sha("1"), after: sha("2") },
      "default branch",
    ],
    ["the run of another workflow", "workflow_run", runEvent("drift"), "drift"],
    ["a schedule", "schedule", {}, "schedule"],
  ])("is nothing after %s", async (_sentence, name, payload, word) => {
    expectNothing(await run("ready", name, payload), word);
  });
});

test("an event that cannot be read is an error in words, and nothing is asked", async () => {
  const result = await run("plan", "workflow_run", { workflow_run: { head_sha: "--upload-pack=x" } });
  expect(result.exitCode).toBe(1);
  expect(result.notes).toContain("no workflow_run as GitHub sends it");
});
