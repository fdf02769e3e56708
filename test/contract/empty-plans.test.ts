import { afterEach, expect, test } from "vitest";
import { documentsFromLive, readEverything } from "../support/documents-from-live.ts";
import { openScene, type Scene } from "../support/scene.ts";

let scene: Scene | undefined;
afterEach(() => scene?.close());

test("a hundred plans after an apply are empty and one, whatever order the answers come in and whatever is new in them", async () => {
  scene = await openScene({ settings: { shuffle: true, extraFields: true } });
  await scene.settle();
  const digests = new Set<string>();
  for (let times = 0; times < 100; times += 1) {
    const { plan, exitCode } = await scene.plan({ detailedExitcode: true });
    expect({ exitCode, changes: plan.changes, requests: plan.requests, staged: plan.staged }).toEqual({
      exitCode: 0,
      changes: [],
      requests: [],
      staged: null,
    });
    digests.add(plan.digest);
  }
  expect(digests.size).toBe(1);
});

test("thirty plans before the apply are one, too", async () => {
  scene = await openScene({ settings: { shuffle: true, extraFields: true } });
  const digests = new Set<string>();
  for (let times = 0; times < 30; times += 1) digests.add((await scene.plan()).plan.digest);
  expect(digests.size).toBe(1);
});

test.each(["acme", "small"])("documents that say what the seed %s holds change nothing", async (seed) => {
  scene = await openScene({ seed, documents: [] });
  scene.write(...documentsFromLive(await readEverything(scene)));
  const { plan } = await scene.plan();
  expect(plan.changes).toEqual([]);
  expect(plan.requests).toEqual([]);
  expect(plan.summary.unmanaged).toBe(0);
});
