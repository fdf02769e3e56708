import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sideBefore } from "../../../src/commands/github/merged.ts";
import { type Double, startDouble } from "../../support/github/double.ts";

let github: Double;
beforeEach(async () => {
  github = await startDouble();
  github.user("kim", "write");
  github.commit({ branch: "main", by: "ada", files: { "README.md": "one\n" } });
  github.commit({ branch: "main", by: "ada", files: { "zerodrift.yaml": "tenant: acme\n" } });
});
afterEach(() => github.stop());

/** Two commits, the first of which could loosen the rules; what main was before, and the pull request. */
const scene = (): { readonly before: string; readonly pull: number } => {
  github.commit({
    branch: "loose",
    by: "kim",
    files: { "zerodrift.yaml": "tenant: acme\napprovals: {required: 0}\n" },
  });
  github.commit({ branch: "loose", by: "kim", files: { "policies/a.yaml": "a: 1\n" } });
  const before = github.commit({ branch: "main", by: "ada", files: { "README.md": "two\n" } });
  return { before, pull: github.open({ branch: "loose", by: "kim" }) };
};

const sideOf = async (pull: number, merged: string): Promise<string> => {
  const side = await sideBefore({ root: github.world.store.folder }, merged, github.pull(pull).headSha);
  if (!side.ok) throw new Error(side.diagnostics[0]?.message);
  return side.value;
};

describe("the branch without the pull request", () => {
  test.each(["merge", "squash", "rebase"] as const)("is what it was before a %s", async (method) => {
    const { before, pull } = scene();
    expect(await sideOf(pull, github.merge(pull, { by: "lee", method }))).toBe(before);
  });

  test("is none of its own commits, also when its head is a merge, which a rebase leaves out", async () => {
    const { before, pull } = scene();
    github.updateBranch(pull, "kim");
    expect(await sideOf(pull, github.merge(pull, { by: "lee", method: "rebase" }))).toBe(before);
  });

  test("is nothing older than its own start, whoever's name and time a commit copies, and however few a rebase keeps", async () => {
    const { store } = github.world;
    const before = github.tip("main");
    const [name = "", email = "", at = ""] = github.git("log", "-1", "--format=%an|%ae|%at", before).split("|");
    const ada = { name, email };
    const copied = store.write(
      { parents: [before], message: "x", author: ada, committer: ada, at: new Date(Number(at) * 1000) },
      { "policies/b.yaml": "b: 1\n" },
    );
    github.push({ branch: "copied", sha: copied, by: "kim" });
    const head = github.commit({ branch: "copied", by: "kim", files: { "policies/a.yaml": "a: 1\n" } });
    const merged = store.replay(`${copied}..${head}`, before, ada, github.clock.now());
    expect(await sideBefore({ root: store.folder }, merged, head)).toMatchObject({ ok: true, value: before });
  });
});
