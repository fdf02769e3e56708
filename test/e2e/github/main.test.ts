import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStory, type Story } from "../../support/github/story.ts";

let story: Story;
beforeEach(async () => {
  story = await openStory({ policies: { "policies/labels.yaml": labels("Owned by the security team.") } });
});
afterEach(async () => {
  expect(story.github.violations).toEqual([]);
  await story.close();
});

function labels(description: string): string {
  return `kind: zia/rule-label\nresources:\n  - name: exception\n    description: ${description}\n`;
}

const changed = { "policies/labels.yaml": labels("Each rule names its ticket.") };

describe("a pull request on its way", () => {
  test("is planned, approved, merged and applied, and then there is nothing to do", async () => {
    const { pull, played } = await story.open({ branch: "labels", files: changed, title: "Name the ticket" });
    console.log(played.runs.map((r) => [r.path, r.conclusion, r.jobs.map((j) => [j.id, j.result])]));
    console.log(played.text.length);

    const reviewed = await story.review(pull, "lee");
    console.log(story.check(pull, "ready"));
    const { played: applied } = await story.merge(pull);
    console.log(applied.runs.map((r) => [r.path, r.conclusion, r.jobs.map((j) => [j.id, j.result])]));
    console.log(applied.text, story.ledger(), story.comments(pull));
    expect(story.ledger()[0]?.state).toBe("success");
  }, 120_000);
});
