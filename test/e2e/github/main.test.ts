import { afterEach, describe, expect, test } from "vitest";
import { asItIs, labelFile, labelsAre } from "../../support/github/label-policies.ts";
import { recordMain } from "../../support/github/recorded.ts";
import { openStory, type Story, type StoryOptions } from "../../support/github/story.ts";

let story: Story;
const begin = async (options: StoryOptions = {}): Promise<void> => {
  story = await openStory({ policies: labelsAre(asItIs), ...options });
};
afterEach(async () => {
  expect(story.github.violations).toEqual([]);
  await story.close();
});

const limit = 120_000;

const strict = `tenant: acme
connection: {cloud: production}
policies: policies
products: [zms, zpa, zia]
approvals: {required: 1}
guardrails: {maxDeletes: 0}
`;

const named = { ...asItIs, exception: "Each rule names its ticket.", quarterly: "Ends with the quarter." };

const acknowledged = `kind: zerodrift/acknowledgement
resources:
  - change: zia/rule-label:quarterly
    allows: delete
    reason: "SEC-1: the quarter is over"
`;

const labelNames = async (): Promise<readonly string[]> =>
  (await story.objects("zia/rule-label")).map(({ name }) => name);

describe("a pull request on its way", () => {
  test("is planned, approved, merged, applied, recorded, and followed by the next one", {
    timeout: limit,
  }, async () => {
    await begin({ configuration: strict });

    // The plan, told at the pull request.
    const { pull, played } = await story.open({ branch: "labels", files: labelsAre(named), title: "Name the ticket" });
    expect([played.ended("check"), played.ended("plan"), played.ended("ready")]).toEqual([
      "success",
      "success",
      "success",
    ]);
    expect(story.check(pull, "plan")).toMatchObject({
      conclusion: "success",
      title: expect.stringMatching(/^2 changes, opens no access, 0 deletes, activates ZIA/),
    });
    expect(story.comments(pull)).toHaveLength(1);
    const comment = story.comment(pull)!;
    expect(comment).toContain("Temporary exceptions. → Each rule names its ticket.");
    expect(comment).toContain("quarterly");
    expect(comment).toContain("no apply is on record");
    expect(story.labels(pull)).toEqual(["zerodrift/change"]);
    expect(story.check(pull, "ready")).toMatchObject({ conclusion: "failure", title: "not ready: not approved yet" });
    expect(await story.writes()).toEqual([]);

    // Approved.
    await story.review(pull, "lee");
    expect(story.check(pull, "ready")).toMatchObject({
      conclusion: "success",
      title: "ready: what is merged will be applied",
    });

    // Merged, applied, activated, recorded, told.
    const { commit, played: merged } = await story.merge(pull);
    expect(merged.ended("apply")).toBe("success");
    expect((await story.writes()).map(({ method, path }) => `${method} ${path.replace(/\d+$/, "N")}`)).toEqual([
      "POST /zia/api/v1/ruleLabels",
      "PUT /zia/api/v1/ruleLabels/N",
      "POST /zia/api/v1/status/activate",
    ]);
    expect(story.ledger()).toEqual([{ commit, state: "success", description: "applied and activated" }]);
    expect(story.comments(pull).at(-1)).toContain("acme: applied 2 of 2 changes, ZIA activated");
    expect(story.comments(pull).at(-1)).toContain("approved by `lee`");
    expect(story.labels(pull)).toEqual([]);

    // The same content once more: no noise.
    await story.forget();
    const same = await story.open({
      branch: "remark",
      files: { [labelFile]: `# Ask SEC first.\n${story.read(labelFile)}` },
    });
    expect(story.comments(same.pull)).toEqual([]);
    expect(story.labels(same.pull)).toEqual(["zerodrift/no-change"]);
    expect(story.check(same.pull, "plan")).toMatchObject({
      conclusion: "success",
      title: expect.stringMatching(/no changes/),
    });
    await story.review(same.pull, "lee");
    const remark = await story.merge(same.pull);
    expect(remark.played.ended("apply")).toBe("success");
    expect(await story.writes()).toEqual([]);
    expect(story.ledger()[0]).toMatchObject({ commit: remark.commit, state: "success" });
  });

  test("deletes what was declared and applied, once somebody said so in Git", { timeout: limit }, async () => {
    await begin({ configuration: strict, policies: labelsAre({ ...asItIs, quarterly: named.quarterly }) });
    const object = { name: "quarterly", description: named.quarterly };
    await story.portal("POST", { kind: "zia/rule-label", object });
    const base = recordMain(story);
    const there = await labelNames();
    const deleting = await story.open({ branch: "quarter", files: labelsAre(asItIs) });
    expect(story.comment(deleting.pull)).toContain(`\`${base.slice(0, 12)}\` was applied last`);
    expect(story.comment(deleting.pull)).toContain("1 acknowledgement missing");
    expect(story.comment(deleting.pull)).toContain('change: "zia/rule-label:quarterly", allows: delete');
    expect(story.check(deleting.pull, "plan")).toMatchObject({
      conclusion: "failure",
      title: expect.stringContaining("REFUSED, 1 acknowledgement missing"),
    });
    expect(story.labels(deleting.pull)).toContain("zerodrift/destroy");
    await story.review(deleting.pull, "lee");
    expect(story.check(deleting.pull, "ready")).toMatchObject({
      conclusion: "failure",
      title: expect.stringContaining("not ready: the plan is refused"),
    });
    await story.push(deleting.pull, { "policies/acknowledgements.yaml": acknowledged });
    expect(story.check(deleting.pull, "plan")).toMatchObject({ conclusion: "success" });
    await story.review(deleting.pull, "lee");
    expect(story.check(deleting.pull, "ready")).toMatchObject({ conclusion: "success" });
    expect(await labelNames()).toContain("quarterly");
    const { played: deleted } = await story.merge(deleting.pull);
    expect(deleted.ended("apply")).toBe("success");
    // What nobody ever declared stays.
    expect(await labelNames()).toEqual(there.filter((name) => name !== "quarterly"));
    expect(story.comments(deleting.pull).at(-1)).toContain("`zia/rule-label:quarterly` deleted");
  });
});

describe("a pull request that cannot be planned", () => {
  test("says where in which file, at the lines, and is well once it is mended", { timeout: limit }, async () => {
    await begin();
    const { pull, head, played } = await story.open({
      branch: "typo",
      files: { [labelFile]: "kind: zia/rule-label\nresources:\n  - name: exception\n    descripton: Temporary.\n" },
    });
    expect([played.ended("check"), played.ended("plan")]).toEqual(["failure", "success"]);
    expect(story.check(pull, "plan")).toMatchObject({
      conclusion: "failure",
      title: "no plan: the documents have mistakes",
    });
    const check = story.github.check(head, "zerodrift/plan") as unknown as {
      readonly annotations: readonly { path: string; start_line: number; message: string }[];
    };
    expect(check.annotations.map(({ path, start_line }) => [path, start_line])).toContainEqual([labelFile, 4]);
    expect(story.comment(pull)).toContain("NO PLAN, 1 error");
    expect(story.comment(pull)).toContain(`${labelFile}:4`);
    expect(story.comment(pull)).toContain("descripton");
    expect(story.labels(pull)).toEqual([]);
    await story.review(pull, "lee");
    expect(story.check(pull, "ready")).toMatchObject({ conclusion: "failure" });

    await story.push(pull, labelsAre(named));
    expect(story.check(pull, "plan")).toMatchObject({ conclusion: "success" });
    expect(story.comments(pull)).toHaveLength(1);
    expect(story.comment(pull)).not.toContain("NO PLAN");
    expect(story.labels(pull)).toEqual(["zerodrift/change"]);

    // A conflict is no plan either, and names the file.
    story.github.commit({ branch: "late", by: "kim", files: { "README.md": "Policies\n" } });
    story.github.commit({
      branch: "main",
      by: "ada",
      files: labelsAre({ exception: "Changed on main." }) as Record<string, string>,
    });
    const late = await story.open({ branch: "late", files: labelsAre({ exception: "Changed on the branch." }) });
    expect(story.check(late.pull, "plan")).toMatchObject({
      conclusion: "failure",
      title: "no plan: conflicts with the default branch",
    });
    expect(story.comment(late.pull)).toContain(labelFile);
    expect(story.check(late.pull, "ready")).toMatchObject({
      conclusion: "failure",
      title: expect.stringContaining("conflicts with the default branch"),
    });
    expect(await story.writes()).toEqual([]);
  });
});
