import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { resolveBase } from "../../src/history/base.ts";
import { repositoryIn } from "../support/repository.ts";
import { categories, codesOf, found, namesIn, orderIn, read, rules, told, useRepository } from "./given.ts";

const repository = useRepository();
const commit = (...args: Parameters<ReturnType<typeof repository>["commit"]>) => repository().commit(...args);
const git = (...args: readonly string[]) => repository().git(...args);

describe("the commits that are told", () => {
  test("are the base and those after it that change what is declared, oldest first, without HEAD", async () => {
    commit({ "policies/a.yaml": rules("Zero") });
    const base = commit({ "policies/a.yaml": rules("A") });
    const second = commit({ "policies/b.yaml": categories("B") });
    commit({ "README.md": "nothing to do with it", "policies/notes.txt": "nor has this" });
    const third = commit({ "policies/a.yaml": null });
    commit({ "policies/a.yaml": rules("Now") });
    const history = found(await read(repository(), base));
    expect(history.base.commit).toBe(base);
    expect(history.after.map((one) => [one.commit, namesIn(one)])).toEqual([
      [second, "A B"],
      [third, "B"],
    ]);
  });

  test("hold HEAD too when the working tree is another one", async () => {
    const base = commit({ "policies/a.yaml": rules("A") });
    commit({ "policies/a.yaml": rules("B") });
    expect(await told(repository(), base)).toEqual(["A"]);
    expect(await told(repository(), base, { isDirty: true })).toEqual(["A", "B"]);
  });

  test.each([true, false])("are none when the base is HEAD (dirty: %s)", async (isDirty) => {
    const base = commit({ "policies/a.yaml": rules("A") });
    expect(await told(repository(), base, { isDirty })).toEqual(["A"]);
  });

  test("say the same whatever is in the working tree and the index", async () => {
    const base = commit({ "policies/a.yaml": rules("A") });
    commit({ "policies/a.yaml": rules("B") });
    commit({ "policies/a.yaml": rules("C") });
    repository().write({ "policies/a.yaml": rules("D"), "policies/b.yaml": rules("E"), "zerodrift.yaml": "no: no" });
    git("add", "policies/b.yaml");
    expect(await told(repository(), base)).toEqual(["A", "B"]);
  });

  test("of a merge are the merge alone, with all that it brings", async () => {
    const base = commit({ "policies/a.yaml": rules("A") });
    git("checkout", "--quiet", "-b", "side");
    commit({ "policies/b.yaml": categories("B") });
    commit({ "policies/b.yaml": categories("B", "C") });
    git("checkout", "--quiet", "main");
    commit({ "policies/a.yaml": rules("A", "D") });
    git("merge", "--quiet", "--no-ff", "--message", "merge", "side");
    const merge = git("rev-parse", "HEAD");
    commit();
    const { after } = found(await read(repository(), base));
    expect(after.map(namesIn)).toEqual(["A D", "A D B C"]);
    expect(after[1]?.commit).toBe(merge);
  });

  test("of a squash are the squash", async () => {
    const base = commit({ "policies/a.yaml": rules("A") });
    git("checkout", "--quiet", "-b", "side");
    commit({ "policies/a.yaml": rules("B") });
    commit({ "policies/a.yaml": rules("C") });
    git("checkout", "--quiet", "main");
    git("merge", "--quiet", "--squash", "side");
    commit();
    commit();
    expect(await told(repository(), base)).toEqual(["A", "C"]);
  });

  test("follow first parents also where the base came in through a merge", async () => {
    commit({ "policies/a.yaml": rules("A") });
    git("checkout", "--quiet", "-b", "side");
    const base = commit({ "policies/b.yaml": categories("Side") });
    git("checkout", "--quiet", "main");
    commit({ "policies/a.yaml": rules("A", "Main") });
    git("merge", "--quiet", "--no-ff", "--message", "merge", "side");
    commit();
    expect(await told(repository(), base)).toEqual(["A Side", "A Main", "A Main Side"]);
  });

  test("may have a beginning of their own", async () => {
    const base = commit({ "policies/b.yaml": categories("Old") });
    git("checkout", "--quiet", "--orphan", "new");
    git("rm", "-r", "--quiet", "--cached", ".");
    repository().write({ "policies/b.yaml": null });
    commit({ "policies/a.yaml": rules("New") });
    git("merge", "--quiet", "--no-ff", "--allow-unrelated-histories", "--message", "merge", "main");
    commit();
    expect(await told(repository(), base)).toEqual(["Old", "New", "New Old"]);
  });

  test("are sixty if there are sixty", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `R${index}`);
    const [base] = names.map((name, index) => commit({ [`policies/${index % 7}.yaml`]: rules(name) }));
    const expected = names.map((_, now) =>
      [0, 1, 2, 3, 4, 5, 6].flatMap((file) => names.slice(0, now + 1).findLast((__, at) => at % 7 === file) ?? []),
    );
    const history = await told(repository(), base ?? "", { isDirty: true });
    expect(history).toEqual(expected.map((one) => one.join(" ")));
  });

  test("share what they have in common", async () => {
    const base = commit({ "policies/a.yaml": rules("A"), "policies/b.yaml": categories("B") });
    commit({ "policies/a.yaml": rules("C") });
    commit();
    const history = found(await read(repository(), base));
    expect(history.after[0]?.desired.resources[1]).toBe(history.base.desired.resources[1]);
  });
});

describe("what a commit declares", () => {
  test("is read whole: values, places, positions, acknowledgements, lifecycle", async () => {
    const base = commit({
      "policies/a.yaml":
        'kind: zia/url-filtering-rule\nposition: last\nresources:\n  - name: A\n    action: BLOCK\n    lifecycle: {protect: true}\n---\nkind: zerodrift/acknowledgement\nresources:\n  - {change: "zia/url-filtering-rule:A", allows: delete, reason: old}\n',
    });
    const { desired, acknowledgements } = found(await read(repository(), base)).base;
    expect(desired.resources[0]).toMatchObject({
      address: "zia/url-filtering-rule:A",
      spec: { action: "BLOCK" },
      lifecycle: { protect: true },
      source: { file: "policies/a.yaml", line: 4, column: 5 },
    });
    expect(desired.resources[0]?.at(["action"])).toMatchObject({ line: 5, column: 13 });
    expect(desired.anchors.get("zia/url-filtering-rule")).toMatchObject([{ position: "last", first: 0, count: 1 }]);
    expect(acknowledgements).toMatchObject([{ change: "zia/url-filtering-rule:A", allows: "delete", reason: "old" }]);
  });

  test("follows its own configuration", async () => {
    const base = commit({
      "zerodrift.yaml":
        "tenant: acme\nproducts: [zia]\nauthoritative: [zia/url-category]\norder: {zia/url-filtering-rule: [b.yaml, a.yaml]}\n",
      "policies/a.yaml": rules("A"),
      "policies/b.yaml": rules("B"),
      "policies/c.yaml": "kind: zpa/segment-group\nresources: [{name: G}]\n",
    });
    commit({
      "zerodrift.yaml": "tenant: other\npolicies: ./policies/\norder: {zia/url-filtering-rule: [a.yaml, b.yaml]}\n",
    });
    commit();
    const result = await read(repository(), base);
    const { base: before, after } = found(result);
    expect(before.realm).toEqual({
      tenant: "acme",
      policies: "policies",
      products: ["zia"],
      authoritative: ["zia/url-category"],
    });
    expect([namesIn(before), orderIn(before)]).toEqual(["A B", ["B", "A"]]);
    expect(after[0]?.realm).toEqual({
      tenant: "other",
      policies: "policies",
      products: ["zms", "zpa", "zia"],
      authoritative: [],
    });
    expect([namesIn(after[0]!), orderIn(after[0]!)]).toEqual(["A B G", ["A", "B"]]);
    expect(result.diagnostics).toEqual([]);
  });

  test("follows the defaults before there is a configuration", async () => {
    const base = commit({ "policies/a.yaml": rules("A") });
    commit({ "zerodrift.yaml": "tenant: acme\n" });
    commit();
    const { base: before, after } = found(await read(repository(), base));
    expect([before.realm.tenant, before.realm.policies]).toEqual(["tenant", "policies"]);
    expect(after.map((one) => [one.realm.tenant, namesIn(one)])).toEqual([["acme", "A"]]);
  });

  test("is looked for in the folder that is its policies folder then", async () => {
    const base = commit({
      "zerodrift.yaml": "tenant: acme\n",
      "policies/a.yaml": rules("A"),
      "rules/b.yaml": rules("B"),
    });
    commit({ "rules/b.yaml": rules("C") });
    commit({ "zerodrift.yaml": "tenant: acme\npolicies: rules\n" });
    commit({ "policies/a.yaml": rules("D") });
    commit({ "rules/deep/c.yaml": categories("E") });
    git("mv", "rules", "policies/new");
    commit({ "zerodrift.yaml": "tenant: acme\npolicies: policies/new\n" });
    commit();
    const { base: before, after } = found(await read(repository(), base));
    expect([before, ...after].map((one) => `${one.realm.policies}: ${namesIn(one)}`)).toEqual([
      "policies: A",
      "rules: C",
      "rules: C E",
      "policies/new: C E",
    ]);
    expect(after.at(-1)?.desired.resources.map(({ source }) => source.file)).toEqual([
      "policies/new/b.yaml",
      "policies/new/deep/c.yaml",
    ]);
  });

  test("is looked for in the folder of the command line, whatever the configuration says", async () => {
    const base = commit({
      "zerodrift.yaml": "tenant: a\npolicies: x\n",
      "x/a.yaml": rules("A"),
      "y/b.yaml": rules("B"),
    });
    commit({ "x/a.yaml": rules("C") });
    commit({ "y/b.yaml": rules("D") });
    commit();
    expect(await told(repository(), base, { policies: "y" })).toEqual(["B", "D"]);
    expect(found(await read(repository(), base, { policies: "./y/" })).base.realm.policies).toBe("./y/");
  });

  test("may lie in a folder of a larger repository", async () => {
    const base = commit({
      "policies/a.yaml": rules("Stray"),
      "zerodrift.yaml": "not: ours\n",
      "net/prod/zerodrift.yaml": "tenant: acme\norder: {zia/url-filtering-rule: [z.yaml, a.yaml]}\n",
      "net/prod/policies/a.yaml": rules("A"),
      "net/prod/policies/z.yaml": rules("Z"),
      "net/shared/s.yaml": rules("S"),
    });
    commit({ "policies/a.yaml": rules("Stray too") });
    commit({ "net/prod/policies/a.yaml": rules("B") });
    commit();
    const root = join(repository().root, "net/prod");
    const result = await read({ root }, base);
    expect(codesOf(result)).toEqual([]);
    const { base: before, after } = found(result);
    expect([before, ...after].map((one) => orderIn(one))).toEqual([
      ["Z", "A"],
      ["Z", "B"],
    ]);
    expect(before.desired.resources[0]?.source.file).toBe("policies/a.yaml");
    const shared = found(await read({ root }, base, { policies: "../shared" }));
    expect(shared.base.desired.resources.map(({ source }) => source.file)).toEqual(["../shared/s.yaml"]);
  });

  test("may lie under another name than zerodrift.yaml", async () => {
    const base = commit({ "prod.yaml": "tenant: prod\npolicies: x\n", "x/a.yaml": rules("A") });
    commit({ "prod.yaml": "tenant: other\npolicies: x\n" });
    commit();
    const place = { root: repository().root, file: "prod.yaml" };
    const { base: before, after } = found(await read(repository(), base, { place }));
    expect([before, ...after].map(({ realm }) => realm.tenant)).toEqual(["prod", "other"]);
  });

  test.each([
    "with blanks",
    'with "quotes"',
    "with 'these'",
    "Bürö 政策",
    "line\nend",
    "tab\there",
    "back\\slash",
    "-n",
    ":!x",
  ])("may be in files named %j", async (name) => {
    const base = commit({ [`policies/${name}.yaml`]: rules("A"), [`policies/${name}/x.yaml`]: categories("B") });
    commit({ [`policies/${name}.yaml`]: rules("C") });
    commit();
    const history = found(await read(repository(), base));
    expect([history.base, ...history.after].map(namesIn)).toEqual(["A B", "C B"]);
    expect(history.base.desired.resources[0]?.source.file).toBe(`policies/${name}.yaml`);
  });

  test("leaves out what the working tree leaves out", async () => {
    const base = commit({
      "policies/a.yaml": rules("A"),
      "policies/b.yml": categories("B"),
      "policies/.hidden/c.yaml": rules("C"),
      "policies/node_modules/d.yaml": rules("D"),
      "policies/e.json": "{}",
      "policies.yaml": rules("F"),
      "other/g.yaml": rules("G"),
    });
    expect(await told(repository(), base)).toEqual(["A B"]);
  });

  test("is nothing before there are policies", async () => {
    const base = commit({ "README.md": "soon" });
    commit({ "policies/a.yaml": rules("A") });
    commit();
    const result = await read(repository(), base);
    expect(found(result).after.map(namesIn)).toEqual(["A"]);
    expect(result.diagnostics).toEqual([]);
  });
});

describe("a commit with mistakes", () => {
  const broken = "kind: zia/url-filtering-rule\nresources: [\n";

  test("gives what can be read of it, with one finding", async () => {
    const base = commit({ "policies/a.yaml": rules("A"), "policies/b.yaml": categories("B") });
    const second = commit({ "policies/a.yaml": broken, "policies/b.yaml": "kind: zia/nothing\nresources: []\n" });
    commit({ "policies/a.yaml": rules("A"), "policies/b.yaml": categories("B") });
    commit();
    const result = await read(repository(), base);
    expect([...found(result).after].map(namesIn)).toEqual(["", "A B"]);
    expect(result.diagnostics).toMatchObject([{ severity: "info", code: "unreadable-commit" }]);
    expect(result.diagnostics[0]?.message).toContain(
      `commit ${second.slice(0, 7)} has 2 mistakes, the first in policies/a.yaml:`,
    );
  });

  test("is a warning when it is the base, and a mistake that stays is told once", async () => {
    const base = commit({ "policies/a.yaml": rules("A"), "policies/b.yaml": broken });
    commit({ "policies/a.yaml": rules("C") });
    commit({ "policies/c.yaml": broken });
    commit();
    const result = await read(repository(), base);
    expect(result.diagnostics.map(({ severity, message }) => [severity, /has (a|2) mistake/.test(message)])).toEqual([
      ["warning", true],
      ["info", true],
    ]);
    expect(found(result).after.map(namesIn)).toEqual(["C", "C"]);
  });

  test("keeps every resource that has a name, with the fields that have nothing wrong in them", async () => {
    const text =
      "kind: zia/url-filtering-rule\nposition: top\nresources:\n  - name: A\n    action: BLOCK\n    rank: high\n    colour: red\n    lifecycle: {protect: true, additive: groups}\n  - action: BLOCK\n  - name: B\n  - 7\n";
    const base = commit({ "policies/a.yaml": text });
    const result = await read(repository(), base);
    const { desired } = found(result).base;
    expect(desired.resources.map(({ name, spec, lifecycle }) => ({ name, spec, lifecycle }))).toEqual([
      { name: "A", spec: { action: "BLOCK" }, lifecycle: { protect: true } },
      { name: "B", spec: {}, lifecycle: {} },
    ]);
    expect(desired.anchors.get("zia/url-filtering-rule")).toEqual([]);
    expect(codesOf(result)).toEqual(["unreadable-commit"]);
  });

  test("orders files that nobody ordered by their paths, and those left out of an order after the others", async () => {
    const base = commit({
      "policies/b.yaml": rules("B"),
      "policies/a.yaml": rules("A"),
      "policies/c.yaml": rules("C"),
    });
    commit({ "zerodrift.yaml": "tenant: t\norder: {zia/url-filtering-rule: [c.yaml, gone.yaml, b.yaml]}\n" });
    commit();
    const result = await read(repository(), base);
    const { base: before, after } = found(result);
    expect([before, ...after].map((one) => orderIn(one))).toEqual([
      ["A", "B", "C"],
      ["C", "B", "A"],
    ]);
    expect(codesOf(result)).toEqual(["unreadable-commit", "unreadable-commit"]);
  });

  test("keeps what can be read of its configuration, else what counted before", async () => {
    const base = commit({ "zerodrift.yaml": "tenant: acme\npolicies: x\n", "x/a.yaml": rules("A") });
    commit({ "zerodrift.yaml": "tenant: acme\npolicies: x\nproducts: [zpia]\ncolour: red\n" });
    commit({ "zerodrift.yaml": "tenant: [\n" });
    commit({ "zerodrift.yaml": Buffer.from("tenant: caf\xe9\n", "latin1") });
    commit();
    const result = await read(repository(), base);
    expect(found(result).after.map((one) => [one.realm.tenant, one.realm.products.length, namesIn(one)])).toEqual([
      ["acme", 3, "A"],
      ["acme", 3, "A"],
      ["acme", 3, "A"],
    ]);
    expect(codesOf(result)).toEqual(["unreadable-commit", "unreadable-commit", "unreadable-commit"]);
  });

  test("shows no credential", async () => {
    const base = commit({ "zerodrift.yaml": "tenant: acme\nclientSecret: hunter2\n", "policies/a.yaml": rules("A") });
    const result = await read(repository(), base);
    expect(codesOf(result)).toEqual(["unreadable-commit"]);
    expect(JSON.stringify(result.diagnostics)).not.toContain("hunter2");
  });

  test("may hold the same resource twice", async () => {
    const base = commit({ "policies/a.yaml": rules("A"), "policies/b.yaml": "" });
    const second = commit({ "policies/b.yaml": "kind: zia/url-filtering-rule\nresources: [{name: a}]\n" });
    commit();
    const result = await read(repository(), base);
    expect(found(result).after.map(namesIn)).toEqual(["A a"]);
    expect(result.diagnostics[0]?.message).toContain(second.slice(0, 7));
  });

  test.each<[string, () => void, RegExp]>([
    ["a link among the policies", () => symlinkSync("a.yaml", join(repository().root, "policies/b.yaml")), /symbolic/],
    ["another encoding", () => repository().write({ "policies/b.yaml": Buffer.from("a: \xe9", "latin1") }), /UTF-8/],
    ["a huge file", () => repository().write({ "policies/b.yaml": Buffer.alloc(10 * 1024 * 1024 + 1, "#") }), /MiB/],
    [
      "a submodule among the policies",
      () => {
        git("init", "--quiet", "policies/sub");
        repositoryIn(join(repository().root, "policies/sub")).commit({ "b.yaml": rules("B") });
      },
      /submodule/,
    ],
  ])("does not read %s", async (_, change, message) => {
    commit({ "policies/a.yaml": rules("A") });
    change();
    git("add", "policies");
    git("commit", "--quiet", "--message", "change");
    const result = await read(repository(), git("rev-parse", "HEAD"));
    expect(namesIn(found(result).base)).toBe("A");
    expect(codesOf(result)).toEqual(["unreadable-commit"]);
    expect(result.diagnostics[0]?.message).toMatch(message);
  });

  test("does not follow a policies folder that is a link", async () => {
    repository().write({ "elsewhere/a.yaml": rules("A") });
    symlinkSync("elsewhere", join(repository().root, "policies"));
    const base = commit();
    rmSync(join(repository().root, "policies"));
    commit({ "policies/b.yaml": rules("B") });
    commit();
    const result = await read(repository(), base);
    expect(codesOf(result)).toEqual(["unreadable-commit"]);
    expect([found(result).base, ...found(result).after].map(namesIn)).toEqual(["", "B"]);
  });
});

describe("what stands in the way", () => {
  test("the edge of a shallow clone is not taken for a beginning", async () => {
    commit({ "policies/a.yaml": rules("A") });
    git("checkout", "--quiet", "-b", "side");
    const base = commit({ "policies/b.yaml": categories("B") });
    git("checkout", "--quiet", "main");
    commit({ "policies/a.yaml": rules("C") });
    git("merge", "--quiet", "--no-ff", "--message", "merge", "side");
    const root = mkdtempSync(join(tmpdir(), "zerodrift-clone-"));
    git("clone", "--quiet", "--depth", "2", `file://${repository().root}`, root);
    const resolved = await resolveBase({ root, given: base, cloud: "production", customerId: "1" });
    expect(found(resolved)?.commit).toBe(base);
    expect(codesOf(await read({ root }, base))).toEqual(["shallow-history"]);
    rmSync(root, { recursive: true });
  });

  test("contents that the clone does not hold are an error, not an absence", async () => {
    const base = commit({ "policies/a.yaml": rules("A") });
    commit({ "policies/a.yaml": rules("B") });
    git("config", "uploadpack.allowFilter", "true");
    const root = mkdtempSync(join(tmpdir(), "zerodrift-clone-"));
    git("clone", "--quiet", "--filter=blob:none", `file://${repository().root}`, root);
    const result = await read({ root }, base);
    expect(codesOf(result)).toEqual(["shallow-history"]);
    expect(result.diagnostics[0]?.hint).toContain("--filter");
    rmSync(root, { recursive: true });
  });

  test("policies outside of the repository are in no commit", async () => {
    const base = commit({ "policies/a.yaml": rules("A") });
    expect(codesOf(await read(repository(), base, { policies: "../elsewhere" }))).toEqual(["no-repository"]);
  });

  test("neither a repository nor the base may be missing", async () => {
    commit({ "policies/a.yaml": rules("A") });
    const nowhere = "0123456789012345678901234567890123456789";
    expect(codesOf(await read(repository(), nowhere))).toEqual(["shallow-history"]);
    expect(codesOf(await read({ root: tmpdir() }, nowhere))).toEqual(["no-repository"]);
  });

  test("a user's own settings change nothing", async () => {
    const base = commit({ "policies/ä.yaml": rules("A") });
    git("mv", "policies/ä.yaml", "policies/ö.yaml");
    commit();
    commit();
    repository().write({
      ".git/hostile":
        "[color]\n ui = always\n[core]\n quotePath = true\n[diff]\n renames = copies\n noprefix = true\n external = false\n ignoreSubmodules = all\n relative = true\n orderFile = /nowhere\n[log]\n showSignature = true\n showRoot = false\n follow = true\n[fetch]\n negotiationAlgorithm = noop\n",
    });
    vi.stubEnv("GIT_CONFIG_GLOBAL", join(repository().root, ".git/hostile"));
    const result = await read(repository(), base);
    expect(found(result).after[0]?.desired.resources[0]?.source.file).toBe("policies/ö.yaml");
  });

  test("a worktree reads its own commits", async () => {
    const base = commit({ "policies/a.yaml": rules("A") });
    const root = join(repository().root, "tree");
    git("worktree", "add", "--quiet", root, "-b", "other");
    const tree = repositoryIn(root);
    tree.commit({ "policies/a.yaml": rules("B") });
    tree.commit({ "policies/a.yaml": rules("C") });
    expect(await told({ root }, base)).toEqual(["A", "B"]);
    expect(await told(repository(), base)).toEqual(["A"]);
  });
});
