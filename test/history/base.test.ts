import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { recordApplied } from "../../src/history/applied.ts";
import { resolveBase } from "../../src/history/base.ts";
import { repositoryIn } from "../support/repository.ts";
import { codesOf, found, useRepository } from "./given.ts";

const repository = useRepository();
const tenant = { cloud: "production", customerId: "216196257331281920" };

const baseOf = (given: string | undefined, root = repository().root) => resolveBase({ root, given, ...tenant });
const commit = async (given: string | undefined, root?: string) => found(await baseOf(given, root))?.commit;

const shallowClone = (depth: number) => {
  const root = mkdtempSync(join(tmpdir(), "zerodrift-clone-"));
  repository().git("clone", "--quiet", "--depth", String(depth), `file://${repository().root}`, root);
  return repositoryIn(root);
};

describe("a base that is given", () => {
  test.each<[string, (first: string) => string]>([
    ["its full name", (first) => first],
    ["a short name", (first) => first.slice(0, 9)],
    ["a branch", () => "before"],
    ["a tag", () => "light"],
    ["an annotated tag, which is peeled", () => "heavy"],
    ["a way from HEAD", () => "HEAD~2"],
    ["a text of its message", () => ":/the first"],
  ])("may be %s", async (_, given) => {
    repository().git("commit", "--quiet", "--allow-empty", "--message", "the first");
    const first = repository().git("rev-parse", "HEAD");
    repository().git("branch", "before");
    repository().git("tag", "light");
    repository().git("tag", "--annotate", "--message", "release", "heavy");
    repository().commit();
    repository().commit();
    expect(found(await baseOf(given(first)))).toEqual({ commit: first, from: "given" });
  });

  test("may be HEAD itself", async () => {
    repository().commit();
    const head = repository().commit();
    expect(await commit("HEAD")).toBe(head);
  });

  test("may have come in through a merge", async () => {
    repository().commit({ "a.txt": "a" });
    repository().git("checkout", "--quiet", "-b", "side");
    const side = repository().commit({ "b.txt": "b" });
    repository().git("checkout", "--quiet", "main");
    repository().commit({ "c.txt": "c" });
    repository().git("merge", "--quiet", "--no-ff", "--message", "merge", "side");
    expect(await commit("side")).toBe(side);
  });

  test.each([
    ["a name nobody gave", "nowhere"],
    ["a SHA of no commit", "0123456789012345678901234567890123456789"],
    ["nothing", ""],
    ["a folder of a commit", "HEAD:policies"],
    ["a range", "HEAD~1..HEAD"],
    ["what is not reachable from a commit", "^HEAD"],
    ["an option", "--all"],
    ["another option", "-h"],
    ["an option with a value", "--output=/tmp/zerodrift-was-here"],
    ["two words", "HEAD HEAD"],
    ["a character no name has", "HE\0AD"],
  ])("is no commit when it is %s", async (_, given) => {
    repository().commit({ "policies/a.yaml": "" });
    repository().commit();
    const result = await baseOf(given);
    expect(codesOf(result)).toEqual(["unknown-base"]);
    expect(result.diagnostics[0]?.hint).toContain("commit");
  });

  test("must be an ancestor of HEAD", async () => {
    repository().commit();
    repository().git("checkout", "--quiet", "-b", "other");
    repository().commit({ "a.txt": "a" });
    repository().git("checkout", "--quiet", "main");
    repository().commit({ "b.txt": "b" });
    expect(codesOf(await baseOf("other"))).toEqual(["base-not-ancestor"]);
  });

  test("must not be of another beginning", async () => {
    repository().commit({ "a.txt": "a" });
    repository().git("checkout", "--quiet", "--orphan", "other");
    repository().commit({ "a.txt": "b" });
    expect(codesOf(await baseOf("main"))).toEqual(["base-not-ancestor"]);
  });

  test("counts more than what was applied last", async () => {
    const first = repository().commit();
    const second = repository().commit();
    await recordApplied({ root: repository().root, ...tenant, commit: second });
    expect(found(await baseOf(first))).toEqual({ commit: first, from: "given" });
  });
});

describe("without history", () => {
  test("a base cannot be given where there is no repository", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zerodrift-plain-"));
    expect(codesOf(await baseOf("HEAD", folder))).toEqual(["no-repository"]);
    expect(await commit(undefined, folder)).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  test("a base cannot be given where there is no commit", async () => {
    expect(codesOf(await baseOf("HEAD"))).toEqual(["no-repository"]);
    expect(await commit(undefined)).toBeUndefined();
  });
});

describe("a shallow clone", () => {
  test("says how to fetch a base it does not hold", async () => {
    const first = repository().commit();
    repository().commit();
    const clone = shallowClone(1);
    for (const given of [first, "HEAD~1", "v1"]) {
      const result = await baseOf(given, clone.root);
      expect(codesOf(result)).toEqual(["shallow-history"]);
      expect(result.diagnostics[0]?.hint).toContain("git fetch --unshallow");
    }
    clone.remove();
  });

  test("is deep enough when it reaches the base", async () => {
    repository().commit();
    const second = repository().commit();
    repository().commit();
    const clone = shallowClone(2);
    expect(await commit(second, clone.root)).toBe(second);
    clone.remove();
  });

  test("does not claim that a commit it holds is no ancestor", async () => {
    const first = repository().commit();
    repository().commit();
    repository().commit();
    const clone = shallowClone(1);
    clone.git("fetch", "--quiet", "--depth", "1", "origin", first);
    expect(codesOf(await baseOf(first, clone.root))).toEqual(["shallow-history"]);
    clone.remove();
  });

  test("has no base unless one is given or remembered", async () => {
    repository().commit();
    const clone = shallowClone(1);
    expect(await commit(undefined, clone.root)).toBeUndefined();
    clone.remove();
  });
});

describe("the commit applied last", () => {
  const record = (sha: string, root = repository().root) => recordApplied({ root, ...tenant, commit: sha });

  test("is the base, and moves on", async () => {
    const first = repository().commit();
    const second = repository().commit();
    expect(await commit(undefined)).toBeUndefined();
    const ref = `refs/zerodrift/production/${tenant.customerId}/applied`;
    expect(await record(first)).toEqual({ ok: true, ref });
    expect(found(await baseOf(undefined))).toEqual({ commit: first, from: "ref" });
    await record(second);
    expect(await commit(undefined)).toBe(second);
    expect(repository().git("rev-parse", ref)).toBe(second);
  });

  test("belongs to one tenant of one cloud", async () => {
    await record(repository().commit());
    const { root } = repository();
    for (const other of [{ cloud: "beta" }, { customerId: "1" }]) {
      expect(found(await resolveBase({ root, given: undefined, ...tenant, ...other }))).toBeUndefined();
    }
  });

  test("is the same in every worktree of a clone", async () => {
    const first = repository().commit();
    const tree = join(repository().root, "tree");
    repository().git("worktree", "add", "--quiet", tree, "-b", "other");
    expect(await record(first, tree)).toMatchObject({ ok: true });
    expect(await commit(undefined)).toBe(first);
    expect(await commit(undefined, tree)).toBe(first);
  });

  test("is no base where it is no ancestor; --base says where to start", async () => {
    repository().commit();
    repository().git("checkout", "--quiet", "-b", "other");
    await record(repository().commit({ "a.txt": "a" }));
    repository().git("checkout", "--quiet", "main");
    const result = await baseOf(undefined);
    expect(codesOf(result)).toEqual(["base-not-ancestor"]);
    expect(result.diagnostics[0]?.hint).toContain("--base");
    expect(await commit("HEAD")).toBe(repository().git("rev-parse", "HEAD"));
  });

  test("may have to be fetched", async () => {
    const first = repository().commit();
    await record(first);
    repository().commit();
    const clone = shallowClone(1);
    clone.write({ [`.git/refs/zerodrift/production/${tenant.customerId}/applied`]: `${first}\n` });
    expect(codesOf(await baseOf(undefined, clone.root))).toEqual(["shallow-history"]);
    clone.remove();
  });

  test.each<[string, Partial<Parameters<typeof recordApplied>[0]>]>([
    ["a cloud that is no word", { cloud: "../../heads" }],
    ["a cloud without a name", { cloud: "" }],
    ["a customer that is no number", { customerId: "1/../2" }],
    ["no commit", { commit: "HEAD" }],
    ["a commit that is not here", { commit: "0123456789012345678901234567890123456789" }],
    ["a folder that is not there", { root: "/nowhere" }],
  ])("is not remembered for %s, and nothing throws", async (_, wrong) => {
    const sha = repository().commit();
    const result = await recordApplied({ root: repository().root, ...tenant, commit: sha, ...wrong });
    expect(result).toEqual({ ok: false, reason: expect.stringMatching(/\S/) });
    expect(repository().git("for-each-ref", "refs/zerodrift")).toBe("");
  });

  test("is neither read nor written in a clone that Git does not trust", async () => {
    const sha = repository().commit();
    await record(sha);
    vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    expect(await record(sha)).toEqual({ ok: false, reason: expect.stringContaining("dubious ownership") });
    expect(await commit(undefined)).toBeUndefined();
    expect((await baseOf(sha)).diagnostics).toMatchObject([
      { code: "no-repository", message: expect.stringContaining("dubious ownership") },
    ]);
  });

  test("runs no hook of the repository", async () => {
    const sha = repository().commit();
    const hook = join(repository().root, ".git/hooks/reference-transaction");
    repository().write({ ".git/hooks/reference-transaction": "#!/bin/sh\nexit 1\n" });
    chmodSync(hook, 0o755);
    expect(await record(sha)).toMatchObject({ ok: true });
  });
});
