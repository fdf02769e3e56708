import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import { look, settle, wantedIn } from "../support/narrate.ts";
import type { Doc, Wire } from "../support/scene.ts";

let scene: GitScene;
afterEach(() => scene.close());

const category = (...urls: readonly string[]): Doc => ({
  kind: "zia/url-category",
  resources: [{ name: "A", superCategory: "USER_DEFINED", urls }],
});
const rules = (description: string): Doc => ({
  kind: "zia/url-filtering-rule",
  resources: [
    { name: "R", description, action: "BLOCK", state: "ENABLED", protocols: ["ANY_RULE"], urlCategories: ["GAMBLING"] },
  ],
});

/** Whether a plan asked for rules that it does not judge. */
const readInspection = async (): Promise<boolean> =>
  (await scene.requests()).some(({ path }) => path.endsWith("/sslInspectionRules"));

const commit = async (...documents: readonly Doc[]): Promise<void> => {
  scene.write(...documents);
  scene.commit();
  await scene.forget();
};

beforeEach(async () => {
  scene = await openGitScene({ seed: "empty", documents: [category("a.example"), rules("one")] });
  scene.commit();
  await settle(scene, await look(scene));
});

describe("what inspection exempts", () => {
  const exempt = async (): Promise<void> => {
    const [made] = (await scene.objects("zia/url-category")).filter(({ configuredName }) => configuredName === "A");
    const object: Wire = { name: "No decrypt", action: { type: "DO_NOT_DECRYPT" }, urlCategories: [made!.id] };
    await scene.portal("POST", { kind: "zia/ssl-inspection-rule", object });
  };

  test("grows only when somebody says so", async () => {
    await exempt();
    await commit(category("a.example", ".com"), rules("one"));
    const { plan, exitCode } = await look(scene);
    expect([exitCode, plan.changes[0]!.impact, wantedIn(plan)]).toEqual([
      3,
      "unknown",
      ["broadening zia/url-category:A"],
    ]);
  });

  test("may be what it wants where the list may not be read: the plan says so, and goes on", async () => {
    await scene.fault({ path: "sslInspectionRules", times: 9 }, { status: 403, body: { code: "NOT_SUBSCRIBED" } });
    await commit(category("a.example", ".com"), rules("one"));
    const { plan, exitCode } = await look(scene);
    expect([exitCode, plan.changes[0]!.impact]).toEqual([0, "neutral"]);
    expect(plan.changes[0]!.impactReason).toContain("whether zia/ssl-inspection-rule names it could not be read");
  });
});

test("rules that are not judged are read for the content of a shared object, and for nothing else", async () => {
  await commit(category("a.example"), rules("one"));
  await look(scene);
  expect(await readInspection()).toBe(false);
  await commit(category("a.example"), rules("two"));
  await look(scene);
  expect(await readInspection()).toBe(false);
  await commit(category("a.example", "b.example"), rules("two"));
  await look(scene);
  expect(await readInspection()).toBe(true);
});
