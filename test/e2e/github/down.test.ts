import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { documents, openApplied } from "../../support/github/applied.ts";
import type { FaultAnswer } from "../../support/github/faults.ts";
import { type ShortWay, shortWay } from "../../support/github/short-way.ts";
import type { Story } from "../../support/github/story.ts";
import type { Doc } from "../../support/scene.ts";

/** GitHub does not answer, or not so that anybody knows what it did; or a job has less rights than it needs. */

const label = "zia/rule-label";
const docs = (description: string, finance = "ERP"): readonly Doc[] => [
  { kind: "zpa/segment-group", resources: [{ name: "Finance apps", description: finance, enabled: true }] },
  { kind: label, resources: [{ name: "exception", description }] },
];
const wanted = "Each rule names its ticket.";

let story: Story;
let way: ShortWay;

beforeEach(async () => {
  story = await openApplied(docs("Owned by security."), { seed: "empty" });
  way = shortWay(story);
});

afterEach(async () => {
  expect(story.github.violations).toEqual([]);
  await story.close();
});

const badGateway = { status: 502 } as const;
const statuses = /\/deployments\/\d+\/statuses$/;
const fault = (method: string, path: RegExp, answer: FaultAnswer, more: { skip?: number; times?: number } = {}): void =>
  story.github.fault({ method, path, answer, ...more });
/** For so long that nobody waits for it. */
const down = (method: string, path: RegExp, skip = 0): void => fault(method, path, badGateway, { skip, times: 1000 });

const description = async (): Promise<string> => (await story.objects(label))[0]?.description;
const records = () => story.github.deployments().slice(1);
const history = (): readonly string[] =>
  records()
    .at(-1)
    ?.statuses.map((one) => `${one.state}: ${one.description}`) ?? [];

describe("GitHub falters for a moment", () => {
  test("while a plan is told: one comment, one check, both right", async () => {
    fault("POST", /\/comments$/, "drop-after");
    fault("POST", /\/check-runs$/, badGateway);
    fault("POST", /\/labels$/, "secondary-limit");
    const pull = await way.approved("exception", documents(docs("A first draft.")));
    expect(story.comments(pull)).toHaveLength(1);
    expect(story.check(pull, "plan")?.conclusion).toBe("success");
    expect(story.labels(pull)).toEqual(["zerodrift/change"]);

    fault("PATCH", /\/issues\/comments\/\d+$/, "drop-after");
    fault("POST", /\/comments$/, "drop-before");
    fault("POST", /\/check-runs$/, "drop-after");
    story.github.commit({ branch: "exception", by: "kim", files: documents(docs(wanted)) as Record<string, string> });
    const { runs } = await way.plan(pull);
    expect(runs[0]?.conclusion).toBe("success");
    expect(story.comment(pull)).toContain(wanted);
    // The second is the notice that approvals of the first plan are none of this one.
    expect(story.comments(pull)).toHaveLength(2);
    expect(story.comments(pull)[1]).toMatch(/approv/);
    const { head } = { head: story.github.pull(pull).headSha };
    expect(story.github.world.checks.filter(({ sha, name }) => sha === head && name === "zerodrift/plan")).toHaveLength(
      1,
    );

    // What cannot be told at all is said in the log; the rest is told.
    down("PATCH", /\/issues\/comments\/\d+$/);
    story.github.commit({
      branch: "exception",
      by: "kim",
      files: documents(docs("A third draft.")) as Record<string, string>,
    });
    const untold = await way.plan(pull);
    expect(untold.job("plan", "publish")?.result).toBe("failure");
    expect(untold.job("plan", "publish")?.log).toMatch(/error: GitHub refused PATCH .*\(502\)/);
    expect(untold.job("plan", "publish")?.summary).toContain("A third draft.");
    expect(story.check(pull, "plan")?.conclusion).toBe("success");
  }, 120_000);

  test("while an apply is recorded and told: one record with its three words, one comment", async () => {
    const pull = await way.approved("exception", documents(docs(wanted)));
    const commit = way.merge(pull);
    const before = story.comments(pull).length;
    fault("POST", /\/deployments$/, "drop-after");
    fault("POST", statuses, badGateway);
    fault("POST", statuses, "drop-after", { skip: 1 });
    fault("POST", statuses, "secondary-limit", { skip: 2 });
    fault("POST", /\/comments$/, "drop-after");
    expect((await way.apply(commit)).ended("apply")).toBe("success");
    expect(records()).toHaveLength(1);
    expect(history()).toEqual(["in_progress: applying", "in_progress: staging ZIA", "success: applied and activated"]);
    expect(story.comments(pull)).toHaveLength(before + 1);
    expect(await description()).toBe(wanted);
  }, 120_000);
});

describe("GitHub is down", () => {
  test("when the record is due: nothing is written; when staging is due: nothing is staged, and a new pull request goes on", async () => {
    const pull = await way.approved("both", documents(docs(wanted, "ERP and treasury")));
    const commit = way.merge(pull);
    await story.forget();
    down("POST", /\/deployments$/);
    const first = await way.apply(commit);
    expect(first.job("apply", "execute / verify")?.result).toBe("failure");
    expect(first.job("apply", "execute / apply")?.result).toBe("skipped");
    expect([await story.writes(), records()]).toEqual([[], []]);
    story.github.clearFaults();

    fault("POST", statuses, badGateway, { skip: 1, times: 2 });
    const second = await way.apply(commit);
    expect(second.text).toContain("so nothing is staged in ZIA");
    expect((await story.writes()).map(({ product }) => product)).toEqual(["zpa"]);
    expect(history().at(-1)).toMatch(/^failure: partial: .*[^d]$/);
    const told = story.comments(pull).at(-1) ?? "";
    // Nothing waits in ZIA, so there is nothing that a run by hand would resume.
    expect(told).not.toContain("gh workflow run");
    expect(told).toContain("Open a new pull request");

    const next = await way.approved("again", { "policies/more.yaml": "# once more\n" });
    expect((await way.apply(way.merge(next))).ended("apply")).toBe("success");
    expect(await description()).toBe(wanted);
    expect((await story.writes()).map(({ product }) => product)).toEqual(["zpa", "zia", "zia"]);
  }, 120_000);

  test("after the tenant was written: the result stays with the run, and the next run repairs the record", async () => {
    const pull = await way.approved("exception", documents(docs(wanted)));
    const commit = way.merge(pull);
    const before = story.comments(pull).length;
    down("POST", statuses, 2);
    down("POST", /\/comments$/);
    const lost = await way.apply(commit);
    const report = lost.job("apply", "execute / report");
    expect(report?.result).toBe("failure");
    expect(report?.log).toContain("acme: applied 1 of 1 change, ZIA activated");
    expect(report?.summary).toContain("the next run repairs the record");
    expect(story.comments(pull)).toHaveLength(before);
    expect(lost.job("apply", "execute / apply")?.artifacts).toEqual(["zerodrift-result"]);
    expect(story.ledger()[0]?.state).toBe("in_progress");

    story.github.clearFaults();
    await story.forget();
    expect((await way.resume()).ended("apply")).toBe("success");
    expect(await story.writes()).toEqual([]);
    expect(story.ledger()[0]).toEqual({ commit, state: "success", description: "applied and activated" });
  }, 120_000);
});

describe("a job without a right", () => {
  test("says which one it lacks, and the next run with it makes up for it", async () => {
    const pull = await way.approved("exception", documents(docs(wanted)));
    const commit = way.merge(pull);
    const { mintToken } = story.host;
    Object.assign(story.host, {
      mintToken: (job: Parameters<typeof mintToken>[0]) => {
        const isReport = job.permissions["pull-requests"] === "write" && job.permissions.deployments === "write";
        return mintToken({
          ...job,
          permissions: isReport ? { ...job.permissions, deployments: "read" } : job.permissions,
        });
      },
    });
    const { log } = (await way.apply(commit)).job("apply", "execute / report")!;
    expect(log).toContain("Resource not accessible by integration (403)");
    expect(log).toContain('give the job of this step "deployments: write" under permissions:');
    // What it may do it does.
    expect(story.comments(pull).at(-1)).toContain("applied 1 of 1 change");

    Object.assign(story.host, { mintToken });
    await way.resume();
    expect(story.ledger()[0]?.state).toBe("success");
  }, 120_000);
});

describe("the plan", () => {
  test("that has expired, or is older than the rules allow, is not applied, and the log says what to do", async () => {
    const pull = await way.approved("exception", documents(docs(wanted)));
    const commit = way.merge(pull);
    await story.forget();
    const plan = story.github.world.artifacts.find(({ name }) => name.startsWith("zerodrift-plan-"))!;
    plan.expired = true;
    const expired = await way.apply(commit);
    expect(expired.ended("apply")).toBe("failure");
    expect(expired.text).toMatch(/expired/);
    plan.expired = false;

    Object.assign(plan, { createdAt: new Date(Date.now() - 8 * 86_400_000) });
    const old = await way.apply(commit);
    expect(old.ended("apply")).toBe("failure");
    expect(old.text).toContain("the plan is 8 days old, and 7d is the limit");
    expect([await story.writes(), records()]).toEqual([[], []]);
  }, 120_000);
});
