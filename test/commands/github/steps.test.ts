import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { driftReport } from "../../../src/commands/github/drift-report.ts";
import { publish } from "../../../src/commands/github/publish.ts";
import { type CloseRecord, report } from "../../../src/commands/github/report.ts";
import type { Environment } from "../../../src/commands/outcome.ts";
import type { PlanBinding } from "../../../src/github/bundle.ts";
import { GitHubError } from "../../../src/github/failure.ts";
import type { RecordOutcome } from "../../../src/github/ledger/write.ts";
import type { Scan } from "../../../src/github/scan.ts";
import { api, expectAllAsked, head, keeping, otherHead, pages, repo, stepEnv } from "../../github/scene.ts";
import { applied } from "../../render/fixtures.ts";

const sha = `sha256:${"a".repeat(64)}`;

const environmentIn = (cwd: string): Environment => ({
  env: stepEnv,
  cwd,
  now: () => Date.parse("2026-11-20T02:17:00Z"),
  isTty: false,
  color: { out: false, err: false },
  report: () => undefined,
  detail: () => undefined,
  signal: new AbortController().signal,
});

const folder = (files: Readonly<Record<string, unknown>>): string => {
  const root = mkdtempSync(join(tmpdir(), "zerodrift-steps-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
};

const binding = (more: Partial<PlanBinding> = {}): PlanBinding => ({
  version: 1,
  tool: "0.1.0",
  repositoryId: 1,
  pull: 7,
  head,
  tip: otherHead,
  base: null,
  tenant: { name: "acme", cloud: "production", customerId: "1" },
  plan: sha,
  manifest: sha,
  digest: sha,
  verdict: "accepted",
  counts: { changes: 1, deletes: 0, opens: 0, unknown: 0, requests: 2, seconds: 2 },
  headline: "acme: 1 change",
  ...more,
});

const bundle = (more: Partial<PlanBinding> = {}): string =>
  folder({
    "plan/binding.json": binding(more),
    "plan/comment.md": "### acme: 1 change\n",
    "plan/annotations.json": [{ path: "policies/a.yaml", line: 3, level: "notice", title: "t", message: "m" }],
  });

const pull = (more: object = {}): void => {
  api()
    .get(`${repo}/pulls/7`)
    .reply(200, { state: "open", head: { sha: head }, labels: [{ name: "zerodrift/change" }], ...more });
};

interface Check {
  readonly name: string;
  readonly head_sha: string;
  readonly conclusion: string;
  readonly output: {
    readonly title: string;
    readonly summary: string;
    readonly text?: string;
    readonly annotations: readonly object[];
  };
}

const check = (kept: Check[]): void => {
  api().get(`${repo}/commits/${head}/check-runs`).query(true).reply(200, { total_count: 0, check_runs: [] });
  api()
    .post(`${repo}/check-runs`, (body: Check) => {
      kept.push(body);
      return true;
    })
    .reply(201, {});
};

const comments = (...lists: readonly (readonly object[])[]): void =>
  pages(`${repo}/issues/7/comments`, { per_page: "100" }, lists);

beforeEach(() => nock.disableNetConnect());
afterEach(expectAllAsked);

describe("publish", () => {
  const options = { pr: 7, head, dir: "plan", artifact: 9001 };

  test.each([
    ["accepted", "success"],
    ["refused", "failure"],
    ["invalid", "failure"],
  ] as const)("shows a plan that is %s, with a check that says %s", async (verdict, conclusion) => {
    pull(verdict === "invalid" ? { labels: [] } : {});
    const checks: Check[] = [];
    check(checks);
    comments([]);
    const said: string[] = [];
    api().post(`${repo}/issues/7/comments`, keeping(said)).reply(201, {});
    const result = await publish(options, environmentIn(bundle({ verdict })));
    expect(result.exitCode).toBe(0);
    expect(checks).toMatchObject([
      { name: "zerodrift/plan", head_sha: head, conclusion, output: { title: "acme: 1 change" } },
    ]);
    expect(checks[0]?.output.annotations).toHaveLength(1);
    expect(said[0]).toContain("### acme: 1 change");
    expect(said[0]).toContain("/actions/runs/501/artifacts/9001");
    // The comment can be edited by everybody with write access; what stands at the commit cannot.
    const { summary, text } = checks[0]!.output;
    expect(verdict === "invalid" ? summary : text).toContain("### acme: 1 change");
    expect(verdict === "invalid" ? text : summary).not.toEqual(expect.stringContaining("### acme: 1 change"));
    expect(result.summary).toContain("Shown on [#7]");
  });

  test.each<[string, string]>([
    ["nothing", folder({})],
    ["a damaged binding", folder({ "plan/binding.json": "{", "plan/comment.md": "x", "plan/annotations.json": "[]" })],
    ["the plan of another commit", bundle({ head: otherHead })],
    ["the plan of another pull request", bundle({ pull: 8 })],
  ])("is red when the plan job left %s", async (_, cwd) => {
    pull({ labels: [] });
    const checks: Check[] = [];
    check(checks);
    comments([]);
    const said: string[] = [];
    api().post(`${repo}/issues/7/comments`, keeping(said)).reply(201, {});
    await publish(options, environmentIn(cwd));
    expect(checks[0]?.conclusion).toBe("failure");
    expect(said[0]).toContain("NO PLAN, the plan job failed");
  });

  test.each<[string, object]>([
    ["whose branch moved on", { head: { sha: otherHead } }],
    ["that is closed", { state: "closed" }],
  ])("does nothing for a pull request %s, and says so", async (_, more) => {
    pull(more);
    const result = await publish(options, environmentIn(bundle()));
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.summary).toContain("not shown on #7");
  });

  test("is silent where nothing changes in the tenant", async () => {
    const counts = { changes: 0, deletes: 0, opens: 0, unknown: 0, requests: 0, seconds: 0 };
    pull({ labels: [{ name: "zerodrift/no-change" }] });
    check([]);
    comments([]);
    expect((await publish(options, environmentIn(bundle({ counts })))).exitCode).toBe(0);
  });

  test("says the rest when the comment is refused, and which right is missing", async () => {
    pull({ labels: [] });
    check([]);
    comments([]);
    api().post(`${repo}/issues/7/comments`).reply(403, { message: "Resource not accessible by integration" });
    api().get(`${repo}/labels/zerodrift%2Fchange`).reply(200, {});
    api().post(`${repo}/issues/7/labels`).reply(200, []);
    const result = await publish(options, environmentIn(bundle()));
    expect(result.exitCode).toBe(1);
    expect(result.notes).toContain("pull-requests: write");
  });
});

const proof = {
  version: 1,
  repository: "acme/policies",
  run: { id: 501, attempt: 1 },
  commit: otherHead,
  pull: { number: 7, head, title: "x" },
  base: null,
  tip: otherHead,
  tool: "0.1.0",
  tenant: { name: "acme", cloud: "production", customerId: "1" },
  artifact: { id: 1, runId: 2 },
  plan: sha,
  digest: sha,
  manifest: sha,
  approvers: [{ login: "ada", id: 1, at: "2026-11-20T02:17:00Z" }],
  record: 77,
  unfinished: null,
};

const closing =
  (closed: (RecordOutcome & { readonly record: number })[]): CloseRecord =>
  (_, record, outcome) => {
    closed.push({ record, ...outcome });
    return Promise.resolve();
  };

describe("report", () => {
  const options = { proof: "approved/proof.json", result: "result/result.json" };

  test("closes the record, tells the pull request, and takes the labels away after a whole apply", async () => {
    comments([]);
    const said: string[] = [];
    api().post(`${repo}/issues/7/comments`, keeping(said)).reply(201, {});
    pull();
    api().delete(`${repo}/issues/7/labels/zerodrift%2Fchange`).reply(200, []);
    const closed: (RecordOutcome & { readonly record: number })[] = [];
    const cwd = folder({ [options.proof]: proof, [options.result]: applied.done!.result });
    const result = await report(options, environmentIn(cwd), closing(closed));
    expect(result.exitCode).toBe(0);
    expect(closed).toEqual([{ record: 77, state: "success" }]);
    expect(said[0]).toMatch(/^<!-- zerodrift:result:1 .* record=77 -->\n### acme: applied 5 of 5 changes/);
    expect(said[0]).toContain("approved by `ada`");
  });

  test("leaves the record open when the run was lost, and says what happens next", async () => {
    comments([]);
    const said: string[] = [];
    api().post(`${repo}/issues/7/comments`, keeping(said)).reply(201, {});
    const closed: (RecordOutcome & { readonly record: number })[] = [];
    await report(
      { ...options, conclusion: "cancelled" },
      environmentIn(folder({ [options.proof]: proof })),
      closing(closed),
    );
    expect(closed).toEqual([]);
    expect(said[0]).toContain("THE RUN WAS LOST");
  });

  test("prints the result when GitHub is down, and ends with 1", async () => {
    const down: CloseRecord = () =>
      Promise.reject(
        new GitHubError("GitHub refused POST /x (502)", { method: "POST", path: "/x", outcome: "unknown" }),
      );
    api().get(`${repo}/issues/7/comments`).query(true).times(4).reply(502, {});
    const cwd = folder({ [options.proof]: proof, [options.result]: applied.partial!.result });
    const result = await report(options, environmentIn(cwd), down);
    expect(result.exitCode).toBe(1);
    expect(result.output).toContain("STOPPED after 2 of 5 changes");
    expect(result.summary).toContain("the next run repairs the record");
    expect(result.notes).toContain("502");
  });

  test("has nothing to say without a proof", async () => {
    expect((await report(options, environmentIn(folder({})), closing([]))).exitCode).toBe(1);
  });
});

describe("drift report", () => {
  const scan: Scan = {
    version: 1,
    state: "drift",
    tenant: "acme",
    digest: sha,
    risk: 0,
    headline: "1 drifted",
    at: "2026-11-20T02:17:00Z",
    base: null,
  };
  const run = (files: Readonly<Record<string, unknown>>) => driftReport({ dir: "drift" }, environmentIn(folder(files)));

  test("changes nothing after a scan that was skipped", async () => {
    const result = await run({
      "drift/scan.json": { ...scan, state: "skipped", digest: null, reason: "apply waiting" },
    });
    expect(result.exitCode).toBe(0);
    expect(result.summary).toContain("apply waiting");
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ["left nothing", {}],
    ["left half a file", { "drift/scan.json": '{"version": 1' }],
    ["found drift and left no text", { "drift/scan.json": scan }],
  ])("changes nothing and ends with 1 after a scan that %s", async (_, files) => {
    const result = await run(files);
    expect(result.exitCode).toBe(1);
    expect(result.summary).toContain("left as it is");
  });

  test("says so when the repository has no issues", async () => {
    api().get(`${repo}/issues`).query(true).reply(410, { message: "Issues are disabled for this repo" });
    const result = await run({ "drift/scan.json": scan, "drift/issue.md": "### acme\n" });
    expect(result.exitCode).toBe(1);
    expect(result.notes).toContain("switch them on");
    expect(result.summary).toBe("### acme\n");
  });
});
