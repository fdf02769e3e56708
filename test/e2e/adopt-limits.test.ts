import { afterEach, describe, expect, test } from "vitest";
import { adopt } from "../../src/commands/adopt.ts";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import { look, settle } from "../support/narrate.ts";
import type { Wire } from "../support/scene.ts";

let scene: GitScene;
afterEach(() => scene.close());

const open = async (files: Readonly<Record<string, string>>, configuration = ""): Promise<void> => {
  scene = await openGitScene({ documents: [], configuration });
  scene.commit(files);
  await settle(scene, await look(scene));
};

const take = async (): Promise<{ readonly exitCode: number; readonly told: Wire }> => {
  const { exitCode, output } = await adopt(
    { format: "json", quiet: true, verbose: false, kind: [], detailedExitcode: true, days: 7, dryRun: false },
    scene.environment,
  );
  return { exitCode, told: JSON.parse(output ?? "") as Wire };
};

const codesOf = ({ diagnostics }: Wire): readonly string[] =>
  (diagnostics as Wire[]).map(({ code, message }) => `${code}: ${message}`);

const label = (name: string, more = ""): string => `  - name: ${name}\n${more}`;
const labels = (...resources: readonly string[]): string => `kind: zia/rule-label\nresources:\n${resources.join("")}`;
const rule = (name: string): string =>
  `  - name: ${name}\n    action: BLOCK\n    state: ENABLED\n    protocols: [ANY_RULE]\n    urlCategories: [GAMBLING]\n`;
const rules = (...names: readonly string[]): string =>
  `kind: zia/url-filtering-rule\nresources:\n${names.map(rule).join("")}`;

const clean = async (): Promise<void> => {
  scene.commit();
  expect((await look(scene)).plan.changes).toEqual([]);
};

describe("what is not taken into Git", () => {
  test("entries that others put into an additive list", async () => {
    const category = (urls: string): string =>
      `kind: zia/url-category\nresources:\n  - name: Partners\n    superCategory: USER_DEFINED\n    urls: ${urls}\n    lifecycle: {additive: [urls]}\n`;
    await open({ "policies/a.yaml": category("[a.example, b.example]") });
    const urls = ["a.example", "theirs.example"];
    await scene.portal("PATCH", { kind: "zia/url-category", name: "Partners", changes: { urls } });
    expect((await take()).told.adopted).toHaveLength(1);
    expect(scene.read("policies/a.yaml")).toBe(category("[a.example]"));
    await clean();
  });

  test("fields that are not declared", async () => {
    await open({ "policies/a.yaml": labels(label("A")) });
    await scene.portal("PATCH", { kind: "zia/rule-label", name: "A", changes: { description: "x" } });
    expect(await take()).toMatchObject({ exitCode: 0, told: { written: false, adopted: [] } });
  });

  test("objects nobody declares, also where they are drift: importing writes them", async () => {
    const configuration = "authoritative: [zpa/segment-group]\n";
    const group = "kind: zpa/segment-group\nresources:\n  - name: Archive\n    enabled: true\n";
    scene = await openGitScene({ documents: [], seed: "empty", configuration });
    scene.commit({ "policies/a.yaml": group });
    await settle(scene, await look(scene));
    await scene.control("POST", "objects", { kind: "zpa/segment-group", object: { name: "Theirs" }, actor: "ops" });
    const { exitCode, told } = await take();
    expect(exitCode).toBe(2);
    expect(told).toMatchObject({ written: false, adopted: [] });
    expect(codesOf(told)).toContain(
      "not-adopted: zpa/segment-group:Theirs is live and no document declares it, so there is no line to write it into",
    );
  });

  test("what Git says already", async () => {
    await open({ "policies/a.yaml": labels(label("A", "    description: one\n")) });
    await scene.portal("PATCH", { kind: "zia/rule-label", name: "A", changes: { description: "two" } });
    scene.commit({ "policies/a.yaml": labels(label("A", "    description: two\n")) });
    const { told } = await take();
    expect(told).toMatchObject({ written: false, adopted: [] });
    expect(codesOf(told)).toEqual(["not-adopted: zia/rule-label:A: Git says so already"]);
  });
});

describe("an order", () => {
  const order = "order: {zia/url-filtering-rule: [a.yaml, b.yaml]}\n";
  const move = (name: string, to: number): Promise<void> =>
    scene.portal("PATCH", { kind: "zia/url-filtering-rule", name, changes: { order: to } });

  test("within one of several files is adopted there", async () => {
    await open({ "policies/a.yaml": rules("A", "B"), "policies/b.yaml": rules("C", "D") }, order);
    const at = (await scene.objects("zia/url-filtering-rule")).find(({ name }) => name === "C")!.order as number;
    await move("D", at);
    expect((await take()).told.adopted).toEqual([
      { address: "zia/url-filtering-rule:*", what: "reordered", file: "policies/b.yaml" },
    ]);
    expect(scene.read("policies/b.yaml")).toBe(rules("D", "C"));
    await clean();
  });

  test("that mixes the rules of two files is refused, and nothing is written", async () => {
    await open({ "policies/a.yaml": rules("A", "B"), "policies/b.yaml": rules("C", "D") }, order);
    const at = (await scene.objects("zia/url-filtering-rule")).find(({ name }) => name === "A")!.order as number;
    await move("D", at);
    const { exitCode, told } = await take();
    expect([exitCode, told.written]).toEqual([1, false]);
    expect(codesOf(told)[0]).toContain("mixes rules of several documents");
    expect(scene.read("policies/b.yaml")).toBe(rules("C", "D"));
  });

  test("that only a position can say is refused, and nothing is written", async () => {
    const text = rules("A", "B").replace("resources:", "position: first\nresources:");
    await open({ "policies/a.yaml": text });
    await move("B", 8);
    const { exitCode, told } = await take();
    expect([exitCode, told.written, scene.read("policies/a.yaml")]).toEqual([1, false, text]);
    expect(codesOf(told)).toEqual([expect.stringContaining('not-adopted: "B" moved past rules that nobody declares')]);
  });
});
