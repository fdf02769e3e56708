import { afterEach, describe, expect, test } from "vitest";
import type { CommandResult } from "../../src/commands/outcome.ts";
import { printedSchema } from "../support/documents-from-live.ts";
import { openGitScene } from "../support/git-scene.ts";
import { look, settle } from "../support/narrate.ts";
import { type Doc, openScene, type Scene, type SceneOptions, type Wire } from "../support/scene.ts";

let scene: Scene;
afterEach(() => scene.close());

const open = async (options: SceneOptions): Promise<void> => {
  scene = await openScene(options);
};

const managed: Doc = {
  kind: "zms/managed-resource-group",
  resources: [{ name: "Databases", tagFilters: [{ namespace: "ACME", tag: "tier", values: ["db", "app"] }] }],
};
const unmanaged: Doc = {
  kind: "zms/unmanaged-resource-group",
  resources: [{ name: "Branch printers", cidrs: ["192.0.2.128/25", "192.0.2.0/28"] }],
};

const codesOf = ({ output }: CommandResult): readonly string[] =>
  (JSON.parse(output ?? "{}") as Wire).diagnostics.map(({ code }: Wire) => code as string);

const expectNoWrites = async (): Promise<void> => expect(await scene.writes()).toEqual([]);

describe("a tenant whose schema has no more than what is confirmed", () => {
  const settings = { zmsSchema: "confirmed" };

  test("cannot return a declared field: the resource is not written", async () => {
    await open({ documents: [managed], settings });
    const planned = await scene.plan();
    expect(planned.plan.requests).toEqual([]);
    expect(planned.plan.diagnostics).toMatchObject([
      { code: "unreadable-field", source: { file: "policies/all.yaml" } },
    ]);
    await expectNoWrites();
  });

  test("does not offer the write: nothing is written on an assumption", async () => {
    await open({ documents: [unmanaged], settings });
    const result = await scene.tryPlan();
    expect(result.exitCode).toBe(1);
    expect(codesOf(result)).toEqual(["unsupported-operation"]);
    await expectNoWrites();
  });

  test("is read all the same: what is equal makes an empty plan", async () => {
    await open({
      documents: [{ kind: unmanaged.kind, resources: [{ name: "Branch printers", cidrs: ["192.0.2.128/25"] }] }],
      settings,
    });
    expect((await scene.plan()).plan).toMatchObject({ changes: [], requests: [] });
  });
});

test("a managed group is deleted without a word on drift, also as the last one that names a namespace", async () => {
  const git = await openGitScene({ documents: "policies" });
  scene = git;
  git.commit();
  await settle(git, await look(git));
  const file = "policies/zms/groups.yaml";
  const text = git.read(file).replace(/ {2}- name: Build agents\n(?: {4}.*\n)+/, "");
  expect(text).not.toContain("CLOUD");
  git.commit({ [file]: text });
  const { plan } = await look(git);
  expect(plan.changes).toMatchObject([{ action: "delete", name: "Build agents", cause: "commit" }]);
  expect(plan.consents.filter(({ allows }) => allows === "overwrite-drift")).toEqual([]);
  expect(JSON.stringify(plan.changes)).toContain("platform");
});

describe("a tenant that does not show its schema", () => {
  const settings = { introspection: false };

  test("is not written to without a schema file", async () => {
    await open({ documents: [unmanaged], settings });
    const result = await scene.tryPlan();
    expect(result.exitCode).toBe(1);
    expect(codesOf(result)).toEqual(["unsupported-operation"]);
    expect(result.notes).toContain("--zms-schema");
    await expectNoWrites();
  });

  test("is written to by the schema file of the operator, in plan and apply alike", async () => {
    await open({ documents: [managed, unmanaged] });
    scene.writeText("schema.graphql", await printedSchema(scene));
    await scene.control("PUT", "settings", settings);
    await scene.forget();
    scene.save(await scene.plan({ zmsSchema: "schema.graphql" }));
    const applied = await scene.apply({ zmsSchema: "schema.graphql" });
    expect(applied.exitCode).toBe(0);
    expect((await scene.writes()).map(({ body }) => body.operationName)).toEqual([
      "ManagedResourceGroupUpdate",
      "UnmanagedResourceGroupUpdate",
    ]);
    expect((await scene.plan({ zmsSchema: "schema.graphql" })).plan.requests).toEqual([]);
  });

  test("a schema file that is not there is told", async () => {
    await open({ documents: [unmanaged], settings });
    await expect(scene.tryPlan({ zmsSchema: "nowhere.graphql" })).rejects.toThrow(/ENOENT/);
  });

  test("a schema file that is no schema is told, and nothing is written", async () => {
    await open({ documents: [unmanaged], settings });
    scene.writeText("schema.graphql", "type {");
    const result = await scene.tryPlan({ zmsSchema: "schema.graphql" }).catch((error: Error) => error);
    expect(result instanceof Error ? result.message : result.notes).toMatch(/schema/i);
    expect(result instanceof Error || result.exitCode === 1).toBe(true);
    await expectNoWrites();
  });
});

/** How often ZMS is asked before the first write. */
const readsOfAPlan = async (): Promise<number> => {
  await scene.forget();
  await scene.plan();
  const reads = (await scene.requests()).filter(({ product }) => product === "zms").length;
  await scene.forget();
  return reads;
};

describe("errors inside 200", () => {
  const errors = (code: string): Wire => ({
    status: 200,
    body: { data: null, errors: [{ message: "the group is locked", extensions: { code } }] },
  });

  test("of a mutation are errors: nothing counts as written that was not", async () => {
    await open({ documents: [unmanaged] });
    scene.save(await scene.plan());
    await scene.fault({ path: "/zms/graphql", skip: await readsOfAPlan() }, errors("BAD_REQUEST"));
    const applied = await scene.apply();
    expect(applied.exitCode).toBe(1);
    expect(applied.report.problem).toContain("the group is locked");
    expect(applied.report.outcomes).toMatchObject([{ status: "failed", error: expect.stringContaining("locked") }]);
    expect(applied.report.summary.writes).toBe(0);
  });

  test("of a list are errors: a group that could not be read is not absent", async () => {
    await open({ documents: [{ kind: unmanaged.kind, resources: [{ name: "New", cidrs: ["192.0.2.0/24"] }] }] });
    await scene.fault({ path: "/zms/graphql", method: "POST", skip: 1, times: 99 }, errors("INTERNAL_SERVER_ERROR"));
    await expect(scene.tryPlan()).rejects.toThrow(/the group is locked/);
    await expectNoWrites();
  });

  test("that say forbidden make the kind unreadable, never empty", async () => {
    await open({ documents: [{ kind: unmanaged.kind, resources: [{ name: "New", cidrs: ["192.0.2.0/24"] }] }] });
    await scene.fault({ path: "/zms/graphql", method: "POST", skip: 1, times: 99 }, errors("FORBIDDEN"));
    const result = await scene.tryPlan();
    expect(result.exitCode).toBe(1);
    expect(codesOf(result)).toContain("unreadable-kind");
    await expectNoWrites();
  });

  test("a mutation whose answer was lost is looked for, not repeated", async () => {
    await open({ documents: [{ kind: unmanaged.kind, resources: [{ name: "New", cidrs: ["192.0.2.0/24"] }] }] });
    scene.save(await scene.plan());
    await scene.fault({ path: "/zms/graphql", skip: await readsOfAPlan() }, { drop: "after" });
    const applied = await scene.apply();
    expect(applied.exitCode).toBe(0);
    expect(applied.report.summary).toMatchObject({ converged: 1, failed: 0 });
    const named = (await scene.objects("zms/unmanaged-resource-group")).filter(({ name }) => name === "New");
    expect(named).toHaveLength(1);
    expect(await scene.writes()).toHaveLength(1);
  });
});

test("fields that a mutation does not name keep their values", async () => {
  await open({ documents: [unmanaged] });
  const before = (await scene.objects("zms/unmanaged-resource-group")).find(({ name }) => name === "Branch printers");
  expect(before?.description).toBe("Made in the portal");
  await scene.settle();
  const after = (await scene.objects("zms/unmanaged-resource-group")).find(({ name }) => name === "Branch printers");
  expect(after).toMatchObject({ description: "Made in the portal", cidrs: ["192.0.2.128/25", "192.0.2.0/28"] });
});
