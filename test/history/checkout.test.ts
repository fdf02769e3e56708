import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCheckout } from "../../src/history/checkout.ts";
import type { Files } from "../support/repository.ts";
import { repositoryIn } from "../support/repository.ts";
import { rules, useRepository } from "./given.ts";

const repository = useRepository();
const checkout = (root = repository().root, policies = "policies") =>
  readCheckout({ root, file: "zerodrift.yaml" }, policies);

test.each<[string, boolean, Files]>([
  ["nothing changed", false, {}],
  ["a policy file changed", true, { "policies/a.yaml": rules("B") }],
  ["a policy file went", true, { "policies/a.yaml": null }],
  ["a policy file came that Git does not track", true, { "policies/deep/b.yaml": rules("B") }],
  ["a policy file came that Git ignores", true, { "policies/local/b.yaml": rules("B") }],
  ["the configuration changed", true, { "zerodrift.yaml": "tenant: other\n" }],
  ["the configuration went", true, { "zerodrift.yaml": null }],
  ["something else changed in the policies folder", false, { "policies/notes.txt": "x", "policies/.b/c.yaml": "x" }],
  ["something else changed", false, { "README.md": "x", "other/a.yaml": rules("B") }],
  ["a file with a strange name came", true, { 'policies/ "ä\n.yaml': rules("B") }],
])("when %s, dirty is %s", async (_, dirty, files) => {
  const head = repository().commit({
    "zerodrift.yaml": "tenant: acme\n",
    "policies/a.yaml": rules("A"),
    "policies/notes.txt": "",
    ".gitignore": "local/\n",
  });
  repository().write(files);
  expect(await checkout()).toEqual({ head, dirty });
});

test("what is staged counts", async () => {
  const head = repository().commit({ "policies/a.yaml": rules("A") });
  repository().write({ "policies/b.yaml": rules("B") });
  repository().git("add", "policies");
  expect(await checkout()).toEqual({ head, dirty: true });
});

test("another repository among the policies counts, because its files are read", async () => {
  const head = repository().commit({ "policies/a.yaml": rules("A") });
  repository().git("init", "--quiet", "policies/sub");
  repositoryIn(join(repository().root, "policies/sub")).commit({ "b.yaml": rules("B") });
  expect(await checkout()).toEqual({ head, dirty: true });
});

test("in a folder of a larger repository only what lies there counts", async () => {
  const head = repository().commit({ "a/policies/a.yaml": rules("A"), "b/policies/a.yaml": rules("A") });
  repository().write({ "b/policies/a.yaml": rules("B") });
  expect(await checkout(join(repository().root, "a"))).toEqual({ head, dirty: false });
  expect(await checkout(join(repository().root, "b"))).toEqual({ head, dirty: true });
  expect(await checkout(join(repository().root, "a"), "../b/policies")).toEqual({ head, dirty: true });
});

test("a worktree has its own head", async () => {
  repository().commit({ "policies/a.yaml": rules("A") });
  const root = join(repository().root, "tree");
  repository().git("worktree", "add", "--quiet", root, "-b", "other");
  const head = repositoryIn(root).commit({ "policies/a.yaml": rules("B") });
  expect(await checkout(root)).toEqual({ head, dirty: false });
});

test("without a commit everything is new, and outside of a repository there is nothing to differ from", async () => {
  repository().write({ "policies/a.yaml": rules("A") });
  expect(await checkout()).toEqual({ head: null, dirty: true });
  const folder = mkdtempSync(join(tmpdir(), "zerodrift-plain-"));
  expect(await checkout(folder)).toEqual({ head: null, dirty: false });
  rmSync(folder, { recursive: true });
});

test("policies outside of the repository are never those of a commit", async () => {
  const head = repository().commit();
  expect(await checkout(repository().root, "../elsewhere")).toEqual({ head, dirty: true });
});
