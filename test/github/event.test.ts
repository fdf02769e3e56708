import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { parseEvent } from "../../src/github/event.ts";
import { sha } from "./helpers/answers.ts";

interface Hook {
  readonly name: string;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
}

const hooks = createRequire(import.meta.url)("@octokit/webhooks-examples/api.github.com/index.json") as readonly Hook[];
const examples = (name: string) => hooks.find((hook) => hook.name === name)?.examples ?? [];
const rows = ["workflow_run", "push", "workflow_dispatch", "pull_request_review", "pull_request"].flatMap((name) =>
  examples(name).map((example, index) => [name, index, example] as const),
);

describe("GitHub's own examples", () => {
  test("are there", () => {
    expect(new Set(rows.map(([name]) => name)).size).toBe(5);
  });

  test.each(rows)("of %s are understood (%d)", (name, _index, example) => {
    expect(parseEvent(name, JSON.stringify(example))).toMatchObject({ ok: true });
  });

  test("say what is used", () => {
    const [, run] = examples("workflow_run");
    expect(parseEvent("workflow_run", JSON.stringify(run))).toMatchObject({
      value: {
        kind: "workflow-run",
        runId: 289782451,
        workflow: ".github/workflows/test.yml",
        event: "repository_dispatch",
        conclusion: "success",
        headSha: "3484a3fb816e0859fd6e1cea078d76385ff50625",
        headBranch: "master",
        headOwner: "octo-org",
        headRepositoryId: 300029405,
      },
    });
    const [push] = examples("push");
    expect(parseEvent("push", JSON.stringify(push))).toMatchObject({
      value: { kind: "push", ref: "refs/tags/simple-tag", before: "0".repeat(40) },
    });
    const [review] = examples("pull_request_review");
    expect(parseEvent("pull_request_review", JSON.stringify(review))).toMatchObject({
      value: { kind: "review", pull: 2, head: "ec26c3e57ca3a959ca5aad62de7213c562f8c821" },
    });
  });
});

const run = {
  workflow_run: {
    id: 1,
    path: ".github/workflows/zerodrift-check.yml@refs/heads/x",
    event: "pull_request",
    conclusion: "success",
    head_sha: sha("a"),
    head_branch: "topic",
    head_repository: { id: 42, owner: { login: "acme" } },
  },
};
const runWith = (other: object): string => JSON.stringify({ workflow_run: { ...run.workflow_run, ...other } });

describe("an event", () => {
  test.each([
    ["--upload-pack=touch /tmp/x"],
    ["$(touch x)`;|&"],
    ["a\nb"],
    ["<!-- zerodrift -->"],
    ["x".repeat(5_000)],
  ])("may name a branch %j, which stays a text", (branch) => {
    expect(parseEvent("workflow_run", runWith({ head_branch: branch }))).toMatchObject({
      value: { headBranch: branch },
    });
  });

  test("of a fork that is gone names no owner", () => {
    expect(parseEvent("workflow_run", runWith({ head_repository: null }))).toMatchObject({
      value: { headOwner: null, headRepositoryId: null, workflow: ".github/workflows/zerodrift-check.yml" },
    });
  });

  test.each<[string, unknown, Readonly<Record<string, string>>]>([
    ["as they are", { pr: "7", head_sha: sha("a") }, { pr: "7", head_sha: sha("a") }],
    ["without those left empty", { pr: "7", head_sha: "" }, { pr: "7" }],
    ["without blanks around them", { pr: " 7 " }, { pr: "7" }],
    ["a number as its text", { pr: 7 }, { pr: "7" }],
    ["and nothing else", { pr: { $gt: "" }, __proto__x: ["a"], b: true }, {}],
    ["none where there is none", null, {}],
  ])("started by hand gives its inputs %s", (_sentence, inputs, expected) => {
    expect(parseEvent("workflow_dispatch", JSON.stringify({ ref: "refs/heads/main", inputs }))).toEqual({
      ok: true,
      value: { kind: "dispatch", ref: "refs/heads/main", inputs: expected },
      diagnostics: [],
    });
  });

  test("of a schedule needs no more than its name", () => {
    expect(parseEvent("schedule", "{}")).toMatchObject({ value: { kind: "schedule" } });
  });

  test.each<[string, string | undefined, string, string]>([
    ["that no workflow has", "issue_comment", "{}", "issue_comment"],
    ["without a name", undefined, "{}", "started by"],
    ["that is no JSON", "push", "{", "no push"],
    ["that is a list", "push", "[]", "no push"],
    ["that is nothing", "workflow_run", "null", "no workflow_run"],
    ["without its run", "workflow_run", "{}", '"workflow_run"'],
    ["whose run is a text", "workflow_run", '{"workflow_run":"x"}', '"workflow_run"'],
    ["with an option for a commit", "workflow_run", runWith({ head_sha: "--upload-pack=x" }), "head_sha"],
    ["with half a commit", "workflow_run", runWith({ head_sha: "abc1234" }), "head_sha"],
    ["with a branch of another type", "workflow_run", runWith({ head_branch: { a: 1 } }), "head_branch"],
    ["with a run of no number", "workflow_run", runWith({ id: "1" }), "id"],
    ["with a push of no commit", "push", '{"ref":"refs/heads/main","before":"x","after":"y"}', "before"],
    ["with a review of no pull request", "pull_request_review", '{"review":{}}', "pull_request"],
    [
      "with a pull request of number 0",
      "pull_request",
      JSON.stringify({ pull_request: { number: 0, head: { sha: sha("a") } } }),
      "number",
    ],
  ])("%s is refused with what is wrong", (_sentence, name, text, word) => {
    expect(parseEvent(name, text)).toMatchObject({
      ok: false,
      diagnostics: [{ code: "invalid-value", message: expect.stringContaining(word) }],
    });
  });
});
