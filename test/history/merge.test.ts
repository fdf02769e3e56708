import { afterEach, describe, expect, test } from "vitest";
import { openCommit } from "../../src/history/commit-files.ts";
import { changedPaths, readManifest } from "../../src/history/manifest.ts";
import { commitOver, mergeTree } from "../../src/history/merge.ts";
import { makeRepository, type Repository } from "../support/repository.ts";

const made: Repository[] = [];
afterEach(() => {
  for (const repository of made.splice(0)) repository.remove();
});

const configuration = "tenant: acme\n";
const rule = (name: string): string => `kind: zia/rule-label\nresources:\n  - name: ${name}\n`;

const start = (): Repository => {
  const repository = makeRepository();
  made.push(repository);
  repository.commit({ "zerodrift.yaml": configuration, "policies/a.yaml": rule("one"), "README.md": "hello\n" });
  return repository;
};

const branch = (repository: Repository, files: Parameters<Repository["commit"]>[0]): string => {
  repository.git("checkout", "--quiet", "-b", `branch-${Math.random()}`, "main");
  const head = repository.commit(files);
  repository.git("checkout", "--quiet", "main");
  return head;
};

const found = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
};

describe("a merge that is only planned", () => {
  test("holds what both sides changed, and leaves the working tree alone", async () => {
    const repository = start();
    const head = branch(repository, { "policies/b.yaml": rule("two") });
    const tip = repository.commit({ "README.md": "changed\n" });
    const merge = found(await mergeTree(repository.root, tip, head));
    expect(merge.isClean).toBe(true);
    const tree = merge.isClean ? merge.tree : "";
    expect(repository.git("ls-tree", "-r", "--name-only", tree).split("\n")).toEqual([
      "README.md",
      "policies/a.yaml",
      "policies/b.yaml",
      "zerodrift.yaml",
    ]);
    expect(repository.git("status", "--porcelain")).toBe("");
    expect(found(await changedPaths(repository.root, tip, tree))).toEqual(["policies/b.yaml"]);
  });

  test("names the files in conflict", async () => {
    const repository = start();
    const head = branch(repository, { "policies/a.yaml": rule("two") });
    const tip = repository.commit({ "policies/a.yaml": rule("three") });
    expect(found(await mergeTree(repository.root, tip, head))).toEqual({
      isClean: false,
      files: ["policies/a.yaml"],
    });
  });

  test("is an error when a commit is not here", async () => {
    const repository = start();
    const merged = await mergeTree(repository.root, "main", "1".repeat(40));
    expect(merged.ok).toBe(false);
  });

  test("becomes a commit on top of the default branch, that no branch points to", async () => {
    const repository = start();
    const head = branch(repository, { "policies/b.yaml": rule("two") });
    const tip = repository.git("rev-parse", "main");
    const merge = found(await mergeTree(repository.root, tip, head));
    const commit = found(await commitOver(repository.root, tip, merge.isClean ? merge.tree : ""));
    expect(repository.git("rev-parse", `${commit}^`)).toBe(tip);
    expect(repository.git("for-each-ref", "--contains", commit)).toBe("");
  });

  test("obeys no filter and follows no link of the pull request", async () => {
    const repository = start();
    repository.git("config", "filter.evil.smudge", "touch smudged; cat");
    const head = branch(repository, { ".gitattributes": "* filter=evil\n", "policies/b.yaml": rule("two") });
    const merge = found(await mergeTree(repository.root, "main", head));
    const files = found(
      await openCommit({ root: repository.root, file: "zerodrift.yaml" }, merge.isClean ? merge.tree : ""),
    );
    const source = found(await files.policies("policies"));
    expect((await source.list()).map(({ path }) => path)).toEqual(["policies/a.yaml", "policies/b.yaml"]);
    expect(Buffer.from(await source.read("policies/b.yaml")).toString()).toBe(rule("two"));
    expect(repository.git("status", "--porcelain", "--ignored")).toBe("");
  });
});

describe("the files of a commit", () => {
  test("links and submodules among the policies are told, not followed", async () => {
    const repository = start();
    const sha = repository.git("rev-parse", "HEAD");
    const link = repository.git("hash-object", "-w", "README.md");
    repository.git("update-index", "--add", "--cacheinfo", `120000,${link},policies/link.yaml`);
    repository.git("update-index", "--add", "--cacheinfo", `160000,${sha},policies/other`);
    repository.git("commit", "--quiet", "--message", "links");
    const files = found(await openCommit({ root: repository.root, file: "zerodrift.yaml" }, "HEAD"));
    const listed = await found(await files.policies("policies")).list();
    expect(listed.filter(({ symlink }) => symlink).map(({ path }) => path)).toEqual(["policies/link.yaml"]);
    expect(listed.filter(({ submodule }) => submodule).map(({ path }) => path)).toEqual(["policies/other"]);
  });

  test("a configuration that is a link is refused", async () => {
    const repository = start();
    const link = repository.git("hash-object", "-w", "README.md");
    repository.git("update-index", "--cacheinfo", `120000,${link},zerodrift.yaml`);
    repository.git("commit", "--quiet", "--message", "link");
    const files = await openCommit({ root: repository.root, file: "zerodrift.yaml" }, "HEAD");
    expect(files.ok ? [] : files.diagnostics.map(({ code }) => code)).toEqual(["symlink"]);
  });
});

describe("the manifest", () => {
  const place = (repository: Repository) => ({ root: repository.root, file: "zerodrift.yaml" });

  test("lists configuration and policies by content, and nothing else", async () => {
    const repository = start();
    const manifest = found(await readManifest(place(repository), "HEAD"));
    expect(Object.keys(manifest)).toEqual(["policies/a.yaml", "zerodrift.yaml"]);
    repository.commit({ "README.md": "other\n", "src/code.ts": "x" });
    expect(found(await readManifest(place(repository), "HEAD"))).toEqual(manifest);
  });

  test.each([
    ["a file's content", { "policies/a.yaml": rule("other") }],
    ["a new file", { "policies/deep/b.yml": rule("two") }],
    ["a file that goes", { "policies/a.yaml": null }],
    ["the configuration", { "zerodrift.yaml": "tenant: acme\nguardrails: {maxDeletes: 1}\n" }],
    ["the policies folder", { "zerodrift.yaml": "tenant: acme\npolicies: src\n", "src/a.yaml": rule("one") }],
  ])("changes with %s", async (_what, files) => {
    const repository = start();
    const before = found(await readManifest(place(repository), "HEAD"));
    repository.commit(files);
    expect(found(await readManifest(place(repository), "HEAD"))).not.toEqual(before);
  });

  test("changes with a mode", async () => {
    const repository = start();
    const before = found(await readManifest(place(repository), "HEAD"));
    repository.git("update-index", "--chmod=+x", "policies/a.yaml");
    repository.git("commit", "--quiet", "--message", "mode");
    expect(found(await readManifest(place(repository), "HEAD"))).not.toEqual(before);
  });
});
