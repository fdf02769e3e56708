import { afterEach, beforeEach, expect, test } from "vitest";
import { openScene, type Scene } from "../support/scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await openScene({ documents: [] });
});
afterEach(() => scene.close());

const kind = "zms/default-policy-rule";
const inbound = "Default inbound rule";
const declare = (...resources: readonly Record<string, unknown>[]): void => scene.write({ kind, resources });

const actions = async (): Promise<readonly unknown[]> =>
  (await scene.objects(kind)).map(({ direction, action }) => `${direction} ${action}`).toSorted();

test("a default rule is changed by the batch the API has, and the next plan is empty", async () => {
  declare({ name: inbound, action: "BLOCK", description: "What no rule allows is stopped" });
  const { plan } = await scene.plan();
  expect(plan.changes.map(({ action, impact }) => [action, impact])).toEqual([["update", "narrows"]]);
  expect(plan.requests.map(({ operation }) => operation)).toEqual(["defaultPolicyRulesUpdate"]);
  expect((await scene.settle()).exitCode).toBe(0);
  expect(await actions()).toEqual(["INBOUND BLOCK", "OUTBOUND ALLOW"]);
  expect((await scene.plan()).plan.changes).toEqual([]);
});

test("opening one is told, and takes an acknowledgement", async () => {
  declare({ name: inbound, action: "BLOCK" });
  await scene.settle();
  declare({ name: inbound, action: "ALLOW" });
  const { plan } = await scene.plan();
  expect(plan.changes.map(({ impact }) => impact)).toEqual(["broadens"]);
  expect(plan.diagnostics.map(({ code }) => code)).not.toContain("needs-acknowledgement");
  expect(scene.read("policies/acknowledged.yaml")).toContain("broadening");
});

test("one that the service does not have cannot be made", async () => {
  declare({ name: "Default sideways rule", action: "BLOCK" });
  const { exitCode, notes } = await scene.tryPlan({ format: "text" });
  expect(exitCode).toBe(1);
  expect(notes).toContain("Default sideways rule");
});

test("its direction is the service's own", async () => {
  declare({ name: inbound, action: "ALLOW", direction: "OUTBOUND" });
  expect((await scene.tryPlan({ format: "text" })).notes).toContain("direction");
});
