import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isPolicyFile, workingTree } from "../../src/documents/files.ts";
import { loadDocuments } from "../../src/documents/load.ts";
import { kinds, summary } from "./given.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "zerodrift-files-"));
});
afterEach(() => rm(root, { recursive: true }));

const write = async (path: string, text = "kind: zia/location\nresources: []\n"): Promise<void> => {
  await mkdir(join(root, path, ".."), { recursive: true });
  await writeFile(join(root, path), text);
};

describe("the working tree", () => {
  test("lists YAML below the folder, sorted, hidden folders and node_modules left out", async () => {
    for (const path of [
      "b.yml",
      "a.yaml",
      "zia/x.yaml",
      "zia/.git/y.yaml",
      "node_modules/z.yaml",
      "readme.md",
      "Z.YAML",
    ]) {
      await write(`policies/${path}`);
    }
    await write("other.yaml");
    const entries = await workingTree(root, "./policies/").list();
    expect(entries.map(({ path }) => path)).toEqual([
      "policies/Z.YAML",
      "policies/a.yaml",
      "policies/b.yml",
      "policies/zia/x.yaml",
    ]);
    expect(entries[1]).toMatchObject({ symlink: false, size: 33 });
  });

  test("links to files and folders are listed as links, others are not looked at", async () => {
    await write("policies/a.yaml");
    await write("outside/b.yaml");
    await symlink(join(root, "outside/b.yaml"), join(root, "policies/b.yaml"));
    await symlink(join(root, "nowhere"), join(root, "policies/c.yaml"));
    await symlink(join(root, "outside"), join(root, "policies/more"));
    await symlink(join(root, "nowhere"), join(root, "policies/note"));
    const { diagnostics } = await loadDocuments(workingTree(root, "policies"), kinds);
    expect(diagnostics.map(summary)).toEqual([
      "symlink policies/b.yaml:1:1",
      "symlink policies/c.yaml:1:1",
      "symlink policies/more:1:1",
    ]);
  });

  test("the folder itself must not be a link", async () => {
    await write("outside/b.yaml");
    await symlink(join(root, "outside"), join(root, "policies"));
    const { diagnostics } = await loadDocuments(workingTree(root, "policies"), kinds);
    expect(diagnostics.map(summary)).toEqual(["symlink policies:1:1"]);
  });

  test("a missing folder is named", async () => {
    const { diagnostics } = await loadDocuments(workingTree(root, "policies"), kinds);
    expect(diagnostics).toMatchObject([{ code: "missing-policies", message: expect.stringContaining('"policies"') }]);
  });
});

test.each([
  ["policies/a.yaml", true],
  ["policies/.hidden/a.yaml", false],
  ["policies/node_modules/a.yaml", false],
  ["policies/.a.yml", true],
  ["policies/a.json", false],
])("%s is a policy file: %s", (path, expected) => {
  expect(isPolicyFile(path)).toBe(expected);
});
