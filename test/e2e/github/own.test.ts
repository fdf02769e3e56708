import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openStory, type Story } from "../../support/github/story.ts";
import { root } from "../../support/scene.ts";

let story: Story;
afterEach(async () => {
  expect(story.github.violations).toEqual([]);
  await story.close();
});

test("this repository's own workflows plan, apply and scan the embedded tenant, which each run hands to the next", async () => {
  story = await openStory({ isOwn: true, configuration: readFileSync(join(root, "zerodrift.yaml"), "utf8") });
  const description = "Owned by the security team.";
  const labels = story
    .read("policies/zia/labels.yaml")
    .replace(/description: Owned by the security team\..*/, `description: ${description}`);
  const { pull, played } = await story.open({ branch: "labels", files: { "policies/zia/labels.yaml": labels } });
  expect([played.ended("check"), played.ended("plan"), story.check(pull, "plan")?.conclusion]).toEqual([
    "success",
    "success",
    "success",
  ]);
  await story.review(pull, "lee");
  expect(story.check(pull, "ready")?.title).toBe("ready: what is merged will be applied");
  const { commit } = await story.merge(pull);
  expect(story.ledger()).toEqual([{ commit, state: "success", description: "applied and activated" }]);
  await story.nightly();
  expect(story.drift()).toEqual([]);
}, 120_000);
