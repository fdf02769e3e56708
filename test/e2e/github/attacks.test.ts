import { afterEach, describe, expect, test } from "vitest";
import { environmentName, planArtifact, recordTask, workflows } from "../../../src/github/names.ts";
import { openStory, type Played, type Story, type StoryOptions } from "../../support/github/story.ts";
import type { Artifact } from "../../support/github/world.ts";

let story: Story;
const begin = async (options: StoryOptions = {}): Promise<Story> => {
  story = await openStory({ policies: { "policies/labels.yaml": labels("Owned by the security team.") }, ...options });
  return story;
};
afterEach(async () => {
  expect(story.github.violations).toEqual([]);
  await story.close();
});

function labels(description: string, name = "exception"): string {
  return `kind: zia/rule-label\nresources:\n  - name: ${name}\n    description: ${description}\n`;
}

const changed = { "policies/labels.yaml": labels("Each rule names its ticket.") };
const limit = 120_000;

const planOf = (head: string): Artifact => {
  const found = story.github.world.artifacts.findLast(({ name }) => name === planArtifact(head));
  if (found === undefined) throw new Error("no plan");
  return found;
};

const descriptionOf = async (name: string): Promise<unknown> =>
  (await story.objects("zia/rule-label")).find((label) => label.name === name)?.description;

/** Merged all the same, because somebody forged `zerodrift/ready` or the rules are off: nothing may come of it. */
const expectRefused = async (played: Played): Promise<void> => {
  expect(played.ended("apply")).toBe("failure");
  expect(played.job("apply", "execute / apply")).toBeUndefined();
  expect(await story.writes()).toEqual([]);
};

describe("a planted plan", () => {
  test(
    "is not believed, whoever made it and however, and a merge by a forged check applies nothing",
    async () => {
      await begin();
      const { github } = story;
      const { pull, head } = await story.open({ branch: "labels", files: changed });
      const real = planOf(head);
      const { artifacts } = github.world;
      artifacts.splice(artifacts.indexOf(real), 1);
      const tip = github.tip("main");
      const elsewhere = github.commit({ branch: "elsewhere", by: "kim", files: { "a.md": "a" } });
      const plant = (run: Partial<Parameters<typeof github.run>[0]>): number =>
        github.artifact({
          run: github.run({ path: workflows.plan, event: "workflow_run", sha: tip, by: "kim", ...run }),
          name: planArtifact(head),
          files: real.zip,
        }).id;
      const planted = {
        "a run of the pull request": plant({ event: "pull_request", branch: "labels", sha: head }),
        "a tag called like the branch": plant({ event: "workflow_dispatch", sha: elsewhere }),
        "a start by hand on another branch": plant({ event: "workflow_dispatch", branch: "elsewhere", sha: elsewhere }),
        "another workflow": plant({ path: ".github/workflows/mine.yml" }),
        "another event": plant({ event: "push" }),
        "a fork": plant({ fork: "mallory" }),
        "a run that failed": plant({ conclusion: "failure" }),
      };
      await story.review(pull, "lee");
      const ready = story.check(pull, "ready");
      expect(ready).toMatchObject({ conclusion: "failure", title: expect.stringMatching(/^not ready: no plan/) });
      for (const id of Object.values(planted)) expect(ready?.summary).toContain(String(id));

      // One of the right run whose bytes were exchanged, and one whose plan was edited inside.
      const edited = { ...real, zip: artifacts.at(-1)!.zip.toReversed() };
      artifacts.push({ ...edited, id: 9_000_001 });
      await story.dispatch("ready", {});
      expect(story.check(pull, "ready")?.summary).toContain("it is damaged");

      github.world.checks.find(({ name }) => name === "zerodrift/ready")!.conclusion = "success";
      await story.forget();
      await expectRefused((await story.merge(pull)).played);
      expect(story.ledger()).toEqual([]);
    },
    limit,
  );
});

describe("a record", () => {
  test(
    "that is forged makes nobody's staged changes ours, hides no work, and an old run takes nothing back",
    async () => {
      await begin();
      const { github } = story;
      const first = await story.open({ branch: "labels", files: changed });
      await story.review(first.pull, "lee");
      const { commit } = await story.merge(first.pull);
      expect(story.ledger()).toMatchObject([{ commit, state: "success" }]);
      const run = github.world.runs.find(({ path }) => path === workflows.apply)!;

      // A plan of ours that nobody approved; the same is staged in the portal.
      const evil = await story.open({ branch: "evil", files: { "policies/labels.yaml": labels("Anything goes.") } });
      const plan = planOf(evil.head);
      const digest = /digest=(sha256:[0-9a-f]{64})/.exec(story.comment(evil.pull) ?? "")?.[1];
      const payload = {
        version: 1,
        digest,
        head: evil.head,
        pull: evil.pull,
        base: commit,
        artifact: { id: plan.id, runId: plan.run.id },
        approvers: ["lee"],
        run: { id: run.id, attempt: run.attempt },
      };
      const forge = (more: Partial<Parameters<typeof github.deployment>[0]>): void =>
        void github.deployment({
          sha: commit,
          environment: environmentName("acme", "ledger"),
          task: recordTask,
          payload,
          createdAt: run.updatedAt,
          statuses: [{ state: "in_progress", description: "staging ZIA" }],
          ...more,
        });
      forge({});
      await story.control("PATCH", "objects", {
        actor: "j.doe@acme.example",
        kind: "zia/rule-label",
        name: "exception",
        changes: { description: "Anything goes." },
      });

      // Forward, by a person and in the name of another workflow's run: would hide what follows.
      const next = await story.open({
        branch: "next",
        files: { "policies/more.yaml": labels("Rules of the plant.", "plant-ot") },
      });
      await story.review(next.pull, "lee");
      const other = github.run({ path: ".github/workflows/mine.yml", event: "push", sha: next.head, by: "kim" });
      const success = [{ state: "success", description: "applied and activated" }];
      await story.forget();
      const merged = github.merge(next.pull, { by: "lee", method: "squash" });
      forge({ sha: merged, creator: "kim", statuses: success });
      forge({ sha: merged, payload: { ...payload, run: { id: other.id, attempt: 1 } }, statuses: success });
      forge({ sha: merged, statuses: success });
      const played = await story.pushed(merged, "lee");
      expect(played.text).toContain("it may be forged");
      expect(played.job("apply", "execute / apply")?.log).toMatch(/staged/);
      expect(played.ended("apply")).toBe("failure");
      expect(await story.writes()).toEqual([]);
      expect(played.text).not.toContain("ZIA activated");
    },
    limit,
  );
});
