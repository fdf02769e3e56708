import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { outcomeOf, type ReadResult } from "../../../src/github/ledger/outcome.ts";
import type { LedgerRecord } from "../../../src/github/ledger/read.ts";
import { repairOf, repairRecord } from "../../../src/github/ledger/repair.ts";
import {
  closeRecord,
  closingStatus,
  markStaging,
  openRecord,
  type RecordOutcome,
} from "../../../src/github/ledger/write.ts";
import { sha256Of as digestOf } from "../../../src/model/hash.ts";
import { artifactAnswer, ours, root, sha, useGitHub } from "../helpers/answers.ts";

const { github, server } = useGitHub();

const intent = {
  version: 1,
  digest: `sha256:${"1".repeat(64)}`,
  head: sha("a"),
  pull: 7,
  base: null,
  artifact: { id: 5, runId: 105 },
  approvers: ["jane"],
  run: { id: 900, attempt: 1 },
} as const;
const record = { tenant: "acme", commit: sha("c"), intent };

const deployment = (id: number, other: object = {}): object => ({
  id,
  sha: sha("c"),
  ref: sha("c"),
  task: "zerodrift-apply",
  environment: "zerodrift-acme-ledger",
  creator: { login: "github-actions[bot]" },
  created_at: "2026-11-01T10:05:00Z",
  payload: intent,
  ...other,
});

const accepts = (id: number, state: string, description: string) =>
  server
    .post(`${root}/deployments/${id}/statuses`, (body) => {
      expect(body).toEqual({
        state,
        description,
        log_url: "https://github.example/acme/policies/actions/runs/900",
        auto_inactive: false,
      });
      return true;
    })
    .reply(201, { id: 1, state });

const says = (id: number, ...rows: readonly (readonly [state: string, description: string])[]) =>
  server
    .get(`${root}/deployments/${id}/statuses`)
    .query(true)
    .reply(
      200,
      rows.map(([state, description], at) => ({
        id: at,
        state,
        description,
        creator: { login: "github-actions[bot]" },
      })),
    );

describe("a record is opened", () => {
  test("for the commit itself, merging nothing, waiting for no check, retiring no other", async () => {
    const posted = server
      .post(`${root}/deployments`, (body) => {
        expect(body).toEqual({
          ref: sha("c"),
          task: "zerodrift-apply",
          environment: "zerodrift-acme-ledger",
          description: "apply of #7",
          payload: intent,
          required_contexts: [],
          auto_merge: false,
          transient_environment: false,
          production_environment: true,
        });
        return true;
      })
      .reply(201, deployment(11));
    accepts(11, "in_progress", "applying");
    expect(await openRecord(github, record)).toBe(11);
    expect(posted.isDone()).toBe(true);
  });

  test("once, when the answer was lost but the record made", async () => {
    server.post(`${root}/deployments`).reply(502, "bad gateway");
    const other = { ...intent, run: { id: 900, attempt: 2 } };
    server
      .get(`${root}/deployments`)
      .query({ sha: sha("c"), task: "zerodrift-apply", environment: "zerodrift-acme-ledger", per_page: 100 })
      .reply(200, [
        deployment(12, { payload: other }),
        deployment(11),
        deployment(13, { creator: { login: "mallory" } }),
      ]);
    accepts(11, "in_progress", "applying");
    // A second POST would find nobody who answers it.
    expect(await openRecord(github, record)).toBe(11);
  });

  test("again, when the answer was lost and nothing made", async () => {
    server.post(`${root}/deployments`).reply(502, "bad gateway");
    server.get(`${root}/deployments`).query(true).reply(200, []);
    server.post(`${root}/deployments`).reply(201, deployment(14));
    accepts(14, "in_progress", "applying");
    expect(await openRecord(github, record)).toBe(14);
  });

  test.each([
    ["without the right to", 403, {}, "deployments: write"],
    ["while GitHub sees a conflict", 409, {}, undefined],
  ])("not %s", async (_sentence, status, body, hint) => {
    server.post(`${root}/deployments`).reply(status, { message: "no", ...body });
    await expect(openRecord(github, record)).rejects.toMatchObject({
      facts: { status, ...(hint === undefined ? {} : { hint: expect.stringContaining(hint) }) },
    });
  });

  test("not when GitHub merged something instead", async () => {
    server.post(`${root}/deployments`).reply(202, { message: "Auto-merged main" });
    await expect(openRecord(github, record)).rejects.toThrow("Auto-merged");
  });
});

describe("a record says", () => {
  test("that staging begins, once when the answer is lost", async () => {
    server.post(`${root}/deployments/11/statuses`).reply(502);
    says(11, ["in_progress", "applying"], ["in_progress", "staging ZIA"]);
    const before = github.sent();
    await markStaging(github, 11);
    expect(github.sent() - before).toBe(2);
  });

  test.each<[string, RecordOutcome, string, string]>([
    ["that it is done", { state: "success" }, "success", "applied and activated"],
    ["that nothing was written", { state: "inactive" }, "inactive", "nothing was written"],
    ["what is missing", { state: "failure", reason: "2 failed", isStaged: false }, "failure", "partial: 2 failed"],
    [
      "that ZIA holds something",
      { state: "failure", reason: "2 failed", isStaged: true },
      "failure",
      "partial: 2 failed staged",
    ],
  ])("%s", async (_sentence, outcome, state, description) => {
    says(11, ["in_progress", "applying"]);
    const posted = accepts(11, state, description);
    await closeRecord(github, 11, outcome);
    expect(posted.isDone()).toBe(true);
  });

  test("nothing twice: a second attempt of the reporting job posts nothing", async () => {
    says(11, ["in_progress", "applying"], ["success", "applied and activated"]);
    const before = github.sent();
    await closeRecord(github, 11, { state: "success" });
    expect(github.sent() - before).toBe(1);
  });

  test("its end, also where somebody else already said so", async () => {
    const forged = { id: 9, state: "success", description: "applied and activated", creator: { login: "mallory" } };
    server.get(`${root}/deployments/11/statuses`).query(true).reply(200, [forged]);
    const posted = accepts(11, "success", "applied and activated");
    await closeRecord(github, 11, { state: "success" });
    expect(posted.isDone()).toBe(true);
  });

  test.each([
    ["a long reason", "x".repeat(500)],
    ["a reason of characters that are two", "😀".repeat(200)],
    ["a reason of several lines", "a\nb\n".repeat(100)],
  ])("no more than fits, with %s, and still that ZIA holds something", (_sentence, reason) => {
    const { description } = closingStatus({ state: "failure", reason, isStaged: true });
    expect(description.length).toBeLessThanOrEqual(140);
    expect(Buffer.from(description).toString()).toBe(description);
    expect(description).toMatch(/^partial: [^\n]+… staged$/u);
  });

  test("nothing of ZIA when only the reason does", () => {
    const { description } = closingStatus({ state: "failure", reason: "a rule is staged", isStaged: false });
    expect(description.endsWith(" staged")).toBe(false);
  });
});

const whole: ReadResult = {
  activation: { zia: "active" },
  staged: null,
  summary: { done: 2, failed: 0, skipped: 0, converged: 1, writes: 2 },
};
const half: ReadResult = {
  ...whole,
  activation: { zia: "withheld" },
  summary: { ...whole.summary, failed: 1 },
};
const told = "3 of 4 done, ZIA not activated";

describe("an apply that ended", () => {
  test.each<[string, ReadResult, RecordOutcome]>([
    ["with everything done and active is a success", whole, { state: "success" }],
    ["without anything for ZIA is a success", { ...whole, activation: { zia: "not-needed" } }, { state: "success" }],
    ["with a failure is partial", half, { state: "failure", reason: told, isStaged: false }],
    [
      "with activation withheld is partial, and staged",
      { ...whole, activation: { zia: "withheld" }, staged: { by: "ours" }, problem: "foreign" },
      { state: "failure", reason: "3 of 3 done, ZIA not activated: foreign", isStaged: true },
    ],
    [
      "with something foreign in ZIA left nothing of ours",
      { ...half, staged: { by: "unknown" } },
      { state: "failure", reason: told, isStaged: false },
    ],
    [
      "with an activation that was not confirmed may be active, and is looked at again",
      { ...half, activation: { zia: "failed" }, summary: { ...half.summary, done: 0, writes: 0 } },
      { state: "failure", reason: "1 of 2 done, ZIA activation not confirmed", isStaged: true },
    ],
    ["without a write never was", { ...half, summary: { ...half.summary, done: 0, writes: 0 } }, { state: "inactive" }],
    [
      "without a write, but with ours in ZIA, is partial",
      { ...half, staged: { by: "ours" }, summary: { ...half.summary, writes: 0 } },
      { state: "failure", reason: told, isStaged: true },
    ],
  ])("%s", (_sentence, result, expected) => {
    expect(outcomeOf(result)).toEqual(expected);
  });
});

const lost: LedgerRecord = {
  ...intent,
  id: 11,
  commit: sha("c"),
  createdAt: "2026-11-01T10:05:00Z",
  state: "in-progress",
  description: "applying",
  staging: true,
  isStaged: false,
  madeBy: {
    id: 900,
    attempt: 1,
    path: ".github/workflows/zerodrift-apply.yml",
    event: "push",
    status: "completed",
    conclusion: "failure",
    headBranch: "main",
    headSha: sha("c"),
    headRepositoryId: ours,
    createdAt: "2026-11-01T10:00:00Z",
    updatedAt: "2026-11-01T10:10:00Z",
  },
};

describe("a record that was left open", () => {
  const zip = zipSync({ "result.json": strToU8(JSON.stringify(whole)), "audit.jsonl": strToU8("x") });
  const serve = (other: object) => {
    const artifact = artifactAnswer(6, {
      name: "zerodrift-result",
      digest: digestOf(zip),
      workflow_run: { id: 900, head_branch: "main", head_repository_id: ours },
      ...other,
    });
    server
      .get(`${root}/actions/runs/900/artifacts`)
      .query({ name: "zerodrift-result", per_page: 100 })
      .reply(200, { total_count: 1, artifacts: [artifact] });
    server.get(`${root}/actions/artifacts/6/zip`).reply(200, Buffer.from(zip), { "content-type": "application/zip" });
  };

  test("is closed by what its own run left", async () => {
    serve({});
    says(11, ["in_progress", "staging ZIA"]);
    const posted = accepts(11, "success", "applied and activated");
    expect(await repairRecord(github, lost)).toEqual({ state: "success" });
    expect(posted.isDone()).toBe(true);
  });

  test.each([
    ["older than the record: of an earlier attempt", { created_at: "2026-11-01T10:04:00Z" }],
    ["expired", { expired: true }],
    ["damaged", { digest: `sha256:${"0".repeat(64)}` }],
    ["called otherwise", { name: "zerodrift-result-2" }],
  ])("stays open when the result is %s", async (_sentence, other) => {
    serve(other);
    expect(await repairRecord(github, lost)).toBeUndefined();
  });

  test.each<[string, LedgerRecord]>([
    ["while its run goes on", { ...lost, madeBy: { ...lost.madeBy!, status: "in_progress", conclusion: null } }],
    ["when its run is gone", { ...lost, madeBy: undefined }],
    ["when it is closed", { ...lost, state: "failure" }],
  ])("is left alone %s", async (_sentence, record) => {
    const before = github.sent();
    expect(await repairRecord(github, record)).toBeUndefined();
    expect(repairOf(record, whole)).toBeUndefined();
    expect(github.sent()).toBe(before);
  });
});
