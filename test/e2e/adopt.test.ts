import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AdoptOptions, adopt } from "../../src/commands/adopt.ts";
import type { CommandResult, Environment } from "../../src/commands/outcome.ts";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import { look, settle } from "../support/narrate.ts";
import type { Wire } from "../support/scene.ts";

let scene: GitScene;
beforeEach(async () => {
  scene = await openGitScene();
  scene.commit();
  await settle(scene, await look(scene));
  await scene.forget();
});
afterEach(() => scene.close());

const categories = "policies/zia/url-categories.yaml";
const web = "policies/zia/url-filtering.yaml";

const take = (given: Partial<AdoptOptions> = {}, over: Partial<Environment> = {}): Promise<CommandResult> =>
  adopt(
    {
      format: "text",
      quiet: true,
      verbose: false,
      kind: [],
      detailedExitcode: false,
      days: 7,
      dryRun: false,
      ...given,
    },
    { ...scene.environment, ...over },
  );

/** The lines that came and went, as a reviewer sees them. */
const gitDiff = (): readonly string[] =>
  scene.repository
    .git("diff", "--unified=0")
    .split("\n")
    .filter((line) => /^[-+](?![-+])/.test(line));

const portal = (kind: string, name: string, changes: Wire): Promise<void> =>
  scene.portal("PATCH", { kind, name, changes });

const urlsOf = async (name: string): Promise<readonly string[]> =>
  (await scene.objects("zia/url-category")).find((object) => object.configuredName === name)!.urls as string[];

/** What the next plan says once the edit is committed. */
const nextPlan = async (): Promise<string> => {
  scene.commit();
  return (await look(scene)).firstLine;
};

/** Purchasing swaps one host for another. */
const swapHost = async (): Promise<void> => {
  const urls = (await urlsOf("Partner portals & suppliers")).filter((url) => !url.startsWith("orders.moravia"));
  await portal("zia/url-category", "Partner portals & suppliers", { urls: ["new.moravia.example", ...urls] });
};

describe("drift is taken back into Git", () => {
  test("one edited URL is a diff of two lines, and the next plan is empty", async () => {
    await swapHost();
    const { exitCode, output, notes } = await take();
    expect([exitCode, notes]).toEqual([0, ""]);
    expect(gitDiff()).toEqual(["-      - orders.moravia-castings.example", "+      - new.moravia.example"]);
    expect(output).toContain("acme: 1 drifted address adopted in 1 file");
    expect(output).toContain("+      - new.moravia.example");
    expect(output).toContain("next: commit this on a branch");
    expect(await nextPlan()).toMatch(/^acme: no changes/);
    expect(await scene.writes()).toEqual([]);
  });

  test("with --dry-run it is shown and nothing is written", async () => {
    await swapHost();
    const { exitCode, output } = await take({ dryRun: true });
    expect(exitCode).toBe(0);
    expect(gitDiff()).toEqual([]);
    expect(output).toContain(`--- a/${categories}\n+++ b/${categories}\n@@`);
    expect(output).toContain("-      - orders.moravia-castings.example");
    expect(output).toContain("nothing was written (--dry-run)");
  });

  test("a file with Windows line ends keeps them", async () => {
    const text = scene.read(categories).replaceAll("\n", "\r\n");
    scene.writeText(categories, text);
    scene.commit();
    await swapHost();
    expect((await take()).exitCode).toBe(0);
    expect(scene.read(categories).replaceAll("\r\n", "")).not.toContain("\n");
    expect(gitDiff()).toHaveLength(2);
  });

  test("what was deleted in the portal goes with its own comment, and its neighbours keep theirs", async () => {
    await scene.portal("DELETE", { kind: "zpa/access-rule", name: "Deny phones in the plants" });
    const { exitCode, output } = await take();
    expect(exitCode).toBe(0);
    expect(output).toContain("lives on under a new name: zerodrift import --kind zpa/access-rule");
    expect(gitDiff()).toEqual([
      "-  # Audit finding 2026-09: the rule existed, but stood below the rules that already let the phones in (SEC-1744).",
      "-  - name: Deny phones in the plants",
      "-    action: DENY",
      "-    conditions:",
      "-      - APP_GROUP: [Plant systems]",
      "-      - PLATFORM: [ios, android]",
      "-",
    ]);
    expect(await nextPlan()).toMatch(/^acme: no changes/);
  });

  test("a rule that was moved moves in its file, with its comment", async () => {
    const name = "Allow machine vendors in the plants";
    await portal("zia/url-filtering-rule", name, { order: 1 });
    const { exitCode, output } = await take();
    expect(exitCode).toBe(0);
    expect(output).toContain("↕ zia/url-filtering-rule:*  policies/zia/url-filtering.yaml");
    const text = scene.read(web);
    expect(text.indexOf(`name: ${name}`)).toBeLessThan(text.indexOf("name: Block security risks"));
    expect(text).toContain(
      `  # Above the next rule on purpose: the remote service of the machine builders counts as REMOTE_ACCESS.\n  - name: ${name}\n`,
    );
    expect(await nextPlan()).toMatch(/^acme: no changes/);
  });

  test("several edits of rules and objects at once, by the names their authors use", async () => {
    await portal("zia/url-filtering-rule", "Allow partner portals", { action: "BLOCK", description: "closed: yes" });
    await portal("zpa/application-segment", "ERP", { domainNames: ["erp.acme.example", "erp-new.acme.example"] });
    await portal("zms/unmanaged-resource-group", "Legacy file servers", { description: "on" });
    expect((await take()).exitCode).toBe(0);
    expect(gitDiff()).toEqual(
      expect.arrayContaining([
        '+    description: "closed: yes"',
        "+    domainNames: [erp.acme.example, erp-new.acme.example]",
        '+    description: "on"',
      ]),
    );
    expect(await nextPlan()).toMatch(/^acme: no changes/);
  });

  test("nothing drifted, nothing is written", async () => {
    expect(await take()).toMatchObject({ exitCode: 0, output: "acme: no drift\n" });
    expect(gitDiff()).toEqual([]);
  });
});

describe("nothing is written at all", () => {
  test("when a drifted resource was changed in Git as well; the others are not written either", async () => {
    await swapHost();
    await portal("zia/rule-label", "plant", { description: "portal" });
    scene.edit("policies/zia/labels.yaml", [
      "description: Rules for the plant networks",
      "description: Plant networks",
    ]);
    scene.commit();
    const { exitCode, output, notes } = await take();
    expect(exitCode).toBe(1);
    expect(output).toContain("nothing was written");
    expect(notes).toContain("error[adopt-conflict]: zia/rule-label:plant drifted, and was changed in Git");
    expect(notes).toMatch(/policies\/zia\/labels\.yaml:\d+:\d+/);
    expect(gitDiff()).toEqual([]);
  });

  test("when the file is read-only", async () => {
    await swapHost();
    chmodSync(join(scene.folder, categories), 0o444);
    const { exitCode, notes } = await take();
    expect(exitCode).toBe(1);
    expect(notes).toContain(`"${categories}" is read-only`);
    expect(gitDiff()).toEqual([]);
  });

  test("when the file changes while the tenant is read", async () => {
    await swapHost();
    const text = scene.read(categories);
    const detail = (line: string): void => {
      if (line.startsWith("read zia/url-category")) scene.writeText(categories, `${text}# meanwhile\n`);
    };
    const { exitCode, notes } = await take({}, { detail });
    expect([exitCode, notes]).toEqual([1, expect.stringContaining("was changed meanwhile")]);
    expect(gitDiff()).toEqual(["+# meanwhile"]);
  });

  test("when a rule that vanished may have been renamed", async () => {
    await portal("zia/rule-label", "plant", { name: "factory" });
    const { exitCode, notes } = await take();
    expect(exitCode).toBe(1);
    expect(notes).toContain('zia/rule-label:plant is gone, and "factory", which nobody declares, is just like it');
  });
});
