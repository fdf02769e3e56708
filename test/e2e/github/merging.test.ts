import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { cliFile } from "../../support/cli.ts";
import { asItIs, labelFile, labelPolicies, labelsAre } from "../../support/github/label-policies.ts";
import { recordMain } from "../../support/github/recorded.ts";
import { openStory, type Played, type Story } from "../../support/github/story.ts";

let story: Story;
/** The commit applied before the story begins. */
let applied: string;
const begin = async (): Promise<void> => {
  story = await openStory({ policies: labelsAre(asItIs) });
  applied = recordMain(story);
};
afterEach(async () => {
  expect(story.github.violations).toEqual([]);
  await story.close();
});

const limit = 120_000;
const waiting = "**Merged earlier, not applied yet, and part of this plan:**";
const green = "ready: what is merged will be applied";
const title = (pull: number): string => story.check(pull, "ready")?.title ?? "no check";
const exception = async (): Promise<string> =>
  (await story.objects("zia/rule-label")).find(({ name }) => name === "exception")?.description;
const names = async (): Promise<readonly string[]> => (await story.objects("zia/rule-label")).map(({ name }) => name);
const push = (files: Readonly<Record<string, string>>, message: string): Promise<Played> =>
  story.pushed(story.github.commit({ branch: "main", by: "ada", files, message }));
const approved = async (branch: string, files: Parameters<Story["open"]>[0]["files"]): Promise<number> => {
  const { pull } = await story.open({ branch, files });
  story.github.review(pull, "lee", "APPROVED");
  return pull;
};
const other = (label: string) => ({ [`policies/${label}.yaml`]: labelPolicies({ [label]: `About ${label}.` }) });

describe("what is merged is what was planned", () => {
  test("when several commits are rebased, and when a revert is squashed", {
    timeout: limit,
  }, async () => {
    await begin();
    // Several commits; the last ones touch no policy.
    story.github.commit({
      branch: "series",
      by: "kim",
      files: labelsAre({ exception: "By rebase." }) as Record<string, string>,
    });
    story.github.commit({ branch: "series", by: "kim", files: { "README.md": "One\n" } });
    const series = await approved("series", { "docs/notes.md": "Two\n" });
    const rebased = await story.merge(series, { method: "rebase" });
    expect(rebased.played.ended("apply")).toBe("success");
    expect(story.ledger()[0]).toMatchObject({ commit: rebased.commit, state: "success" });
    expect(await exception()).toBe("By rebase.");

    // The revert button is a pull request like any other.
    const undo = await approved("revert-1-series", labelsAre(asItIs));
    expect(story.comment(undo)).toContain(`By rebase. → ${asItIs.exception}`);
    const reverted = await story.merge(undo, { method: "squash" });
    expect(story.ledger()[0]).toMatchObject({ commit: reverted.commit, state: "success" });
    expect(await exception()).toBe(asItIs.exception);
  });

  test("with a merge commit, and when the folder of the policies is renamed", { timeout: limit }, async () => {
    await begin();
    const joined = await approved("joined", labelsAre({ exception: "By a merge commit." }));
    const merged = await story.merge(joined, { method: "merge" });
    expect(story.ledger()[0]).toMatchObject({ commit: merged.commit, state: "success" });
    expect(await exception()).toBe("By a merge commit.");

    // Another folder for the same policies changes nothing in the tenant, and deletes nothing.
    await story.forget();
    const moved = await approved("moved", {
      [labelFile]: null,
      "rules/labels.yaml": story.read(labelFile),
      "zerodrift.yaml": story.read("zerodrift.yaml").replace("policies: policies", "policies: rules"),
    });
    expect(story.check(moved, "plan")).toMatchObject({
      conclusion: "success",
      title: expect.stringContaining("no changes"),
    });
    const renamed = await story.merge(moved);
    expect(story.ledger()[0]).toMatchObject({ commit: renamed.commit, state: "success" });
    expect(await story.writes()).toEqual([]);
  });
});

describe("a default branch that moves", () => {
  test("makes a plan stale only where policies moved, and what nobody approved waits for one that is", {
    timeout: limit,
  }, async () => {
    await begin();
    const { pull } = await story.open({
      branch: "labels",
      files: labelsAre({ exception: "Each rule names its ticket." }),
    });
    await story.review(pull, "lee");
    expect(title(pull)).toBe(green);

    // Not a policy: still fine.
    const readme = await push({ "README.md": "Policies\n" }, "Say what this is");
    expect(readme.ended("apply")).toBe("failure");
    expect(title(pull)).toBe(green);

    // A policy, pushed past every review: not applied, and nothing is written.
    const direct = await push(other("direct"), "Quick fix");
    expect(direct.ended("apply")).toBe("failure");
    expect(direct.job("apply", "resolve")?.log).toContain("did not come from a pull request");
    expect(direct.job("apply", "gate")?.result).toBe("skipped");
    expect(await story.writes()).toEqual([]);
    expect(story.ledger()).toHaveLength(1);
    expect(title(pull)).toBe("not ready: the base changed since the plan");

    // The next plan contains it, says so, and its reviewers approve it too.
    story.github.updateBranch(pull, "kim");
    await story.follow(pull, "pull_request", "synchronize", "kim");
    expect(story.comment(pull)).toContain("- without a pull request: `zia/rule-label:direct`");
    expect(story.comment(pull)).toContain(waiting);
    expect(story.comments(pull).some((body) => /approvals/.test(body) && /plan changed/i.test(body))).toBe(true);
    expect(story.check(pull, "ready")).toMatchObject({ conclusion: "failure" });
    await story.review(pull, "lee");
    expect(title(pull)).toBe(green);
    const { commit } = await story.merge(pull);
    expect(story.ledger()[0]).toMatchObject({ commit, state: "success", description: "applied and activated" });
    expect(story.ledger()).toHaveLength(2);
    expect(await names()).toContain("direct");
  });

  test("is the only one that counts: a pull request onto another one waits to be retargeted", {
    timeout: limit,
  }, async () => {
    await begin();
    story.github.commit({ branch: "release", by: "ada", files: { "README.md": "Release\n" } });
    story.github.commit({
      branch: "labels",
      by: "kim",
      from: story.github.tip("main"),
      files: labelsAre({ exception: "Retargeted." }) as Record<string, string>,
    });
    const pull = story.github.open({ branch: "labels", by: "kim", base: "release" });
    await story.follow(pull, "pull_request", "opened", "kim");
    expect(story.comments(pull)).toEqual([]);
    expect(story.check(pull, "plan")).toBeUndefined();
    story.github.retarget(pull, "main");
    await story.follow(pull, "pull_request", "edited", "kim");
    expect(story.check(pull, "plan")).toMatchObject({ conclusion: "success" });
    await story.review(pull, "lee");
    expect(title(pull)).toBe(green);

    // The tool and policies in one are never ready, whoever approves.
    const both = await approved("both", {
      ...other("both"),
      ".github/workflows/zerodrift-drift.yml": `${story.read(".github/workflows/zerodrift-drift.yml")}# later\n`,
    });
    await story.follow(both, "pull_request_review", "submitted", "lee");
    expect(title(both)).toBe("not ready: changes the tool and policies in one");

    // A clone without history is told apart from a repository without one.
    const folder = mkdtempSync(join(tmpdir(), "zerodrift-shallow-"));
    const run = promisify(execFile);
    try {
      const token = story.github.token({
        contents: "read",
        "pull-requests": "read",
        actions: "read",
        deployments: "read",
        checks: "write",
      });
      const login = Buffer.from(`x-access-token:${token}`).toString("base64");
      const clone = ["-c", `http.extraheader=AUTHORIZATION: basic ${login}`, "clone", "--quiet", "--depth", "1"];
      await run("git", [...clone, story.host.cloneUrl, folder]);
      const ended = await run(process.execPath, [cliFile, "github", "ready", "--pr", String(pull)], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, ...story.github.env(token) },
      }).catch((error: { readonly code: number; readonly stderr: string }) => error);
      expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/shallow|fetch-depth: 0/) });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a merge that is not applied", () => {
  test("blocks nobody: it is named, and the next plan contains it", { timeout: limit }, async () => {
    await begin();
    // Merged past a red check.
    const { pull: first } = await story.open({ branch: "first", files: other("first") });
    const refused = await story.merge(first, { by: "ada" });
    expect(refused.played.ended("apply")).toBe("failure");
    expect(await story.writes()).toEqual([]);

    // A pull request without policies is free to go, and what waits is named.
    const { pull: readme } = await story.open({ branch: "readme", files: { "README.md": "Policies\n" } });
    expect(story.check(readme, "ready")).toMatchObject({
      conclusion: "success",
      title: "nothing to approve: policies and configuration stay as they are",
    });
    const free = await story.merge(readme);
    expect(free.played.ended("apply")).toBe("success");
    expect(free.played.job("apply", "execute / apply")?.result ?? "skipped").toBe("skipped");
    expect(free.played.job("apply", "resolve")?.summary).toMatch(/merged and not applied: .*first/);
    expect(await story.writes()).toEqual([]);
    expect(story.ledger()).toEqual([expect.objectContaining({ commit: applied })]);

    // The next one brings both.
    const next = await approved("next", other("next"));
    expect(story.comment(next)).toContain(`${waiting}\n\n- #${first}: \`zia/rule-label:first\``);
    const { commit } = await story.merge(next);
    expect(story.ledger()[0]).toMatchObject({ commit, state: "success", description: "applied and activated" });
    expect(await names()).toEqual(expect.arrayContaining(["first", "next"]));
  });

  test("within a second of another is refused, whichever run comes first, and nothing is written twice", {
    timeout: limit,
  }, async () => {
    await begin();
    const one = await approved("one", other("one"));
    const two = await approved("two", other("two"));
    const earlier = story.github.merge(one, { by: "lee", method: "squash" });
    const later = story.github.merge(two, { by: "lee", method: "squash" });
    // GitHub delivers late and out of order.
    const second = await story.pushed(later, "lee");
    expect(second.ended("apply")).toBe("failure");
    expect(await story.writes()).toEqual([]);
    const first = await story.pushed(earlier, "lee");
    expect(first.ended("apply")).toBe("success");
    expect(story.ledger()[0]).toMatchObject({
      commit: earlier,
      state: "success",
      description: "applied and activated",
    });
    expect(await names()).toContain("one");
    expect(await names()).not.toContain("two");

    // Delivered twice: done already, and not once more.
    await story.forget();
    const twice = await story.pushed(earlier, "lee");
    expect(twice.ended("apply"), twice.text).toBe("success");
    expect(await story.writes()).toEqual([]);
    expect(story.ledger()).toHaveLength(2);
  });
});
