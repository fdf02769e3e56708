import { afterEach, expect, test } from "vitest";
import { type Doc, openScene, type Scene } from "../support/scene.ts";

let scene: Scene;
afterEach(() => scene.close());

const documents: readonly Doc[] = [
  { kind: "zpa/segment-group", resources: [{ name: "Finance apps", description: "new words" }] },
  { kind: "zia/rule-label", resources: [{ name: "plant", description: "new words" }] },
];

test("the published rate limits are waited for: plan and apply of everything need no second try", async () => {
  scene = await openScene({ settings: { rateLimits: "published", clockRate: 2000 } });
  const applied = await scene.settle();
  expect(applied.report.summary.failed).toBe(0);
  expect((await scene.plan()).plan.requests).toEqual([]);
});

test("an edit lock that somebody holds for a while is waited for", async () => {
  scene = await openScene({ documents, settings: { clockRate: 2000 } });
  scene.save(await scene.plan());
  await scene.control("PUT", "settings", { editLock: { seconds: 90 } });
  expect((await scene.apply()).exitCode).toBe(0);
  expect((await scene.plan()).plan.requests).toEqual([]);
});

test("an edit lock that stays ends the run in time: what is live is told, nothing is activated, and the rest can follow", async () => {
  scene = await openScene({ documents, settings: { clockRate: 2000 } });
  scene.save(await scene.plan());
  await scene.control("PUT", "settings", { editLock: true });
  const applied = await scene.apply();
  expect(applied.exitCode).toBe(5);
  expect(applied.report.activation.zia).toBe("withheld");
  expect(applied.report.outcomes).toMatchObject([
    { address: "zpa/segment-group:Finance apps", status: "done" },
    { address: "zia/rule-label:plant", status: "failed" },
  ]);
  expect(scene.reported.some((line) => /lock/.test(line))).toBe(true);
  await scene.control("PUT", "settings", { editLock: false });
  expect((await scene.apply()).exitCode).toBe(0);
});

test("pages smaller than asked for hide nothing", async () => {
  scene = await openScene({ settings: { pageSizeCap: 7 } });
  await scene.settle();
  expect((await scene.plan()).plan.requests).toEqual([]);
});

test("a token that lives for a moment only is renewed on the way", async () => {
  scene = await openScene({ documents, settings: { tokenLifetime: 1 } });
  await scene.fault({ path: "ruleLabels", method: "GET" }, { status: 401 });
  expect((await scene.settle()).exitCode).toBe(0);
});
