import { describe, expect, test } from "vitest";
import { plansFor } from "../../../src/github/artifacts/list.ts";
import { artifactAnswer, ours, root, runAnswer, sha, theirs, useGitHub } from "../helpers/answers.ts";

const repository = { id: ours, defaultBranch: "main" };
const onBranch = async (commit: string): Promise<boolean> => commit === sha("d");
const { github, server } = useGitHub();

const listed = (...artifacts: readonly object[]): void => {
  server
    .get(`${root}/actions/artifacts`)
    .query({ name: `zerodrift-plan-${sha("a")}`, per_page: 100 })
    .reply(200, { total_count: artifacts.length, artifacts });
};

const plans = () => plansFor(github, sha("a"), repository, onBranch);

describe("plans of a head commit", () => {
  test("those of the default branch's plan workflow are believed, newest first, whatever the order of the list", async () => {
    listed(artifactAnswer(1), artifactAnswer(3), artifactAnswer(2));
    for (const id of [101, 102, 103])
      server
        .get(`${root}/actions/runs/${id}`)
        .reply(200, runAnswer(id, id === 102 ? { event: "workflow_dispatch" } : {}));
    const found = await plans();
    expect(found.trusted.map(({ id, runId }) => [id, runId])).toEqual([
      [3, 103],
      [2, 102],
      [1, 101],
    ]);
    expect(found.rejected).toEqual([]);
  });

  test("every page of the list counts", async () => {
    const next = `<http://127.0.0.1:9${root}/actions/artifacts?name=x&page=2>; rel="next"`;
    server
      .get(`${root}/actions/artifacts`)
      .query((query) => query.page === undefined)
      .reply(200, { total_count: 2, artifacts: [artifactAnswer(1)] }, { link: next });
    server
      .get(`${root}/actions/artifacts`)
      .query((query) => query.page === "2")
      .reply(200, { total_count: 2, artifacts: [artifactAnswer(2)] });
    for (const id of [101, 102]) server.get(`${root}/actions/runs/${id}`).reply(200, runAnswer(id));
    expect((await plans()).trusted.map(({ id }) => id)).toEqual([2, 1]);
  });

  test.each([
    [
      "planted by a run of the pull request's branch",
      { workflow_run: { id: 101, head_branch: "evil", head_repository_id: ours } },
      "planted",
    ],
    [
      "planted by a run of a fork with a branch called like ours",
      { workflow_run: { id: 101, head_branch: "main", head_repository_id: theirs } },
      "another repository",
    ],
    ["whose run was deleted with all it says", { workflow_run: null }, "gone"],
    ["that has expired", { expired: true }, "expired"],
  ])("a plan %s is refused without asking for its run", async (_sentence, other, word) => {
    listed(artifactAnswer(1, other));
    const before = github.sent();
    const found = await plans();
    expect(found.trusted).toEqual([]);
    expect(found.rejected.map(({ reason }) => reason)).toEqual([expect.stringContaining(word)]);
    expect(github.sent() - before).toBe(1);
  });

  test.each([
    ["a run of another workflow", { path: ".github/workflows/evil.yml" }, "evil.yml"],
    [
      "a workflow of that name in another repository",
      { path: "evil/x/.github/workflows/zerodrift-plan.yml@main" },
      "evil/x",
    ],
    ["a pull request that changes the plan workflow", { event: "pull_request" }, '"pull_request"'],
    ["a push", { event: "push" }, '"push"'],
    ["a run of a fork", { head_repository: { id: theirs } }, "another repository"],
    ["a run of a fork that is gone", { head_repository: null }, "another repository"],
    ["a run on a branch", { head_branch: "evil" }, '"evil"'],
    ["a tag that is called like the default branch", { head_sha: sha("e") }, "a tag"],
    ["a run that failed", { conclusion: "failure" }, '"failure"'],
    ["a run that was cancelled", { conclusion: "cancelled" }, '"cancelled"'],
    ["a run that goes on", { status: "in_progress", conclusion: null }, "not ended"],
  ])("a plan of %s is refused", async (_sentence, other, word) => {
    listed(artifactAnswer(1));
    server.get(`${root}/actions/runs/101`).reply(200, runAnswer(101, other));
    const found = await plans();
    expect(found.trusted).toEqual([]);
    expect(found.rejected.map(({ reason }) => reason)).toEqual([expect.stringContaining(word)]);
  });

  test("a plan whose run is gone is refused, and the older one stands", async () => {
    listed(artifactAnswer(1), artifactAnswer(2));
    server.get(`${root}/actions/runs/101`).reply(200, runAnswer(101));
    server.get(`${root}/actions/runs/102`).reply(404, { message: "Not Found" });
    const found = await plans();
    expect(found.trusted.map(({ id }) => id)).toEqual([1]);
    expect(found.rejected.map(({ artifact }) => artifact.id)).toEqual([2]);
  });

  test("the workflow's path may carry the branch it was read from", async () => {
    listed(artifactAnswer(1));
    server
      .get(`${root}/actions/runs/101`)
      .reply(200, runAnswer(101, { path: ".github/workflows/zerodrift-plan.yml@refs/heads/main" }));
    expect((await plans()).trusted.map(({ id }) => id)).toEqual([1]);
  });

  test("hundreds of planted ones cost one question", async () => {
    const planted = { workflow_run: { id: 7, head_branch: "evil", head_repository_id: ours } };
    listed(...Array.from({ length: 100 }, (_, index) => artifactAnswer(index % 9, { id: index, ...planted })));
    const before = github.sent();
    expect((await plans()).rejected).toHaveLength(100);
    expect(github.sent() - before).toBe(1);
  });
});
