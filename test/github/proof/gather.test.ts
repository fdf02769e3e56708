import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GitHubError } from "../../../src/github/failure.ts";
import { coAuthorsIn } from "../../../src/github/proof/gather/commits.ts";
import { gatherAfter, gatherBefore, type Setting } from "../../../src/github/proof/gather.ts";
import { judge } from "../../../src/github/proof/judge.ts";
import { known } from "../../../src/github/proof/read.ts";
import type { ProofSources } from "../../../src/github/proof/sources.ts";
import { ann, approval, approvals, author, bob, head, manifest, merge, mergedPull, pull, trees } from "./facts.ts";
import { open, sources, tell } from "./github.ts";

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

const setting = (given: Partial<ProofSources> = {}, slept: number[] = []): Setting => ({
  github: open(),
  sources: sources(given),
  sleep: (ms) => {
    slept.push(ms);
    return Promise.resolve();
  },
  now: Date.parse("2026-03-02T13:00:00Z"),
  maxWaitSeconds: 900,
});

describe("before the merge", () => {
  test("what GitHub tells becomes facts that prove it, in seven calls", async () => {
    tell();
    const given = setting();
    const facts = await gatherBefore(given, 12);
    expect(facts.pulls).toEqual(known([pull()]));
    expect(facts.commits).toMatchObject({ value: { total: 1, list: [{ author, committer: null, isUpdate: false }] } });
    expect(facts.permissions).toEqual({ [ann.id]: known("write") });
    expect(judge(facts).outcome).toBe("proven");
    expect(given.github.sent()).toBe(7);
  });

  test("co-authors are found in the message", async () => {
    tell({ message: "x\n\nCo-authored-by: Ann <2+ann@users.noreply.github.com>\n" });
    expect(judge(await gatherBefore(setting(), 12)).steps[6]?.reason).toMatch(/"ann" is named as co-author/);
  });

  test("where nothing changes, reviews and plans are not read", async () => {
    const { asked } = tell();
    const facts = await gatherBefore(
      setting({ trees: () => Promise.resolve(known(trees({ planned: manifest("4") }))) }),
      12,
    );
    expect(judge(facts).outcome).toBe("nothing");
    expect(asked.filter((path) => /reviews|activity|rules/.test(path))).toEqual([]);
  });

  test("forty reviews ask for the rights of two people", async () => {
    const chatter = Array.from({ length: 38 }, (_, at) =>
      approval({
        id: at,
        account: { id: 1000 + at, login: `u${at}`, type: "User" },
        state: at % 2 ? "COMMENTED" : "APPROVED",
        commit: at % 2 ? head : null,
      }),
    );
    const { asked } = tell({ reviews: [...chatter, approval({ id: 200 }), approval({ id: 201, account: bob })] });
    const given = setting();
    expect(judge(await gatherBefore(given, 12)).outcome).toBe("proven");
    expect(asked.filter((path) => path.includes("/collaborators/")).length).toBe(2);
    expect(given.github.sent()).toBeLessThan(15);
  });

  test("an approval on the second page counts", async () => {
    const page = (number: number) =>
      nock("http://127.0.0.1:9")
        .get("/repos/acme/policy/pulls/12/reviews")
        .query({ per_page: "100", ...(number === 1 ? {} : { page: "2" }) });
    page(1).reply(200, [], {
      link: '<http://127.0.0.1:9/repos/acme/policy/pulls/12/reviews?per_page=100&page=2>; rel="next"',
    });
    page(2).reply(200, [
      { id: 1, user: ann, state: "APPROVED", commit_id: head, submitted_at: "2026-03-02T12:00:00Z" },
    ]);
    tell({ reviews: [] });
    expect(judge(await gatherBefore(setting(), 12)).outcome).toBe("proven");
  });

  test("a login that belongs to somebody else by now has no rights", async () => {
    tell({ reviews: [approval({ account: { ...ann, id: 22 } })] });
    const facts = await gatherBefore(setting(), 12);
    expect(facts.permissions[22]).toMatchObject({ ok: false, reason: expect.stringMatching(/another account/) });
    expect(judge(facts).outcome).toBe("refused");
  });

  test("a fork that is gone: nobody knows who pushed", async () => {
    tell({ pull: pull({ headRepository: null }) });
    expect(judge(await gatherBefore(setting(), 12)).steps[6]).toMatchObject({
      state: "unmet",
      reason: expect.stringMatching(/repository of the head branch is gone/),
    });
  });

  test("a fork's pushes are read where it lies", async () => {
    tell({ pull: pull({ headRepository: { id: 8, owner: "guest", name: "fork" } }) });
    nock("http://127.0.0.1:9")
      .get("/repos/guest/fork/activity")
      .query({ ref: "refs/heads/gambling", per_page: "100" })
      .reply(200, [{ before: head, after: head, actor: ann }]);
    expect(judge(await gatherBefore(setting(), 12)).steps[6]?.reason).toMatch(/"ann" pushed last/);
  });

  test("a source that GitHub refuses is a missing fact with a reason and what to do", async () => {
    tell();
    const refuse = () =>
      Promise.reject(
        new GitHubError("GitHub refused GET /x: no (403)", {
          method: "GET",
          path: "/x",
          status: 403,
          outcome: "not-executed",
          hint: "give rights",
        }),
      );
    expect(judge(await gatherBefore(setting({ plans: refuse }), 12)).steps[4]).toMatchObject({
      state: "unmet",
      reason: "GitHub refused: no (403); give rights",
    });
  });

  test("teams: a member counts; without rights nobody does", async () => {
    const asksTeam = { approvals: () => Promise.resolve(known(approvals({ teams: ["net"] }))) };
    const team = () => nock("http://127.0.0.1:9").get("/orgs/acme/teams/net");
    const membership = () => nock("http://127.0.0.1:9").get("/orgs/acme/teams/net/memberships/ann");
    tell();
    team().reply(200, { slug: "net" });
    membership().reply(200, { state: "active" });
    expect(judge(await gatherBefore(setting(asksTeam), 12)).outcome).toBe("proven");
    team().reply(200, { slug: "net" });
    membership().reply(200, { state: "pending" });
    expect(judge(await gatherBefore(setting(asksTeam), 12)).steps[7]?.reason).toMatch(/no valid approval from team/);
    team().reply(404, {});
    expect(judge(await gatherBefore(setting(asksTeam), 12)).steps[7]?.reason).toMatch(/could not be read/);
  });
});

describe("after the merge", () => {
  test("the pull request is found by its merge, in ten calls at most", async () => {
    tell({ pull: mergedPull(), connected: [pull({ number: 13 }), mergedPull()] });
    const given = setting();
    expect(judge(await gatherAfter(given, merge)).outcome).toBe("proven");
    expect(given.github.sent()).toBeLessThanOrEqual(10);
  });

  test("a merge that GitHub connects late is waited for, about a minute", async () => {
    const slept: number[] = [];
    tell({ pull: mergedPull(), connected: [] });
    expect(judge(await gatherAfter(setting({}, slept), merge)).steps[1]?.reason).toMatch(/did not come from/);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
  });

  test("a merge that is connected at the second look needs no third", async () => {
    const slept: number[] = [];
    nock("http://127.0.0.1:9").get(`/repos/acme/policy/commits/${merge}/pulls`).query(true).reply(200, []);
    tell({ pull: mergedPull() });
    expect(judge(await gatherAfter(setting({}, slept), merge)).outcome).toBe("proven");
    expect(slept).toEqual([2_000]);
  });
});

describe("co-authors", () => {
  test.each([
    ["x", []],
    ["x\n\nCo-authored-by: A B <a@b.c>", [{ name: "A B", email: "a@b.c" }]],
    ["x\nco-AUTHORED-by:A<a@b.c>\r\nmore", [{ name: "A", email: "a@b.c" }]],
    [
      "Co-authored-by: A <a@b.c>\nCo-authored-by: B <>",
      [
        { name: "A", email: "a@b.c" },
        { name: "B", email: "" },
      ],
    ],
  ])("%j", (message, found) => {
    expect(coAuthorsIn(message)).toEqual(found);
  });
});
