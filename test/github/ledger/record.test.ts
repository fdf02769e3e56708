import { describe, expect, test } from "vitest";
import { entryFrom, objectionToMaker } from "../../../src/github/ledger/record.ts";
import { standingOf } from "../../../src/github/ledger/status.ts";
import type { Run } from "../../../src/github/run.ts";
import { ours, sha, theirs } from "../helpers/answers.ts";

const payload = {
  version: 1,
  digest: `sha256:${"1".repeat(64)}`,
  head: sha("a"),
  pull: 7,
  base: null,
  artifact: { id: 5, runId: 105 },
  approvers: ["jane"],
  run: { id: 900, attempt: 1 },
};
const deployment = {
  id: 1,
  sha: sha("c"),
  ref: sha("c"),
  task: "zerodrift-apply",
  environment: "zerodrift-acme-ledger",
  payload: payload as unknown,
  creator: { login: "github-actions[bot]" } as { login: string } | null,
  created_at: "2026-11-01T10:05:00Z",
};

describe("a deployment is a record", () => {
  test.each([
    ["as it was sent", {}],
    ["when its payload comes back as text", { payload: JSON.stringify(payload) }],
  ])("%s", (_sentence, other) => {
    expect(entryFrom({ ...deployment, ...other }, "acme")).toMatchObject({
      id: 1,
      commit: sha("c"),
      pull: 7,
      run: { id: 900, attempt: 1 },
    });
  });

  test.each([
    ["of another task, as jobs with an environment make", { task: "deploy" }],
    ["of another tenant", { environment: "zerodrift-other-ledger" }],
    ["of a person", { creator: { login: "mallory" } }],
    ["of another app", { creator: { login: "evil[bot]" } }],
    ["of nobody", { creator: null }],
    ["without a payload", { payload: "" }],
    ["with a payload that is no JSON", { payload: "{" }],
    ["with a payload of another version", { payload: { ...payload, version: 2 } }],
    ["with a digest that is none", { payload: { ...payload, digest: "sha256:1" } }],
    ["with a run that is none", { payload: { ...payload, run: { id: "900", attempt: 1 } } }],
    ["of a branch", { ref: "main" }],
    ["of another commit than its name says", { ref: sha("e") }],
    ["of half a commit", { ref: "ccccccc", sha: "ccccccc" }],
  ])("but not one %s", (_sentence, other) => {
    expect(entryFrom({ ...deployment, ...other }, "acme")).toBeUndefined();
  });

  test("of an app, where that app keeps the ledger, and then of nobody else", () => {
    const own = { ...deployment, creator: { login: "acme-drift[bot]" } };
    expect(entryFrom(own, "acme", "acme-drift[bot]")).toMatchObject({ id: 1 });
    expect(entryFrom(deployment, "acme", "acme-drift[bot]")).toBeUndefined();
  });
});

const entry = entryFrom(deployment, "acme")!;
const repository = { id: ours, defaultBranch: "main" };
const run: Run = {
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
};
const stands = { isRunOnDefaultBranch: true, isCommitBehindRun: true };

describe("the run that a record names", () => {
  test.each<[string, Partial<Run>]>([
    ["is the push of the commit, however it ended", {}],
    ["goes on", { status: "in_progress", conclusion: null, updatedAt: "2026-11-01T10:01:00Z" }],
    ["was started by hand later, to resume", { event: "workflow_dispatch", headSha: sha("d") }],
    ["was run again since", { attempt: 2, updatedAt: "2026-11-01T12:00:00Z" }],
  ])("made it when it %s", (_sentence, other) => {
    expect(objectionToMaker(entry, { ...run, ...other }, repository, stands)).toBeUndefined();
  });

  test.each<[string, Partial<Run>, Partial<typeof stands>, string]>([
    ["is of another workflow", { path: ".github/workflows/evil.yml" }, {}, "evil.yml"],
    [
      "is of the part that apply calls, started alone",
      { path: ".github/workflows/zerodrift-execute.yml" },
      {},
      "execute",
    ],
    ["was started by a pull request", { event: "pull_request" }, {}, "pull_request"],
    ["belongs to a fork", { headRepositoryId: theirs }, {}, "another repository"],
    ["was on a branch", { headBranch: "evil" }, {}, "evil"],
    ["was on a tag called like the default branch", {}, { isRunOnDefaultBranch: false }, "tag"],
    ["applied another commit: forged forward", { headSha: sha("d") }, {}, "applied ddddddd"],
    [
      "resumed something that does not hold it",
      { event: "workflow_dispatch", headSha: sha("d") },
      { isCommitBehindRun: false },
      "contain",
    ],
    [
      "had ended long before: an old run for a new record",
      { updatedAt: "2026-11-01T09:00:00Z", createdAt: "2026-11-01T08:50:00Z" },
      {},
      "while its run",
    ],
    ["began only later", { createdAt: "2026-11-01T11:00:00Z", updatedAt: "2026-11-01T11:10:00Z" }, {}, "while its run"],
    ["has no such attempt", { attempt: 0 }, {}, "attempt"],
  ])("did not make it when it %s", (_sentence, other, standing, word) => {
    expect(objectionToMaker(entry, { ...run, ...other }, repository, { ...stands, ...standing })).toContain(word);
  });
});

type Row = readonly (readonly [state: string, description: string, login?: string])[];
const statuses = (rows: Row) =>
  rows.map(([state, description, login = "github-actions[bot]"], id) => ({
    id,
    state,
    description,
    creator: { login },
  }));

describe("the statuses of a record, oldest first, say", () => {
  test.each<[string, Row, object]>([
    ["that it goes on, without any", [], { state: "in-progress", staging: false }],
    ["that it goes on", [["in_progress", "applying"]], { state: "in-progress", staging: false }],
    [
      "that ZIA is being staged",
      [
        ["in_progress", "applying"],
        ["in_progress", "staging ZIA"],
      ],
      { state: "in-progress", staging: true },
    ],
    [
      "that it is done",
      [
        ["in_progress", "staging ZIA"],
        ["success", "applied and activated"],
      ],
      { state: "success", isStaged: false },
    ],
    [
      "that it is done, also when GitHub retired it",
      [
        ["success", "applied and activated"],
        ["inactive", ""],
      ],
      { state: "success" },
    ],
    [
      "that nothing was written",
      [
        ["in_progress", "applying"],
        ["inactive", "nothing was written"],
      ],
      { state: "inactive" },
    ],
    ["that it is partial", [["failure", "partial: 2 failed"]], { state: "failure", isStaged: false }],
    ["that something is left in ZIA", [["failure", "partial: 2 failed staged"]], { state: "failure", isStaged: true }],
    [
      "that it failed after all: the last word counts",
      [
        ["success", "x"],
        ["failure", "partial: x"],
      ],
      { state: "failure" },
    ],
    [
      "nothing when somebody else says it",
      [
        ["in_progress", "applying"],
        ["success", "applied and activated", "mallory"],
      ],
      { state: "in-progress" },
    ],
  ])("%s", (_sentence, rows, expected) => {
    expect(standingOf(statuses(rows).toReversed(), "github-actions[bot]")).toMatchObject(expected);
  });
});
