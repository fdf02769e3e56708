import { afterEach, describe, expect, test } from "vitest";
import { asItIs, labelsAre } from "../../support/github/label-policies.ts";
import type { Files } from "../../support/github/story.ts";
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
const changed = labelsAre({ exception: "Each rule names its ticket." });
const ready = (pull: number) => story.check(pull, "ready");
const title = (pull: number): string => ready(pull)?.title ?? "no check";
const green = "ready: what is merged will be applied";

/** GitHub's own dismissing of stale reviews is switched off, so that only the flow itself looks. */
const keepStaleReviews = (): void => story.github.rules("main", []);

describe("an approval", () => {
  test("counts when somebody else with write access gives it to the plan as it is", { timeout: limit }, async () => {
    await begin();
    // Reviews from before the plan: while the check runs, and while the plan is made.
    story.hook(async (job) => {
      const said = story.github.pull(1).reviews.length;
      if (job === "validate" && said === 0) story.github.review(1, "ada", "APPROVED");
      if (job === "plan" && said === 1) story.github.review(1, "lee", "APPROVED");
      return undefined;
    });
    const { pull } = await story.open({ branch: "labels", files: changed });
    story.hook(undefined);
    expect(story.github.pull(pull).reviews).toHaveLength(2);
    expect(title(pull)).toBe("not ready: approved before this plan (approve again)");
    expect(ready(pull)?.summary).toContain('"ada": look at the plan and approve again');
    expect(ready(pull)?.summary).toContain('"lee" approved before this plan was published');

    // Nobody of these can stand for a second pair of eyes.
    story.github.user("helper[bot]", "write");
    for (const login of ["mallory", "helper[bot]"]) story.github.review(pull, login, "APPROVED");
    // GitHub takes no review of an author's own; here it has one all the same.
    Object.assign(story.github.review(pull, "ada", "APPROVED"), { user: story.github.user("kim") });
    await story.follow(pull, "pull_request_review", "submitted", "mallory");
    expect(ready(pull)).toMatchObject({ conclusion: "failure" });
    for (const reason of [
      '"kim" opened the pull request',
      '"mallory" has no write access',
      '`"helper[bot]"` is not a person',
      "0 of 1 approval",
    ])
      expect(ready(pull)?.summary).toContain(reason);

    // A reader cannot block either.
    story.github.review(pull, "mallory", "CHANGES_REQUESTED");
    await story.review(pull, "lee");
    expect(title(pull)).toBe(green);
    expect(ready(pull)?.conclusion).toBe("success");
  });

  test("is the latest decision of its author, also after the merge", { timeout: limit }, async () => {
    await begin();
    const { pull } = await story.open({ branch: "labels", files: changed });
    // Words take nothing back.
    story.github.review(pull, "lee", "APPROVED");
    await story.review(pull, "lee", "COMMENTED");
    expect(title(pull)).toBe(green);

    // The latest decision of each counts.
    await story.review(pull, "lee", "CHANGES_REQUESTED");
    expect(title(pull)).toBe("not ready: changes requested");
    expect(ready(pull)?.summary).toContain('"lee": approve, or dismiss the review');
    await story.review(pull, "ada");
    expect(title(pull)).toBe("not ready: changes requested");
    await story.review(pull, "lee");
    expect(ready(pull)?.summary).toContain('approved by "lee" and "ada"');

    // Dismissed is no approval, and what was said before it does not come back.
    for (const review of story.github
      .pull(pull)
      .reviews.filter(({ state }) => state === "APPROVED")
      .slice(-2))
      story.github.dismiss(review);
    await story.follow(pull, "pull_request_review", "dismissed", "kim");
    expect(ready(pull)).toMatchObject({ conclusion: "failure" });

    // It is looked at again after the merge: an administrator who merges past a red check writes nothing.
    const { commit, played } = await story.merge(pull, { by: "ada" });
    expect(played.ended("apply")).toBe("failure");
    expect(played.text).toContain("The tenant was not written to.");
    expect(played.text).toContain("Once the missing approval is given, run this again.");
    expect(story.ledger()).toEqual([]);
    expect(await story.writes()).toEqual([]);
    expect(commit).toBe(story.github.tip("main"));
  });

  test("is for one head, and not of those who had a hand in it", { timeout: limit }, async () => {
    await begin();
    keepStaleReviews();
    const { pull } = await story.open({ branch: "labels", files: changed });
    await story.review(pull, "lee");
    expect(title(pull)).toBe(green);

    // Another commit in the place of the approved one, by force; ada had a hand in it.
    const { id } = story.github.user("ada");
    story.github.commit({
      branch: "labels",
      by: "kim",
      from: story.github.tip("main"),
      files: changed as Record<string, string>,
      message: `Name the ticket\n\nCo-authored-by: Ada <${id}+ada@users.noreply.github.com>`,
    });
    await story.follow(pull, "pull_request", "synchronize", "kim");
    expect(title(pull)).toBe("not ready: approved before the last push (approve again)");
    await story.review(pull, "ada");
    expect(ready(pull)).toMatchObject({ conclusion: "failure" });
    expect(ready(pull)?.summary).toMatch(/"ada" is named as co-author of/);
    await story.review(pull, "lee");
    expect(title(pull)).toBe(green);

    // The reviewer brings in the default branch with the button: that is no change of theirs.
    story.github.commit({ branch: "main", by: "ada", files: { "README.md": "Our policies\n" } });
    story.github.updateBranch(pull, "lee");
    await story.follow(pull, "pull_request", "synchronize", "lee");
    expect(title(pull)).toBe("not ready: approved before the last push (approve again)");
    await story.review(pull, "lee");
    expect(title(pull)).toBe(green);

    // A commit of their own is.
    await story.push(pull, { "README.md": "Our policies, and how to change them\n" }, "lee");
    await story.review(pull, "lee");
    expect(ready(pull)).toMatchObject({ conclusion: "failure" });
    expect(ready(pull)?.summary).toMatch(/"lee" (wrote|committed|pushed last)/);
    await story.review(pull, "ada");
    expect(ready(pull)?.summary).toContain("is named as co-author");
  });
});

const configurationWith = (approvals: string): string => `tenant: acme
connection: {cloud: production}
policies: policies
products: [zms, zpa, zia]
approvals: ${approvals}
`;

describe("what a repository asks for", () => {
  test("is what stands on the default branch, and teams are never passed over", { timeout: limit }, async () => {
    await begin({ configuration: configurationWith("{required: 2, teams: [security]}") });
    const files: Files = { ...changed, "zerodrift.yaml": configurationWith("{required: 0}") };
    const { pull } = await story.open({ branch: "alone", files });
    expect(title(pull)).toMatch(/^not ready: not approved yet/);
    expect(ready(pull)?.summary).toContain("0 of 2 approvals");
    await story.review(pull, "lee");
    expect(title(pull)).toMatch(/^not ready: one more approval needed/);

    // Two approved; whether one of them is of the team, a job's own token cannot tell.
    await story.review(pull, "ada");
    expect(title(pull)).toBe("not ready: team members cannot be read");
    expect(ready(pull)?.summary).toContain('the members of team "security" could not be read');
    expect(ready(pull)?.summary).toContain("members: read");
    // With a token that may, the same two are not enough either, until one of them is.
    story.github.team("security", ["grace"]);
    story.github.user("grace", "write");
    story.host.secret("ZERODRIFT_TEAMS_TOKEN", story.github.token({ members: "read" }));
    await story.dispatch("ready", { pr: String(pull) });
    expect(title(pull)).toBe("not ready: a team has not approved");
    await story.review(pull, "grace");
    expect(title(pull)).toBe(green);
    story.host.secret("ZERODRIFT_TEAMS_TOKEN", "");

    const { played } = await story.merge(pull);
    expect(played.ended("apply")).toBe("failure");
    expect(played.text).toContain("team members cannot be read");
    expect(await story.writes()).toEqual([]);
    expect(story.ledger()).toEqual([]);
  });
});
