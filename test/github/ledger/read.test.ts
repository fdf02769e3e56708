import { describe, expect, test } from "vitest";
import { readLedger } from "../../../src/github/ledger/read.ts";
import { ours, root, runAnswer, sha, useGitHub } from "../helpers/answers.ts";

const { github, server } = useGitHub();
const known = { repository: { id: ours, defaultBranch: "main" } };

/** The default branch, newest first. */
const line = [sha("5"), sha("4"), sha("3"), sha("2"), sha("1")];
const chain = {
  tip: sha("5"),
  isAncestor: async (commit: string, of: string) => line.indexOf(commit) >= line.indexOf(of) && line.includes(commit),
  firstParents: async () => line,
};

interface Given {
  readonly id: number;
  readonly commit: string;
  readonly statuses: readonly (readonly [state: string, description: string])[];
  readonly run?: object | "gone";
  readonly deployment?: object;
  readonly runId?: number;
}

const minute = (id: number): string => `2026-11-01T10:${String(id).padStart(2, "0")}:00Z`;

const deploymentOf = ({ id, commit, deployment = {}, runId = 200 + id }: Given): object => ({
  id,
  sha: commit,
  ref: commit,
  task: "zerodrift-apply",
  environment: "zerodrift-acme-ledger",
  creator: { login: "github-actions[bot]" },
  created_at: minute(id),
  payload: {
    version: 1,
    digest: `sha256:${"1".repeat(64)}`,
    head: sha("a"),
    pull: id,
    base: null,
    artifact: { id: 5, runId: 105 },
    approvers: ["jane"],
    run: { id: runId, attempt: 1 },
  },
  ...deployment,
});

const runOf = ({ id, commit, run, runId = 200 + id }: Given): object =>
  runAnswer(runId, {
    path: ".github/workflows/zerodrift-apply.yml",
    event: "push",
    head_sha: commit,
    created_at: minute(id),
    updated_at: minute(id + 1),
    ...(typeof run === "object" ? run : {}),
  });

/** Serves the records; asking for the statuses or the run of one more than once fails the test. */
const ledgerOf = async (...given: readonly Given[]) => {
  server
    .get(`${root}/deployments`)
    .query({ task: "zerodrift-apply", environment: "zerodrift-acme-ledger", per_page: 100 })
    .reply(200, given.map(deploymentOf));
  for (const one of given) {
    const statuses = one.statuses.map(([state, description], id) => ({
      id,
      state,
      description,
      creator: { login: "github-actions[bot]" },
    }));
    server.get(`${root}/deployments/${one.id}/statuses`).query({ per_page: 100 }).reply(200, statuses);
    const answer = server.get(`${root}/actions/runs/${one.runId ?? 200 + one.id}`);
    if (one.run === "gone") answer.reply(404, { message: "Not Found" });
    else answer.reply(200, runOf(one));
  }
  const before = github.sent();
  const ledger = await readLedger(github, "acme", chain, known);
  return { ...ledger, calls: github.sent() - before };
};

const done = [
  ["in_progress", "applying"],
  ["success", "applied and activated"],
] as const;
const going = [["in_progress", "applying"]] as const;
const staging = [
  ["in_progress", "applying"],
  ["in_progress", "staging ZIA"],
] as const;
const staged = [["failure", "partial: 1 failed staged"]] as const;
const partial = [["failure", "partial: 1 failed"]] as const;
const nothing = [["inactive", "nothing was written"]] as const;
const lives = { status: "in_progress", conclusion: null };

describe("the ledger", () => {
  test("without a record says that nothing was applied", async () => {
    expect(await ledgerOf()).toMatchObject({
      base: null,
      applied: null,
      unfinished: null,
      running: null,
      warnings: [],
    });
  });

  test("says what was applied last, in three requests, however long it is", async () => {
    const old = Array.from({ length: 49 }, (_, index) => ({ id: index + 1, commit: sha("1"), statuses: done }));
    const ledger = await ledgerOf(...old, { id: 50, commit: sha("5"), statuses: done });
    expect(ledger).toMatchObject({ base: sha("5"), applied: { id: 50 }, unfinished: null, warnings: [] });
    expect(ledger.calls).toBe(3);
  });

  test("sorts for itself, whatever the order of the list", async () => {
    const ledger = await ledgerOf(
      { id: 1, commit: sha("2"), statuses: done },
      { id: 3, commit: sha("4"), statuses: done },
      { id: 2, commit: sha("3"), statuses: done },
    );
    expect(ledger.base).toBe(sha("4"));
  });

  test("goes on to the next page while nothing was applied on this one", async () => {
    const next = `<http://127.0.0.1:9${root}/deployments?page=2>; rel="next"`;
    const [first, second] = [
      { id: 2, commit: sha("4"), statuses: nothing },
      { id: 1, commit: sha("3"), statuses: done },
    ];
    server
      .get(`${root}/deployments`)
      .query((query) => query.page === undefined)
      .reply(200, [deploymentOf(first)], { link: next });
    server
      .get(`${root}/deployments/2/statuses`)
      .query(true)
      .reply(200, [{ id: 1, state: "inactive", description: "", creator: { login: "github-actions[bot]" } }]);
    server
      .get(`${root}/deployments`)
      .query((query) => query.page === "2")
      .reply(200, [deploymentOf(second)]);
    server
      .get(`${root}/deployments/1/statuses`)
      .query(true)
      .reply(200, [{ id: 1, state: "success", description: "", creator: { login: "github-actions[bot]" } }]);
    server.get(`${root}/actions/runs/201`).reply(200, runOf(second));
    expect((await readLedger(github, "acme", chain, known)).base).toBe(sha("3"));
  });

  test.each<[string, readonly Given[], object]>([
    [
      "looks past applies that wrote nothing or not all",
      [
        { id: 3, commit: sha("5"), statuses: nothing },
        { id: 2, commit: sha("4"), statuses: partial },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      { base: sha("3"), unfinished: null, running: null },
    ],
    [
      "names an apply that goes on",
      [
        { id: 2, commit: sha("5"), statuses: going, run: lives },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      { base: sha("3"), running: { id: 2 }, unfinished: null },
    ],
    [
      "names an apply whose runner was lost",
      [
        { id: 2, commit: sha("5"), statuses: staging, run: { conclusion: "failure" } },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      { base: sha("3"), running: null, unfinished: { id: 2, staging: true } },
    ],
    [
      "names a lost attempt, also while its run is run again",
      [
        { id: 2, commit: sha("5"), statuses: going, run: { ...lives, run_attempt: 2 } },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      { base: sha("3"), running: null, unfinished: { id: 2, staging: false } },
    ],
    [
      "names an apply that left something in ZIA",
      [
        { id: 2, commit: sha("5"), statuses: staged },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      { unfinished: { id: 2, isStaged: true } },
    ],
    [
      "names it also behind an apply that wrote nothing",
      [
        { id: 3, commit: sha("5"), statuses: nothing },
        { id: 2, commit: sha("4"), statuses: staged },
      ],
      { base: null, unfinished: { id: 2 } },
    ],
    [
      "forgets it once a later apply came to its end",
      [
        { id: 3, commit: sha("5"), statuses: done },
        { id: 2, commit: sha("4"), statuses: staged },
      ],
      { base: sha("5"), unfinished: null },
    ],
    [
      "does not take its own attempt for somebody else's",
      [
        { id: 2, commit: sha("5"), statuses: going, run: lives, runId: 900 },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      { base: sha("3"), running: null, unfinished: null },
    ],
    [
      "takes one that was resumed by hand at a later commit",
      [
        { id: 2, commit: sha("4"), statuses: done, run: { event: "workflow_dispatch", head_sha: sha("5") } },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      { base: sha("4"), warnings: [] },
    ],
  ])("%s", async (_sentence, given, expected) => {
    expect(await ledgerOf(...given)).toMatchObject(expected);
  });

  test.each<[string, readonly Given[], string, string]>([
    [
      "forged forward with the run of another commit",
      [
        { id: 2, commit: sha("5"), statuses: done, run: { head_sha: sha("4") } },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      sha("3"),
      "forged",
    ],
    [
      "forged forward by a run on a branch",
      [
        { id: 2, commit: sha("5"), statuses: done, run: { head_branch: "evil" } },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      sha("3"),
      "forged",
    ],
    [
      "forged forward with an old run",
      [
        { id: 9, commit: sha("5"), statuses: done, run: { created_at: minute(2), updated_at: minute(3) } },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      sha("3"),
      "forged",
    ],
    [
      "by a run on a tag called like the default branch",
      [
        { id: 2, commit: sha("e"), statuses: done },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      sha("3"),
      "forged",
    ],
    [
      "of a history that was rewritten",
      [
        { id: 2, commit: sha("e"), statuses: done },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      sha("3"),
      "history was rewritten",
    ],
    [
      "whose run has expired, which still counts",
      [
        { id: 2, commit: sha("5"), statuses: done, run: "gone" },
        { id: 1, commit: sha("3"), statuses: done },
      ],
      sha("5"),
      "no more",
    ],
  ])("warns of a record %s", async (_sentence, given, base, word) => {
    const ledger = await ledgerOf(...given);
    expect(ledger.base).toBe(base);
    expect(ledger.warnings.join("\n")).toContain(word);
  });

  test("a record that is forged back changes nothing, however new it is", async () => {
    const ledger = await ledgerOf(
      { id: 2, commit: sha("5"), statuses: done },
      { id: 3, commit: sha("2"), statuses: done },
    );
    expect(ledger.base).toBe(sha("5"));
  });

  test.each([
    ["another task", { task: "deploy" }],
    ["another creator", { creator: { login: "mallory" } }],
    ["another tenant", { environment: "zerodrift-other-ledger" }],
  ])("a deployment of %s is none of it and costs nothing", async (_sentence, deployment) => {
    const ledger = await ledgerOf(
      { id: 2, commit: sha("5"), statuses: done, deployment },
      { id: 1, commit: sha("3"), statuses: done },
    );
    expect(ledger).toMatchObject({ base: sha("3"), calls: 3 });
  });

  test("a deleted record makes the one before it count: work is repeated, none is hidden", async () => {
    expect((await ledgerOf({ id: 1, commit: sha("3"), statuses: done })).base).toBe(sha("3"));
  });
});
