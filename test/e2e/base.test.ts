import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CommandResult } from "../../src/commands/outcome.ts";
import { plan } from "../../src/commands/plan.ts";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import { changesIn, codesIn, look, refusal, settle } from "../support/narrate.ts";
import type { Doc } from "../support/scene.ts";

const categories: Doc = {
  kind: "zia/url-category",
  resources: [
    { name: "Partners", superCategory: "USER_DEFINED", urls: [".partners.example"] },
    { name: "Suppliers", superCategory: "USER_DEFINED", urls: [".suppliers.example"] },
  ],
};
const group: Doc = { kind: "zpa/segment-group", resources: [{ name: "Archive", enabled: true }] };

let scene: GitScene;
let first: string;
beforeEach(async () => {
  scene = await openGitScene({ documents: [categories, group] });
  first = scene.commit();
  await settle(scene, await look(scene));
  await scene.forget();
});
afterEach(() => scene.close());

const label = (name: string) => ({ "policies/labels.yaml": `kind: zia/rule-label\nresources: [{name: ${name}}]\n` });

/** A commit beside the one that is checked out. */
const sideCommit = (): string => {
  scene.repository.git("checkout", "--quiet", "-b", "side");
  const side = scene.commit(label("side"));
  scene.repository.git("checkout", "--quiet", "main");
  scene.commit(label("main"));
  return side;
};

const remember = (commit: string): string =>
  scene.repository.git("update-ref", `refs/zerodrift/production/${scene.sandbox.customerId}/applied`, commit);

/** Plans in a clone that holds one commit only. */
const planShallow = async (base: string): Promise<CommandResult> => {
  const root = mkdtempSync(join(tmpdir(), "zerodrift-clone-"));
  try {
    scene.repository.git("clone", "--quiet", "--depth", "1", `file://${scene.folder}`, root);
    const options = { format: "text", quiet: true, verbose: false, kind: [], detailedExitcode: false, base } as const;
    return await plan(options, { ...scene.environment, cwd: root });
  } finally {
    rmSync(root, { recursive: true });
  }
};

describe("a base that cannot be one", () => {
  test("is refused when it is no ancestor of what is planned, given or remembered", async () => {
    const side = sideCommit();
    expect(await refusal(scene, { base: side })).toMatch(/^error\[base-not-ancestor\]: the base [0-9a-f]{7} /);
    remember(side);
    const told = await refusal(scene);
    expect(told).toMatch(/^error\[base-not-ancestor\]: the commit applied last/);
    expect(told).toContain("--base");
  });

  test("is refused when it is no commit", async () => {
    const told = await refusal(scene, { base: "nowhere" });
    expect(told).toMatch(/^error\[unknown-base\]: "nowhere"/);
  });

  test("is refused when the clone is shallow, which says how to deepen it", async () => {
    scene.commit(label("ours"));
    const { exitCode, output, notes } = await planShallow(first);
    expect([exitCode, output]).toEqual([1, undefined]);
    expect(notes).toMatch(/^error\[shallow-history\]/);
    expect(notes).toContain("git fetch --unshallow");
    expect(await scene.writes()).toEqual([]);
  });

  test("is not taken from an apply whose plan was made on another branch", async () => {
    scene.commit(label("ours"));
    await look(scene);
    scene.repository.git("checkout", "--quiet", first);
    remember(first);
    const { exitCode } = await scene.apply();
    expect(exitCode).toBe(4);
    expect(await scene.writes()).toEqual([]);
    expect(scene.applied()).toBe(first);
  });
});

/** The category that every change of scope below drops on its way. */
const withoutSuppliers = { ...categories, resources: categories.resources.slice(0, 1) };

const overlay = (text: string): void => scene.writeText("zerodrift.yaml", `${scene.read("zerodrift.yaml")}${text}`);

describe("a change of scope", () => {
  test.each<[string, string, () => void]>([
    [
      "the folder is renamed",
      "zia/url-category:Suppliers",
      () => {
        scene.write(withoutSuppliers, group);
        scene.repository.git("mv", "policies", "rules");
        overlay("policies: rules\n");
      },
    ],
    [
      "a product is dropped from the configuration",
      "zpa/segment-group:Archive",
      () => {
        scene.write(categories);
        overlay("products: [zms, zia]\n");
      },
    ],
    [
      "the tenant is another one",
      "zia/url-category:Suppliers",
      () => {
        scene.write(withoutSuppliers, group);
        scene.edit("zerodrift.yaml", ["acme", "globex"]);
      },
    ],
  ])("deletes nothing, and names what stays: %s", async (_, stays, change) => {
    const before = await scene.picture();
    change();
    scene.commit();
    const seen = await look(scene);
    expect([seen.exitCode, codesIn(seen.plan), changesIn(seen.plan)]).toEqual([0, ["scope-changed"], []]);
    expect(seen.plan.diagnostics[0]!.message).toContain(stays);
    await settle(scene, seen);
    expect(await scene.picture()).toEqual(before);
  });

  test("still refuses what is declared for a product that is not listed", async () => {
    overlay("products: [zms, zia]\n");
    scene.commit();
    const told = await refusal(scene);
    expect(told).toContain("error[wrong-product]");
    expect(told).toContain("policies/all.yaml:12:1");
  });
});

/** Code and place of every error that is told, in their order. */
const placesIn = (told: string): readonly string[] =>
  [...told.matchAll(/^(?:error|warning)\[([a-z-]+)\].*\n(?: {2}(\S+:\d+:\d+)\n)?/gm)].map(
    ([, code, place]) => `${code} ${place ?? "nowhere"}`,
  );

describe("documents that contradict each other", () => {
  test("all mistakes of the documents are told at once, each with its place", async () => {
    scene.writeText(
      "policies/all.yaml",
      `kind: zia/url-category
resources:
  - {name: Partners, superCategory: USER_DEFINED, urls: [.partners.example]}
  - {name: Suppliers, lifecycle: {renamedFrom: 7}}
---
kind: zerodrift/acknowledgement
resources:
  - {change: "zia/url-categry:Partners", allows: delete, reason: a slip}
  - {change: "zia/url-category:Partners", allows: everything, reason: a wish}
`,
    );
    scene.writeText("policies/twice.yaml", "kind: zia/url-category\nresources:\n  - {name: ' partners'}\n");
    scene.commit();
    expect(placesIn(await refusal(scene))).toEqual([
      "not-a-text policies/all.yaml:4:48",
      "unknown-kind policies/all.yaml:8:14",
      "invalid-value policies/all.yaml:9:51",
      "duplicate-resource policies/twice.yaml:3:12",
    ]);
  });

  test("all mistakes about what is live are told at once, each with its place", async () => {
    scene.writeText(
      "policies/all.yaml",
      `kind: zia/url-category
resources:
  - {name: CERT blocklist, superCategory: USER_DEFINED, lifecycle: {renamedFrom: Partners}}
  - {name: Suppliers, superCategory: USER_DEFINED}
  - {name: Vendors, superCategory: USER_DEFINED, lifecycle: {renamedFrom: Suppliers}}
---
kind: zpa/segment-group
resources:
  - {name: Archive}
---
kind: zerodrift/acknowledgement
resources:
  - {change: "zia/url-category:Nobody", allows: delete, reason: a slip}
`,
    );
    scene.commit();
    expect([...placesIn(await refusal(scene))].sort()).toEqual([
      "removed-key policies/all.yaml:3:5",
      "removed-key policies/all.yaml:4:5",
      "removed-key policies/all.yaml:5:5",
      "removed-key policies/all.yaml:9:5",
      "rename-conflict policies/all.yaml:3:82",
      "rename-conflict policies/all.yaml:5:75",
      "unknown-acknowledgement policies/all.yaml:13:5",
    ]);
  });

  test("an acknowledgement that nothing needs is a warning at its place", async () => {
    const entry = `{change: "zpa/segment-group:Archive", allows: broadening, reason: to be safe}`;
    scene.commit({ "policies/spare.yaml": `kind: zerodrift/acknowledgement\nresources:\n  - ${entry}\n` });
    const seen = await look(scene);
    expect([seen.exitCode, changesIn(seen.plan)]).toEqual([0, []]);
    expect(seen.plan.diagnostics).toMatchObject([
      {
        code: "unused-acknowledgement",
        severity: "warning",
        source: { file: "policies/spare.yaml", line: 3, column: 5 },
      },
    ]);
  });
});
