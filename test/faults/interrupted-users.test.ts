import { afterEach, describe, expect, test } from "vitest";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import { look, requestsIn } from "../support/narrate.ts";
import { type Doc, type Wire, wantedEntries } from "../support/scene.ts";

const category = "zia/url-category";
const rules = "zia/url-filtering-rule";

let scene: GitScene;
afterEach(() => scene.close());

const kept = (url: string): Doc => ({
  kind: category,
  resources: [{ name: "Kept", superCategory: "USER_DEFINED", urls: [url] }],
});
const rule = (name: string, action: string, urlCategory: string): Wire => ({
  ...{ name, action, protocols: ["ANY_RULE"], urlCategories: [urlCategory] },
});
const list = (...resources: readonly Wire[]): Doc => ({ kind: rules, resources });

/** Commits the documents, and agrees to whatever their plan asks for, which is saved. */
const propose = async (...documents: readonly Doc[]): Promise<void> => {
  scene.write(...documents);
  scene.commit();
  const resources = wantedEntries((await look(scene)).plan).map((one) => ({ ...one, reason: scene.head() }));
  scene.commit({ "policies/agreed.yaml": JSON.stringify({ kind: "zerodrift/acknowledgement", resources }) });
  await look(scene);
};

/** A write of the category that is refused, so many times in a row. */
const refuse = (times: number): Promise<void> =>
  scene.fault(
    { path: "urlCategories/", method: "PUT", times },
    { status: 400, body: { code: "INVALID_INPUT_ARGUMENT", message: "no" } },
  );

const stays = rule("Stays", "BLOCK", "Kept");

describe("a saved plan whose first writes change who uses an object that a later one edits", () => {
  test.each<[string, Wire | undefined, number]>([
    ["a rule is pointed elsewhere", rule("Leaves", "ALLOW", "TRAVEL"), 1],
    ["a rule is pointed elsewhere, and the run fails twice", rule("Leaves", "ALLOW", "TRAVEL"), 2],
    ["a rule is deleted, and the run fails twice", undefined, 2],
  ])("is continued after the edit was refused: %s", async (_, leaves, failures) => {
    scene = await openGitScene({ seed: "empty", documents: [] });
    await propose(kept(".kept.example"), list(rule("Leaves", "ALLOW", "Kept"), stays));
    expect((await scene.apply()).exitCode).toBe(0);

    await propose(kept(".kept2.example"), list(...(leaves === undefined ? [] : [leaves]), stays));
    await refuse(failures);
    for (let run = 1; run <= failures; run += 1) expect((await scene.apply()).exitCode).toBe(5);

    expect((await scene.apply()).exitCode).toBe(0);
    const { plan } = await look(scene);
    expect([requestsIn(plan), plan.staged]).toEqual([[], null]);
    const [held] = (await scene.objects(category, "active")).filter(({ configuredName }) => configuredName === "Kept");
    expect(held?.urls).toEqual([".kept2.example"]);
  });
});
