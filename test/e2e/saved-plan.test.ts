import { afterEach, beforeEach, expect, test } from "vitest";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import { look, settle } from "../support/narrate.ts";
import type { Doc } from "../support/scene.ts";

const categories = (...urls: readonly string[]): Doc => ({
  kind: "zia/url-category",
  resources: [
    { name: "Partners", superCategory: "USER_DEFINED", urls },
    { name: "Suppliers", superCategory: "USER_DEFINED", urls: [".suppliers.example"] },
  ],
});

let scene: GitScene;
let first: string;
beforeEach(async () => {
  scene = await openGitScene({ documents: [categories(".partners.example")] });
  first = scene.commit();
  await settle(scene, await look(scene));
  await scene.forget();
  scene.write(categories(".partners.example", ".more.example"));
  scene.commit();
});
afterEach(() => scene.close());

/** Edits the plan file as somebody with an editor would. */
const editPlan = (edit: (plan: Record<string, unknown>) => Record<string, unknown>): void =>
  scene.writeText("plan.json", JSON.stringify(edit(JSON.parse(scene.read("plan.json")))));

test("a plan that leaves commits out does not make them count as applied", async () => {
  scene.save(await scene.plan({ base: "HEAD" }));
  const { exitCode } = await scene.apply();
  expect([exitCode, scene.applied()]).toEqual([0, first]);
  await settle(scene, await look(scene));
  expect(scene.applied()).toBe(scene.head());
});

test("a plan from where nobody knew the base is refused where somebody does", async () => {
  await look(scene);
  editPlan((plan) => ({ ...plan, binding: { ...(plan.binding as object), base: null } }));
  const { exitCode, notes } = await scene.apply();
  expect(exitCode).toBe(4);
  expect(notes).toContain("nobody knew what was applied last");
  expect(await scene.writes()).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ["changes", { changes: [] }],
  ["requests", { requests: [] }],
  ["orders", { orders: { "zia/url-filtering-rule": { before: [], after: ["A"], crossings: [] } } }],
])("a plan file whose %s were edited is refused", async (_, edit) => {
  await look(scene);
  editPlan((plan) => ({ ...plan, ...edit }));
  const { exitCode, notes } = await scene.apply();
  expect(exitCode).toBe(4);
  expect(notes).toContain("the plan file was edited");
  expect(await scene.writes()).toEqual([]);
});
